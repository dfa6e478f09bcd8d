//! Counts, as far as the edition's visibility lets them out.

use alloc::{string::String, vec::Vec};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{BallotNumber, CategoryCode, Channel, EditionSlug, Phase};

/// `GET /api/v1/standings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standings {
    pub edition: EditionSlug,
    pub phase: Phase,
    pub disclosure: Disclosure,
    /// The moment that the counts stand for.
    #[serde(deserialize_with = "crate::time::read_moment")]
    pub as_of: DateTime<Utc>,
    /// Ballots that count: one per credential.
    pub ballots: u64,
    /// The same, by channel.
    pub channels: Vec<ChannelCount>,
    /// Ballots that a later one of the same credential has replaced.
    pub replaced: u64,
    /// Empty while hidden.
    pub contests: Vec<ContestStandings>,
}

/// How much of the truth this document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// Counts move with each ballot: "hasil sementara".
    Live,
    /// Counts stand still until the close: "tampilan hasil dibekukan".
    Frozen,
    /// Turnout only.
    Hidden,
    /// After the close: every ballot is in.
    Complete,
}

/// Ballots that came by one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelCount {
    pub channel: Channel,
    pub ballots: u64,
}

/// People who voted for the first time in one hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourCount {
    /// The hour's beginning.
    #[serde(deserialize_with = "crate::time::read_moment")]
    pub hour: DateTime<Utc>,
    pub ballots: u64,
}

/// How many of a booth's codes were used ("kode terpakai").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoothCount {
    pub name: String,
    /// Codes that may vote: their batch is active, and they are not void.
    pub codes: u64,
    /// Those of them with a ballot that counts.
    pub used: u64,
}

/// The order within one contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContestStandings {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryCode>,
    /// Ballots with at least one mark here.
    pub ballots: u64,
    /// All marks here; the sum of `rows`.
    pub marks: u64,
    /// Everyone in the contest: by votes descending, ties by ballot number.
    pub rows: Vec<Standing>,
}

/// One row of a tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub number: BallotNumber,
    pub votes: u64,
    /// Competition ranking: 1, 2, 2, 4.
    pub rank: u32,
    /// Whether another has the same votes: shown as "Seri".
    pub tied: bool,
}
