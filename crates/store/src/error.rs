//! What can go wrong in a store.

use std::path::PathBuf;

use thiserror::Error;
use wire::{EditionSlug, Phase, PublicKey};

use crate::Difference;

/// Why a verb did nothing.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("there is no edition {0}")]
    UnknownEdition(EditionSlug),
    #[error("an edition can't go from {from} to {to}", from = from.as_str(), to = to.as_str())]
    PhaseOrder { from: Phase, to: Phase },
    #[error("voting can't be opened: no votable category has an innovation")]
    NothingToVote,
    #[error("voting was opened, only texts and media may change: {0}")]
    VotingOpened(Difference),
    #[error("too late: the edition is in phase {}", .0.as_str())]
    TooLate(Phase),
    #[error("too early: the edition is in phase {}", .0.as_str())]
    TooEarly(Phase),
    #[error("nothing in the rules of this vote asks for a {0}")]
    NotAsked(&'static str),
    #[error("the {0} is in the public log already, and stays as it is")]
    KnownAlready(&'static str),
    #[error(
        "too early: this value draws the sample, and the ballots that it is drawn from are not \
         fixed in the public log yet"
    )]
    NothingToDraw,
    #[error("there is no batch {0} of codes")]
    UnknownBatch(u32),
    #[error("batch {0} was voided")]
    VoidedBatch(u32),
    #[error("{0} is no code of this edition")]
    UnknownCode(PublicKey),
    #[error("{0} is a credential of this edition already")]
    KnownKey(PublicKey),
    #[error("there is no link {0}")]
    UnknownLink(u32),
    #[error("there is no enrolled kiosk {0}")]
    UnknownKiosk(u32),
    #[error("kiosk {0} was revoked")]
    KioskRevoked(u32),
    #[error("link {0}, or this tablet, is taken already")]
    KioskTaken(u32),
    #[error(
        "the database has schema version {found}, this program knows up to {known}: use a newer program"
    )]
    TooNew { found: i64, known: i64 },
    #[error("this is a database of another program")]
    Foreign,
    #[error("another server is using {}", .0.display())]
    InUse(PathBuf),
    #[error("there is no database {}", .0.display())]
    Missing(PathBuf),
    #[error("not a database address: {0}")]
    BadAddress(String),
    #[error("{what} in the database can't be read")]
    Corrupt { what: &'static str },
    #[error(transparent)]
    Reason(#[from] ledger::log::NotARemark),
    #[error("entry {index} of the log can't be replayed: {reason}")]
    Replay { index: u64, reason: &'static str },
    #[error("the replayed entries do not have the root of the checkpoint")]
    ReplayedRoot,
    #[error("a checkpoint could not be signed")]
    Checkpoint(#[from] ledger::log::CheckpointError),
    #[error("the database can't be opened")]
    Open(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the database failed")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}
