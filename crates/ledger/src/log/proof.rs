//! A proof in one text file, `.tlog-proof`: that an entry is in the log and that
//! witnesses saw it (C2SP tlog-proof). It is checked without a network.

use core::fmt;

use thiserror::Error;
use wire::Hash;

use crate::base64;

use super::{
    checkpoint::{Checkpoint, CheckpointError},
    cosign::{Cosignature, cosignatures},
    lines,
    note::Note,
    prove::{ProofError, verify_inclusion},
    verifier::VerifierKey,
};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// Longest part before the checkpoint, in bytes.
const MAX_FRONT: usize = 128 * 1024;

/// An inclusion proof with the checkpoint that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogProof {
    /// Nobody signed these bytes: don't trust them. None stand in the file
    /// where this is empty.
    pub extra: Vec<u8>,
    /// Of the entry, from 0.
    pub index: u64,
    /// From the leaf's sibling up.
    pub hashes: Vec<Hash>,
    pub checkpoint: Note,
}

/// Why a proof can't be read, or proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LogProofError {
    #[error("the file is no proof of c2sp.org/tlog-proof@v1")]
    Format,
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error(transparent)]
    Inclusion(#[from] ProofError),
    #[error("{found} known witnesses cosigned, not {quorum}")]
    Witnesses { found: usize, quorum: usize },
}

/// What a valid proof says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven<'a> {
    pub checkpoint: Checkpoint,
    pub cosignatures: Vec<Cosignature<'a>>,
}

impl LogProof {
    pub fn parse(bytes: &[u8]) -> Result<Self, LogProofError> {
        let (front, checkpoint) = front(bytes).ok_or(LogProofError::Format)?;
        let (extra, index, hashes) = read_front(front).ok_or(LogProofError::Format)?;
        let checkpoint = Note::parse(checkpoint).map_err(CheckpointError::Note)?;
        checkpoint.text().parse::<Checkpoint>()?;
        Ok(Self {
            extra,
            index,
            hashes,
            checkpoint,
        })
    }

    /// Checks everything: the log's signature, the way from the leaf to the
    /// root, and that `quorum` different witnesses, of these, cosigned. `leaf`
    /// is the hash of the entry that the reader asks about.
    pub fn verify<'a>(
        &self,
        leaf: &Hash,
        log: &VerifierKey,
        witnesses: &'a [VerifierKey],
        quorum: usize,
    ) -> Result<Proven<'a>, LogProofError> {
        let checkpoint = Checkpoint::open(&self.checkpoint, log)?;
        let (size, root) = (checkpoint.size(), checkpoint.root());
        verify_inclusion(leaf, self.index, size, &self.hashes, &root)?;
        let cosignatures =
            cosignatures(&self.checkpoint, witnesses).map_err(CheckpointError::Note)?;
        let found = cosignatures.len();
        if found < quorum {
            return Err(LogProofError::Witnesses { found, quorum });
        }
        Ok(Proven {
            checkpoint,
            cosignatures,
        })
    }
}

impl fmt::Display for LogProof {
    /// The file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if !self.extra.is_empty() {
            writeln!(f, "extra {}", base64::encode(&self.extra))?;
        }
        let hashes = lines::write_hashes(&self.hashes);
        write!(f, "index {}\n{hashes}\n{}", self.index, self.checkpoint)
    }
}

/// The text before the first empty line, and the note after it.
pub(super) fn front(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let mut places = bytes.windows(2).take(MAX_FRONT + 1);
    let end = places.position(|it| it == b"\n\n")?;
    let (front, note) = bytes.split_at_checked(end)?;
    Some((core::str::from_utf8(front).ok()?, note.get(2..)?))
}

fn read_front(front: &str) -> Option<(Vec<u8>, u64, Vec<Hash>)> {
    let mut lines = front.split('\n');
    if lines.next()? != HEADER {
        return None;
    }
    let mut line = lines.next()?;
    let mut extra = Vec::new();
    if let Some(text) = line.strip_prefix("extra ") {
        extra = base64::decode(text)?;
        // Without bytes the line is left out.
        if extra.is_empty() {
            return None;
        }
        line = lines.next()?;
    }
    let index = lines::number(line.strip_prefix("index ")?)?;
    Some((extra, index, lines::hashes(lines)?))
}
