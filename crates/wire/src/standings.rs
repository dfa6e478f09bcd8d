//! Counts, as far as the edition's visibility lets them out.

use alloc::{string::String, vec::Vec};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{BallotNumber, CategoryCode, Channel, EditionSlug, Phase, RoundRule, Rounds, TieRule};

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
    /// All marks here; where a mark says "chosen", the sum of `rows`.
    pub marks: u64,
    /// Ballots of the edition without a mark here. This and `undervotes` are
    /// given where marks have values.
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub abstentions: Option<u64>,
    /// Ballots with a mark here that could have had more: innovations without a
    /// score, points or places that nobody was given.
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub undervotes: Option<u64>,
    /// How many ballots it lacks to have a winner; absent if it has enough.
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub short_by: Option<u64>,
    /// How the tie for the first place was settled; absent where there was none,
    /// where it waits, and with instant run-off, whose rounds say it.
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub settled: Option<Settled>,
    /// Everyone in the contest: by rank, then votes descending, then ballot number.
    pub rows: Vec<Standing>,
    /// Instant run-off: every round, the first one first.
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Rounds::is_none")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub rounds: Rounds,
}

impl ContestStandings {
    /// Whether the votes of its rows are points, and not ballots or marks.
    pub fn is_in_points(&self) -> bool {
        cfg!(feature = "rules") && self.abstentions.is_some() && self.rounds.is_empty()
    }

    /// Whether who is first has won: enough ballots, and an instant run-off
    /// that came to its end.
    pub fn is_decided(&self) -> bool {
        if !cfg!(feature = "rules") {
            return true;
        }
        self.short_by.is_none()
            && self
                .rounds
                .last()
                .is_none_or(|round| round.by != RoundRule::Unsettled)
    }
}

/// A tie for the first place, put into order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// By jury means or by lot.
    pub by: TieRule,
    /// Who had equal votes, best first; who is in one group shares a place.
    pub order: Vec<Vec<BallotNumber>>,
}

/// One row of a tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub number: BallotNumber,
    /// Marks; where these have values, the sum of points, scores or Borda
    /// points; with instant run-off, ballots in the last round that it stood in.
    pub votes: u64,
    /// Competition ranking: 1, 2, 2, 4; of a settled tie the order that it was put
    /// into.
    pub rank: u32,
    /// Whether another has the same rank: shown as "Seri".
    pub tied: bool,
}
