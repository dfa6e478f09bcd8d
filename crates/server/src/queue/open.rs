//! Opening one envelope: all that needs no store, and takes the time.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ledger::{BallotError, SealSecret};
use store::{Cast, CastError};
use wire::{Ballot, Contest, EditionSlug, Envelope, Hash, PaperEntry, ProblemCode, PublicKey};

/// What an envelope is opened with, and its ballot checked against.
pub(super) struct Rules {
    pub(super) edition: EditionSlug,
    pub(super) manifest: Option<Hash>,
    pub(super) contests: Arc<[Contest]>,
    pub(super) seal: SealSecret,
    pub(super) now: DateTime<Utc>,
}

/// What was in an envelope.
pub(super) enum Opened {
    Ballot(Box<Cast>),
    Paper(PaperEntry, Box<Cast>),
    Refused(ProblemCode),
}

impl Rules {
    pub(super) fn open(&self, kiosk: &PublicKey, envelope: &Envelope) -> Opened {
        let Ok(enclosed) = ledger::open_envelope(&self.seal, &self.edition, kiosk, envelope) else {
            return Opened::Refused(ProblemCode::BadEnvelope);
        };
        match (self.check(enclosed.ballot), enclosed.entry) {
            (Err(code), _) => Opened::Refused(code),
            (Ok(cast), None) => Opened::Ballot(Box::new(cast)),
            (Ok(cast), Some(entry)) => Opened::Paper(entry, Box::new(cast)),
        }
    }

    pub(super) fn check(&self, ballot: Ballot) -> Result<Cast, ProblemCode> {
        match self.manifest {
            None => return Err(ProblemCode::VotingNotOpen),
            Some(manifest) if manifest != ballot.manifest => {
                return Err(ProblemCode::ManifestChanged);
            }
            Some(_) => {}
        }
        let cast = Cast::check(ballot, &self.contests, None, self.now);
        cast.map(Cast::through_kiosk).map_err(|error| match error {
            CastError::Seq { .. } => ProblemCode::MalformedRequest,
            CastError::Marks(_) => ProblemCode::InvalidMarks,
            CastError::Ballot(BallotError::CommitmentMismatch) => ProblemCode::CommitmentMismatch,
            CastError::Ballot(BallotError::BadSignature) => ProblemCode::BadSignature,
        })
    }
}
