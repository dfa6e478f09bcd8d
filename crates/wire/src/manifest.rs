//! What a ballot is signed against: frozen when voting opens.

use alloc::{string::String, vec::Vec};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    BallotNumber, CategoryCode, EditionSlug, Hash, InnovationId, Localized, OpeningPolicy, Rule,
    TieRule, Visibility,
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
    pub visibility: Visibility,
    /// Who gets what sealed ballots hold; absent in manifests that promise nobody
    /// anything.
    #[serde(default, skip_serializing_if = "OpeningPolicy::is_auditors")]
    pub openings: OpeningPolicy,
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
}

/// One choice to make: a category, or (approval) everything at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// Absent where the contest spans all votable categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryCode>,
    /// The most marks a ballot may have in it.
    pub max_marks: u16,
    /// Who may be marked, ascending.
    pub numbers: Vec<BallotNumber>,
}

/// An innovation on the ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedInnovation {
    pub number: BallotNumber,
    pub id: InnovationId,
    pub name: String,
    pub category: CategoryCode,
}
