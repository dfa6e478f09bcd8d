//! What happened in an instant run-off, round by round.

use alloc::vec::Vec;
use core::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::BallotNumber;

/// All rounds, the first one first; none where votes are counted in another way.
/// A build without `rules` never has any, and no code for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "rules", derive(Serialize, Deserialize), serde(transparent))]
pub struct Rounds(#[cfg(feature = "rules")] Vec<Round>);

impl Rounds {
    /// For `serde`: whether they are left out.
    #[cfg(feature = "rules")]
    pub(crate) fn is_none(&self) -> bool {
        self.0.is_empty()
    }
}

impl Deref for Rounds {
    type Target = [Round];

    fn deref(&self) -> &[Round] {
        #[cfg(feature = "rules")]
        return &self.0;
        #[cfg(not(feature = "rules"))]
        &[]
    }
}

impl From<Vec<Round>> for Rounds {
    #[cfg(feature = "rules")]
    fn from(rounds: Vec<Round>) -> Self {
        Self(rounds)
    }

    #[cfg(not(feature = "rules"))]
    fn from(_: Vec<Round>) -> Self {
        Self()
    }
}

/// One round of an instant run-off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Ballots that name this one before all others that stand: one number for
    /// each that stands, by ballot number.
    pub votes: Vec<u64>,
    /// Ballots whose innovations have all left.
    pub exhausted: u64,
    /// Who leaves after it, ascending; nobody after the last round.
    pub eliminated: Vec<BallotNumber>,
    pub by: RoundRule,
}

/// Why a round ended as it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundRule {
    /// One had the fewest.
    Fewest,
    /// Several had the fewest; it had the fewest of them in an earlier round.
    EarlierRound,
    /// All who had the fewest have together less than the next one.
    NoChance,
    /// Nothing sets them apart, and they share the place: all leave.
    Joint,
    /// It had the lowest mean of the jury's marks.
    JuryMean,
    /// It was last by lot.
    Lot,
    /// The end: one has more than half of the ballots that are left.
    Majority,
    /// The end: all who stand share the first place.
    Tie,
    /// The count waits: the tie rule needs what is not known yet.
    Unsettled,
}
