//! The signed ballot, and what the server says when it has it.

use alloc::vec::Vec;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{BallotNumber, EditionSlug, Hash, PublicKey, Salt, Signature};

/// `POST /api/v1/ballots`. Bytes that are hashed and signed: docs/PROTOCOL.md.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    pub edition: EditionSlug,
    /// The hash of the manifest that the voter saw.
    pub manifest: Hash,
    pub credential: PublicKey,
    /// Counts up with each change by the same credential, from 1.
    pub seq: u16,
    pub channel: Channel,
    pub commitment: Hash,
    pub signature: Signature,
    /// Opens the commitment, together with `marks`.
    pub salt: Salt,
    /// In canonical order: ascending by contest, then by number, none twice.
    pub marks: Vec<Mark>,
}

/// How a credential came to its voter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Made in the voter's own browser: one ballot per device.
    Device,
    /// A printed single-use code.
    Code,
    /// A code cast through an enrolled tablet at a booth.
    Kiosk,
    /// A paper ballot with a code stuck on, entered twice by attendants.
    Paper,
}

impl Channel {
    pub const ALL: [Self; 4] = [Self::Device, Self::Code, Self::Kiosk, Self::Paper];

    /// The word in JSON and SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Code => "code",
            Self::Kiosk => "kiosk",
            Self::Paper => "paper",
        }
    }
}

/// One choice on a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Index into `Manifest::contests`.
    pub contest: u16,
    pub number: BallotNumber,
    /// 1 where the rule only knows "chosen".
    pub value: u16,
}

/// The server has this ballot on disk. The same bytes always get the same receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub edition: EditionSlug,
    pub credential: PublicKey,
    pub seq: u16,
    pub channel: Channel,
    /// The RFC 6962 leaf hash of the ballot's sealed entry.
    pub ballot: Hash,
    /// Its place in the order of acceptance, from 1.
    pub position: u64,
    /// Rounded down to the minute: nobody can be told apart by it.
    #[serde(deserialize_with = "crate::time::read_moment")]
    pub recorded_at: DateTime<Utc>,
    /// Whether a later ballot of this credential has taken its place.
    pub replaced: bool,
    /// That it will be in the public log. Receipts of older versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
}

/// The log's word that a ballot is in each of its checkpoints from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Seconds since 1970 by the server's clock.
    pub deadline: u64,
    /// By the log's key.
    pub signature: Signature,
}
