//! What stands in the log: ballots, and all that the operator does to the vote.

use thiserror::Error;
use wire::{Hash, Hex, PublicKey};

use crate::{Entry, MalformedEntry};

use super::{
    key_change::KeyChange,
    merkle::leaf_hash,
    remark::{NotARemark, Remark},
};

const BALLOT: u8 = 1;
const MANIFEST: u8 = 2;
const OPEN: u8 = 3;
const VOID: u8 = 4;
const ACTIVATION: u8 = 5;
const CLOSE: u8 = 6;
const OPENINGS: u8 = 7;
const RESULT: u8 = 8;
const KEY_CHANGE: u8 = 9;
const INCIDENT: u8 = 10;
const JURY: u8 = 11;
const LOT: u8 = 12;

const VOID_BALLOT: u8 = 1;
const VOID_CREDENTIAL: u8 = 2;
const VOID_BATCH: u8 = 3;

/// One entry, one leaf. The first byte is its kind; integers are big endian,
/// times seconds since 1970 by the server's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogEntry {
    /// 1: the sealed ballot, 164 bytes, with no word of when, where or whose.
    Ballot(Entry),
    /// 2: the manifest in force, `hash 32`.
    Manifest(Hash),
    /// 3: voting is open, `manifest 32 | time u64`.
    Open { manifest: Hash, time: u64 },
    /// 4: something stopped to count, `what u8 | 32 or u32 | reason`.
    Void { what: Voided, reason: Remark },
    /// 5: a batch of voting codes may vote,
    /// `batch u32 | count u32 | root 32` of the tree of its public keys, ascending.
    Activation { batch: u32, count: u32, root: Hash },
    /// 6: voting is closed, `manifest 32 | time u64`.
    Close { manifest: Hash, time: u64 },
    /// 7: what was sealed is public, `count u64 | root 32` of the tree of
    /// [`super::Opening`]s.
    Openings { count: u64, root: Hash },
    /// 8: the result, `SHA-256 of its published bytes 32 | size u64` of the log
    /// that it was counted from.
    Result { hash: Hash, size: u64 },
    /// 9: the log's key changes, `key 32 | signature 64`.
    KeyChange(KeyChange),
    /// 10: something happened that people should know, `time u64 | text`.
    Incident { time: u64, text: Remark },
    /// 11: the jury's means, `SHA-256 of their published bytes 32`.
    Jury(Hash),
    /// 12: the value of the lot, as it was announced, `text`.
    Lot(Remark),
}

/// What counts no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voided {
    /// 1: a ballot, by its hash.
    Ballot(Hash),
    /// 2: a credential with all its ballots.
    Credential(PublicKey),
    /// 3: a batch of voting codes, `u32`.
    Batch(u32),
}

