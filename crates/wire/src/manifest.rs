//! What a ballot is signed against: frozen when voting opens.

use alloc::{string::String, vec::Vec};
use core::num::NonZero;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    BallotNumber, CategoryCode, EditionSlug, Hash, InnovationId, Localized, OpeningPolicy,
    RankedCount, Rule, TieRule, Visibility,
};

/// `GET /api/v1/manifest`. Its hash is taken over the exact bytes of that
/// body (`ledger::manifest_hash`), which are stored once and never made again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Layout of this document; 1.
    pub version: u16,
    pub edition: EditionSlug,
    pub name: Localized,
    pub rule: Rule,
    pub tie_rule: TieRule,
    /// As in the edition: where the value for the lot comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot_source: Option<String>,
    /// As in the edition: the fewest ballots for a contest to have a winner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_turnout: Option<u32>,
    /// As in the edition: how long people may object before the result is final.
    #[cfg_attr(feature = "rules", serde(default = "usual_objection_days"))]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub objection_days: u16,
    pub visibility: Visibility,
    /// Who gets what sealed ballots hold; absent in manifests that promise nobody
    /// anything.
    #[serde(default, skip_serializing_if = "OpeningPolicy::is_auditors")]
    pub openings: OpeningPolicy,
    /// As in the edition: how many of them are drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample_ballots: Option<NonZero<u16>>,
    #[serde(
        default,
        deserialize_with = "crate::time::read_moment_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub voting_opens_at: Option<DateTime<Utc>>,
    #[serde(
        default,
        deserialize_with = "crate::time::read_moment_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub voting_closes_at: Option<DateTime<Utc>>,
    /// What is chosen between; a mark names a contest by its index here.
    pub contests: Vec<Contest>,
    /// In the order of their ballot numbers.
    pub innovations: Vec<ListedInnovation>,
    /// The Merkle root of the public keys of all voting codes
    /// (`ledger::roll_root`); absent where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roll: Option<Hash>,
    /// The keys of witnesses whose cosignatures count (C2SP signed-note); absent
    /// where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<String>,
    /// SHA-256 of the recount page that was there when voting opened, as one file
    /// for any browser; absent where the server had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifier: Option<Hash>,
}

/// Days for objections where nothing is said.
pub const OBJECTION_DAYS: u16 = 3;

#[cfg(feature = "rules")]
pub(crate) const fn usual_objection_days() -> u16 {
    OBJECTION_DAYS
}

impl Manifest {
    /// How many ballots are drawn and opened for everybody, if any are.
    pub fn sample(&self) -> Option<NonZero<u16>> {
        let is_drawn = self.openings == OpeningPolicy::Sample;
        self.sample_ballots.filter(|_| is_drawn)
    }

    /// Whether something waits for the lot's value.
    pub fn has_lot(&self) -> bool {
        self.tie_rule == TieRule::Lot || self.sample().is_some()
    }
}

/// One choice to make: a category, or everything at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// Absent where the contest spans all votable categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryCode>,
    /// The most marks a ballot may have in it.
    pub max_marks: u16,
    /// What the values of marks say; absent where each is 1, "chosen".
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub values: Option<Values>,
    /// Who may be marked, ascending.
    pub numbers: Vec<BallotNumber>,
}

impl Contest {
    /// `values`, as far as this build knows any.
    pub const fn valued(&self) -> Option<Values> {
        if cfg!(feature = "rules") {
            self.values
        } else {
            None
        }
    }
}

/// What the values of the marks in a contest say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Values {
    /// Points, 1 to `max` for each; their sum on a ballot is at most `total`.
    Points { total: u16, max: u16 },
    /// A score of 1 to `max`; no mark is a score of 0.
    Score { max: u16 },
    /// Places: 1 to the number of marks, each once.
    Places { count: RankedCount },
}

/// An innovation on the ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedInnovation {
    pub number: BallotNumber,
    pub id: InnovationId,
    pub name: String,
    pub category: CategoryCode,
}
