//! Openings: what sealed ballots hold, published after the close.

use thiserror::Error;
use wire::{Hash, Hex, Mark, Salt};

use crate::{Entry, canonical::sha256, canonical_marks, commitment, read_marks};

use super::merkle::{leaf_hash, root};

/// A ballot's salt and marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The ballot hash, which is the leaf hash of its entry in the log.
    pub ballot: Hash,
    pub salt: Salt,
    pub marks: Vec<Mark>,
}

/// The bytes are no opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("malformed opening")]
pub struct MalformedOpening;

impl Opening {
    /// `ballot hash 32 | salt 32 | canonical marks`.
    pub fn to_bytes(&self) -> Vec<u8> {
        [
            &self.ballot.0[..],
            &self.salt.0,
            &canonical_marks(&self.marks),
        ]
        .concat()
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedOpening> {
        let (ballot, rest) = bytes.split_first_chunk().ok_or(MalformedOpening)?;
        let (salt, marks) = rest.split_first_chunk().ok_or(MalformedOpening)?;
        Ok(Self {
            ballot: Hex(*ballot),
            salt: Hex(*salt),
            marks: read_marks(marks).map_err(|_| MalformedOpening)?,
        })
    }

    /// Whether this is what that entry of the log holds. Whether the marks obey
    /// the manifest is not asked here.
    pub fn opens(&self, entry: &Entry) -> bool {
        self.ballot == entry.leaf_hash() && commitment(&self.salt, &self.marks) == entry.commitment
    }

    /// `SHA-256(0x00 | opening)`.
    pub fn leaf_hash(&self) -> Hash {
        leaf_hash(&self.to_bytes())
    }
}

/// What entries `result` and `jury` say of the published document: SHA-256 of its
/// exact bytes.
pub fn document_hash(bytes: &[u8]) -> Hash {
    sha256(&[bytes])
}

/// The root of the tree of openings (RFC 6962), in the order that their ballots
/// have in the log.
pub fn openings_root<'a>(openings: impl IntoIterator<Item = &'a Opening>) -> Hash {
    root(openings.into_iter().map(Opening::leaf_hash))
}
