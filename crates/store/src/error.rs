//! What can go wrong in a store.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use thiserror::Error;
use wire::{EditionSlug, Phase, PublicKey};

use crate::{Differences, Removal, TakenSlug};

/// Why a verb did nothing.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("there is no edition {0}")]
    UnknownEdition(EditionSlug),
    #[error("an edition can't go from {from} to {to}", from = from.as_str(), to = to.as_str())]
    PhaseOrder { from: Phase, to: Phase },
    #[error("the edition {0} has changed meanwhile, so nothing was done: look at it once more")]
    Changed(EditionSlug),
    #[error("{0} is not on show, so nobody could vote in it: peta show {0}")]
    NotShown(EditionSlug),
    #[error("voting in {0} is open: nothing else can be shown before it is closed")]
    VoteRunning(EditionSlug),
    #[error("{}", objections(*.days, *.final_from))]
    Objections {
        days: u16,
        /// None: the phase of objections has not begun.
        final_from: Option<DateTime<Utc>>,
    },
    #[error("voting can't be opened: no votable category has an innovation")]
    NothingToVote,
    #[error("voting was opened, and ballots are signed against this: {0}")]
    VotingOpened(Differences),
    #[error("{0}")]
    Removes(Removal),
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    TakenSlugs(Vec<TakenSlug>),
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
        "{path} has schema version {found}, this program knows up to {known}: use a newer program",
        path = path.display()
    )]
    TooNew {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    #[error(
        "{path} has schema version {found}, this program reads {known}: `peta serve` brings it \
         up to date, and keeps a copy of it as it is now",
        path = path.display()
    )]
    TooOld {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    #[error("{} is a database of another program", .0.display())]
    Foreign(PathBuf),
    #[error(
        "another peta is using {path}: a server, or a command that only works without one. \
         Stop it, or wait for its end",
        path = .0.display()
    )]
    InUse(PathBuf),
    #[error(
        "there is no database {}: `peta import` makes one", .0.display()
    )]
    Missing(PathBuf),
    #[error(
        "{path} has to be brought from schema version {found} to {known}, and no copy of it could \
         be made. Nothing was changed: make room for one, and start again",
        path = path.display()
    )]
    NoCopy {
        path: PathBuf,
        found: i64,
        known: i64,
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error("a server began to write to {} meanwhile: do it once more", .0.display())]
    Moved(PathBuf),
    #[error(
        "{} can't be written: it has to belong to the user who runs this", .0.display()
    )]
    ReadOnly(PathBuf),
    #[error("can't write {}", .to.display())]
    Copy {
        to: PathBuf,
        #[source]
        error: Box<dyn std::error::Error + Send + Sync>,
    },
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
    #[error("{} can't be opened", path.display())]
    Open {
        path: PathBuf,
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error("the database failed")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    pub(crate) fn open(
        path: impl Into<PathBuf>,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Open {
            path: path.into(),
            cause: cause.into(),
        }
    }
}

fn objections(days: u16, final_from: Option<DateTime<Utc>>) -> String {
    match final_from {
        Some(from) => format!(
            "people may object for {days} days: the result can be final from {} UTC on",
            from.format("%Y-%m-%d %H:%M")
        ),
        None => format!(
            "people may object for {days} days before the result is final, and the phase for it \
             (objection) has not begun"
        ),
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(cause(error))
    }
}

/// What `SQLite` says, once: sqlx has it in its own text, and again as its source.
pub(crate) fn cause(error: sqlx::Error) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        sqlx::Error::Database(error) => error.into_error(),
        error => error.into(),
    }
}
