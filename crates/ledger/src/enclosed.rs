//! What lies in a sealed envelope: a ballot with its opening, and for paper
//! whose entry it is.

use thiserror::Error;
use wire::{Ballot, Channel, EditionSlug, Hex, PaperEntry};

use crate::{
    ENTRY_LENGTH, Entry,
    canonical::{canonical_marks, read_marks},
};

/// All ballots of up to 39 marks are equally long in their envelopes.
const BLOCK: usize = 512;
const SALT: usize = 32;
const MARK: usize = 8;

/// A ballot on its way through a kiosk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    pub ballot: Ballot,
    /// Only for the channel `paper`, and always there.
    pub entry: Option<PaperEntry>,
}

/// The bytes hold no ballot of a kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the envelope holds no ballot")]
pub struct MalformedBallot;

impl Enclosed {
    /// `form u8 | entry 164 | salt 32 | canonical marks | zeros`, a multiple of
    /// 512 bytes. The form is 0 for `kiosk`, 1 and 2 for the first and second
    /// entry of `paper`.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, MalformedBallot> {
        let form = match (self.ballot.channel, self.entry) {
            (Channel::Kiosk, None) => 0,
            (Channel::Paper, Some(PaperEntry::First)) => 1,
            (Channel::Paper, Some(PaperEntry::Second)) => 2,
            _ => return Err(MalformedBallot),
        };
        let mut bytes = vec![form];
        bytes.extend(Entry::from(&self.ballot).to_bytes());
        bytes.extend(self.ballot.salt.0);
        bytes.extend(canonical_marks(&self.ballot.marks));
        bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
        Ok(bytes)
    }

    pub(crate) fn from_bytes(bytes: &[u8], edition: &EditionSlug) -> Result<Self, MalformedBallot> {
        let (form, rest) = bytes.split_first().ok_or(MalformedBallot)?;
        let (entry, rest) = rest.split_at_checked(ENTRY_LENGTH).ok_or(MalformedBallot)?;
        let (salt, rest) = rest.split_first_chunk::<SALT>().ok_or(MalformedBallot)?;
        let (count, _) = rest.split_first_chunk::<2>().ok_or(MalformedBallot)?;
        let length = 2 + MARK * usize::from(u16::from_be_bytes(*count));
        let (marks, _) = rest.split_at_checked(length).ok_or(MalformedBallot)?;
        let entry = Entry::from_bytes(entry).map_err(|_| MalformedBallot)?;
        let enclosed = Self {
            ballot: Ballot {
                edition: edition.clone(),
                manifest: entry.manifest,
                credential: entry.credential,
                seq: entry.seq,
                channel: entry.channel,
                commitment: entry.commitment,
                signature: entry.signature,
                salt: Hex(*salt),
                marks: read_marks(marks).map_err(|_| MalformedBallot)?,
            },
            entry: match form {
                1 => Some(PaperEntry::First),
                2 => Some(PaperEntry::Second),
                _ => None,
            },
        };
        // One spelling: few zeros behind it, and form and channel agree.
        if enclosed.to_bytes()? != bytes {
            return Err(MalformedBallot);
        }
        Ok(enclosed)
    }
}
