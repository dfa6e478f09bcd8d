//! The one spelling of marks, and the hashes over it.

use sha2::{Digest, Sha256};
use thiserror::Error;
use wire::{BallotNumber, Hash, Hex, Mark, Salt};

const MARK_LENGTH: usize = 8;

/// Hash of the manifest, over the exact bytes that were served.
pub fn manifest_hash(manifest_bytes: &[u8]) -> Hash {
    sha256(&[b"peta/manifest/v1", manifest_bytes])
}

/// `u16` count, then for each mark `u16` contest, `u32` number, `u16` value;
/// big endian. Marks beyond 65,535 do not fit and are cut off by no rule of
/// ours: [`read_marks`] would refuse such bytes.
pub fn canonical_marks(marks: &[Mark]) -> Vec<u8> {
    let count = u16::try_from(marks.len()).unwrap_or(u16::MAX);
    let mut bytes = Vec::with_capacity(2 + MARK_LENGTH * marks.len());
    bytes.extend(count.to_be_bytes());
    for mark in marks {
        bytes.extend(mark.contest.to_be_bytes());
        bytes.extend(mark.number.0.to_be_bytes());
        bytes.extend(mark.value.to_be_bytes());
    }
    bytes
}

/// The bytes are no canonical marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("malformed canonical marks")]
pub struct MalformedMarks;

/// The marks that [`canonical_marks`] made these bytes from.
pub fn read_marks(bytes: &[u8]) -> Result<Vec<Mark>, MalformedMarks> {
    let (count, rest) = bytes.split_first_chunk::<2>().ok_or(MalformedMarks)?;
    let (marks, tail) = rest.as_chunks::<MARK_LENGTH>();
    if !tail.is_empty() || marks.len() != usize::from(u16::from_be_bytes(*count)) {
        return Err(MalformedMarks);
    }
    let read = |&[c0, c1, n0, n1, n2, n3, v0, v1]: &[u8; MARK_LENGTH]| Mark {
        contest: u16::from_be_bytes([c0, c1]),
        number: BallotNumber(u32::from_be_bytes([n0, n1, n2, n3])),
        value: u16::from_be_bytes([v0, v1]),
    };
    Ok(marks.iter().map(read).collect())
}

/// What a voter commits to: the marks, sealed by the salt.
pub fn commitment(salt: &Salt, marks: &[Mark]) -> Hash {
    sha256(&[b"peta/ballot/v1", &salt.0, &canonical_marks(marks)])
}

pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hex(hasher.finalize().into())
}
