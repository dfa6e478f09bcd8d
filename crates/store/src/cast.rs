//! A ballot on its way into the store, and what became of it.

use chrono::{DateTime, Utc};
use ledger::BallotError;
use thiserror::Error;
use voting::{Marks, MarksError};
use wire::{Ballot, Contest, Hash, Receipt};

/// A hash of what tells one device from another; never the thing itself. As
/// long as the random number behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceHash(pub [u8; 16]);

/// A ballot that proved itself: only these reach a store.
#[derive(Clone, Debug)]
pub struct Cast {
    ballot: Ballot,
    hash: Hash,
    device: Option<DeviceHash>,
    received_at: DateTime<Utc>,
    route: Route,
}

/// The way that a ballot came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// From its voter, now: the hours decide.
    #[default]
    Public,
    /// Out of an envelope that was there in time (`Floor::receive`): it counts
    /// until the result is final.
    Kiosk,
}

/// Why a ballot never reaches a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CastError {
    #[error("seq must be from 1 to {max}")]
    Seq { max: u16 },
    #[error(transparent)]
    Marks(#[from] MarksError),
    #[error(transparent)]
    Ballot(#[from] BallotError),
}

impl Cast {
    /// Checks all that a ballot can prove by itself: seq, marks, commitment,
    /// signature. The last takes the time: about 0.1 ms.
    ///
    /// `contests` are those of the manifest in force; whether the ballot was
    /// signed against that manifest is checked in the write.
    pub fn check(
        ballot: Ballot,
        contests: &[Contest],
        device: Option<DeviceHash>,
        received_at: DateTime<Utc>,
    ) -> Result<Self, CastError> {
        let max = voting::max_seq(ballot.channel);
        if !(1..=max).contains(&ballot.seq) {
            return Err(CastError::Seq { max });
        }
        let Ballot { marks, .. } = ballot;
        let marks = Marks::check(marks, contests)?.into_vec();
        let ballot = Ballot { marks, ..ballot };
        ledger::verify(&ballot)?;
        let hash = ledger::ballot_hash(&ballot);
        Ok(Self {
            ballot,
            hash,
            device,
            received_at,
            route: Route::Public,
        })
    }

    /// The same ballot out of a kiosk's envelope that was there in time.
    #[must_use]
    pub fn through_kiosk(self) -> Self {
        Self {
            route: Route::Kiosk,
            ..self
        }
    }

    pub fn route(&self) -> Route {
        self.route
    }

    pub fn ballot(&self) -> &Ballot {
        &self.ballot
    }

    pub fn hash(&self) -> Hash {
        self.hash
    }

    pub fn device(&self) -> Option<DeviceHash> {
        self.device
    }

    /// When the server had the whole ballot: decides whether voting was open.
    /// Never stored; see [`Cast::recorded_at`].
    pub fn received_at(&self) -> DateTime<Utc> {
        self.received_at
    }

    /// The minute of `received_at`: all that is kept of it.
    pub fn recorded_at(&self) -> DateTime<Utc> {
        voting::minute(self.received_at)
    }
}

/// What became of a cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CastOutcome {
    /// It is new, durable, and counts.
    Stored(Receipt),
    /// The same bytes are already there: the same receipt, at any time.
    Same(Receipt),
    /// This credential and seq have a ballot with other bytes.
    Conflict,
    /// This credential has a ballot with a higher seq.
    Outdated,
    /// It was signed against another manifest than the one in force.
    ManifestChanged,
    /// This device has voted with another credential.
    DeviceSpent,
    /// The channel isn't open to this credential.
    ChannelClosed,
    /// Voting has not begun.
    NotYet,
    /// Voting is over.
    Over,
}
