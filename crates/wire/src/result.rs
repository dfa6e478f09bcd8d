//! What is published after the close, so that anyone can count again:
//! docs/PROTOCOL.md, "The result" and "The roll".

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{BallotNumber, ChannelCount, ContestStandings, EditionSlug, Hash, PublicKey};

/// Who gets the salts and marks of the ballots that count, once the objection
/// period begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpeningPolicy {
    /// Everybody, unless the marks of too many ballots are like no other's.
    All,
    /// Whom the organiser names.
    #[default]
    Auditors,
    /// As with auditors; and everybody some of them, that are drawn by lot once the
    /// root of all is public.
    Sample,
}

impl OpeningPolicy {
    /// For `serde`: the word that is left out.
    #[allow(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde asks for"
    )]
    pub(crate) fn is_auditors(&self) -> bool {
        *self == Self::Auditors
    }
}

/// `result.json`, whose exact bytes' hash is in the public log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedResult {
    /// Layout of this document; 1.
    pub version: u16,
    pub edition: EditionSlug,
    pub manifest: Hash,
    /// Log entries that it was counted from, the first ones.
    pub size: u64,
    /// Ballots that count: one per credential.
    pub ballots: u64,
    /// The same, by channel; channels without any are left out.
    pub channels: Vec<ChannelCount>,
    /// Ballots that a later one of the same credential has replaced.
    pub replaced: u64,
    /// Ballots that are void; none of the other numbers has them.
    pub void: u64,
    /// In the manifest's order.
    pub contests: Vec<ContestStandings>,
}

/// `jury.json`, whose exact bytes' hash is in the public log: what settles ties
/// where the tie rule asks the jury.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedJury {
    /// By ballot number, ascending.
    pub means: Vec<JuryMean>,
}

/// The mean of the jury's marks for an innovation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JuryMean {
    pub number: BallotNumber,
    /// A decimal such as `87.25`.
    pub mean: String,
}

/// `roll.json`: the public keys of all voting codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRoll {
    /// By number, ascending.
    pub batches: Vec<RollBatch>,
}

/// Voting codes that were made together, for one booth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollBatch {
    /// From 1.
    pub number: u32,
    /// Absent where fewer than 10 ballots of the batch count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booth: Option<String>,
    /// Ascending.
    pub keys: Vec<PublicKey>,
}
