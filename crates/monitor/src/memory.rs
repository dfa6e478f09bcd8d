//! What a device remembers of the log between two looks.

use core::{fmt, str::FromStr};

use ledger::log::{Note, VerifierKey};
use thiserror::Error;
use wire::Hash;

/// Checkpoints that contradict each other are kept, up to so many.
const MOST: usize = 4;

/// What a device remembers: as text a line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memory {
    /// The log's, as it was first seen.
    pub(crate) key: VerifierKey,
    /// The ballot that was proven to be in the newest checkpoint.
    pub(crate) ballot: Option<Hash>,
    /// Signed by the log. More than one only if they contradict each other.
    pub(crate) heads: Vec<Note>,
}

/// The text is not what a device remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not what a device remembers of a log")]
pub struct Forgotten;

impl Memory {
    /// Takes a checkpoint in that contradicts what is there.
    pub(crate) fn doubt(&mut self, head: &Note) {
        if !self.heads.contains(head) && self.heads.len() < MOST {
            self.heads.push(head.clone());
        }
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.key)?;
        match self.ballot {
            Some(ballot) => write!(f, "{ballot}")?,
            None => f.write_str("-")?,
        }
        for head in &self.heads {
            // A note has no tabs.
            write!(f, "\n{}", head.to_string().replace('\n', "\t"))?;
        }
        Ok(())
    }
}

impl FromStr for Memory {
    type Err = Forgotten;

    fn from_str(text: &str) -> Result<Self, Forgotten> {
        let mut lines = text.split('\n');
        let mut next = || lines.next().ok_or(Forgotten);
        let key = next()?.parse().map_err(|_| Forgotten)?;
        let ballot = match next()? {
            "-" => None,
            ballot => Some(ballot.parse().map_err(|_| Forgotten)?),
        };
        let heads = lines.take(MOST).map(|line| {
            let note = line.replace('\t', "\n");
            Note::parse(note.as_bytes()).map_err(|_| Forgotten)
        });
        let heads = heads.collect::<Result<Vec<_>, _>>()?;
        Ok(Self { key, ballot, heads })
    }
}