/// Why bytes are no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EntryError {
    #[error("the log has no entries of the kind {0}")]
    Kind(u8),
    #[error("the entry has another length")]
    Length,
    #[error("nothing of the kind {0} can be void")]
    Voided(u8),
    #[error(transparent)]
    Ballot(#[from] MalformedEntry),
    #[error(transparent)]
    Remark(#[from] NotARemark),
}

impl LogEntry {
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Ballot(entry) => entry.to_bytes().into(),
            Self::Manifest(hash) => [&[MANIFEST], &hash.0[..]].concat(),
            Self::Open { manifest, time } => moment(OPEN, manifest, *time),
            Self::Void { what, reason } => {
                [vec![VOID], what.to_bytes(), reason.to_bytes()].concat()
            }
            Self::Activation { batch, count, root } => [
                &[ACTIVATION][..],
                &batch.to_be_bytes(),
                &count.to_be_bytes(),
                &root.0,
            ]
            .concat(),
            Self::Close { manifest, time } => moment(CLOSE, manifest, *time),
            Self::Openings { count, root } => {
                [&[OPENINGS][..], &count.to_be_bytes(), &root.0].concat()
            }
            Self::Result { hash, size } => moment(RESULT, hash, *size),
            Self::KeyChange(it) => [&[KEY_CHANGE][..], &it.key.0, &it.signature.0].concat(),
            Self::Incident { time, text } => {
                [&[INCIDENT][..], &time.to_be_bytes(), &text.to_bytes()].concat()
            }
            Self::Jury(hash) => [&[JURY], &hash.0[..]].concat(),
            Self::Lot(value) => [vec![LOT], value.to_bytes()].concat(),
        }
    }

    /// Refuses kinds that are not known and bytes that are left over.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EntryError> {
        let mut rest = Rest(bytes);
        let [kind] = rest.take()?;
        let entry = match kind {
            BALLOT => return Ok(Self::Ballot(Entry::from_bytes(bytes)?)),
            MANIFEST => Self::Manifest(Hex(rest.take()?)),
            OPEN => Self::Open {
                manifest: Hex(rest.take()?),
                time: rest.u64()?,
            },
            VOID => Self::Void {
                what: rest.voided()?,
                reason: rest.remark()?,
            },
            ACTIVATION => Self::Activation {
                batch: rest.u32()?,
                count: rest.u32()?,
                root: Hex(rest.take()?),
            },
            CLOSE => Self::Close {
                manifest: Hex(rest.take()?),
                time: rest.u64()?,
            },
            OPENINGS => Self::Openings {
                count: rest.u64()?,
                root: Hex(rest.take()?),
            },
            RESULT => Self::Result {
                hash: Hex(rest.take()?),
                size: rest.u64()?,
            },
            KEY_CHANGE => Self::KeyChange(KeyChange {
                key: Hex(rest.take()?),
                signature: Hex(rest.take()?),
            }),
            INCIDENT => Self::Incident {
                time: rest.u64()?,
                text: rest.remark()?,
            },
            JURY => Self::Jury(Hex(rest.take()?)),
            LOT => Self::Lot(rest.remark()?),
            other => return Err(EntryError::Kind(other)),
        };
        if !rest.0.is_empty() {
            return Err(EntryError::Length);
        }
        Ok(entry)
    }

    /// The leaf hash: of a ballot, its ballot hash.
    pub fn leaf_hash(&self) -> Hash {
        leaf_hash(&self.to_bytes())
    }
}

impl Voided {
    fn to_bytes(self) -> Vec<u8> {
        match self {
            Self::Ballot(hash) => [&[VOID_BALLOT], &hash.0[..]].concat(),
            Self::Credential(key) => [&[VOID_CREDENTIAL], &key.0[..]].concat(),
            Self::Batch(batch) => [&[VOID_BATCH], &batch.to_be_bytes()[..]].concat(),
        }
    }
}

/// `kind u8 | hash 32 | u64`.
fn moment(kind: u8, hash: &Hash, number: u64) -> Vec<u8> {
    [&[kind], &hash.0[..], &number.to_be_bytes()].concat()
}

/// Bytes that are still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], EntryError> {
        let (head, rest) = self.0.split_first_chunk().ok_or(EntryError::Length)?;
        self.0 = rest;
        Ok(*head)
    }

    fn u32(&mut self) -> Result<u32, EntryError> {
        self.take().map(u32::from_be_bytes)
    }

    fn u64(&mut self) -> Result<u64, EntryError> {
        self.take().map(u64::from_be_bytes)
    }

    fn voided(&mut self) -> Result<Voided, EntryError> {
        match self.take()? {
            [VOID_BALLOT] => self.take().map(Hex).map(Voided::Ballot),
            [VOID_CREDENTIAL] => self.take().map(Hex).map(Voided::Credential),
            [VOID_BATCH] => self.u32().map(Voided::Batch),
            [other] => Err(EntryError::Voided(other)),
        }
    }

    fn remark(&mut self) -> Result<Remark, EntryError> {
        let length = usize::from(self.take().map(u16::from_be_bytes)?);
        let (text, rest) = self.0.split_at_checked(length).ok_or(EntryError::Length)?;
        self.0 = rest;
        let text = core::str::from_utf8(text).map_err(|_| NotARemark)?;
        Ok(text.parse()?)
    }
}
