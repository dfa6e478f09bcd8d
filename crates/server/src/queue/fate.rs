//! What became of one envelope: for its kiosk, and for the store.

use store::{CastOutcome, Settled};
use wire::{EnvelopeOutcome, EnvelopeResult, ProblemCode, Receipt};

/// What became of one envelope.
#[derive(Clone, Debug)]
pub(super) struct Fate {
    pub(super) outcome: EnvelopeOutcome,
    pub(super) receipt: Option<Receipt>,
    pub(super) code: Option<ProblemCode>,
}

impl Fate {
    pub(super) const fn plain(outcome: EnvelopeOutcome) -> Self {
        Self {
            outcome,
            receipt: None,
            code: None,
        }
    }

    pub(super) const fn refused(code: ProblemCode) -> Self {
        Self {
            outcome: EnvelopeOutcome::Refused,
            receipt: None,
            code: Some(code),
        }
    }

    /// What is noted of it; nothing where it waits.
    pub(super) fn settled(&self) -> Option<Settled> {
        match (self.outcome, self.code) {
            (EnvelopeOutcome::Stored | EnvelopeOutcome::Same, _) => Some(Settled::Stored),
            (EnvelopeOutcome::Pending, _) => Some(Settled::Entered),
            (EnvelopeOutcome::Refused, Some(code)) => Some(Settled::Refused(code)),
            (EnvelopeOutcome::Late | EnvelopeOutcome::Refused, _) => None,
        }
    }

    pub(super) fn result(self, index: u32) -> EnvelopeResult {
        EnvelopeResult {
            index,
            outcome: self.outcome,
            receipt: self.receipt,
            code: self.code,
        }
    }

    /// What the vote made of its ballot.
    pub(super) fn of(outcome: CastOutcome) -> Self {
        let code = match outcome {
            CastOutcome::Stored(receipt) => {
                return Self {
                    receipt: Some(receipt),
                    ..Self::plain(EnvelopeOutcome::Stored)
                };
            }
            CastOutcome::Same(receipt) => {
                return Self {
                    receipt: Some(receipt),
                    ..Self::plain(EnvelopeOutcome::Same)
                };
            }
            CastOutcome::Over => return Self::plain(EnvelopeOutcome::Late),
            CastOutcome::Conflict => ProblemCode::BallotConflict,
            CastOutcome::Outdated => ProblemCode::BallotOutdated,
            CastOutcome::ManifestChanged => ProblemCode::ManifestChanged,
            CastOutcome::DeviceSpent => ProblemCode::DeviceSpent,
            CastOutcome::ChannelClosed => ProblemCode::ChannelClosed,
            CastOutcome::NotYet => ProblemCode::VotingNotOpen,
        };
        Self::refused(code)
    }
}
