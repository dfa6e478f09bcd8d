//! What a log and a witness say to each other (C2SP tlog-witness), and what the
//! witness has to check before it cosigns.

use core::fmt;

use thiserror::Error;
use wire::Hash;

use super::{
    checkpoint::{Checkpoint, CheckpointError},
    lines,
    note::{Note, NoteError, NoteSignature, read_signatures},
    proof::front,
    prove::{ProofError, verify_consistency},
    verifier::VerifierKey,
};

/// The body of `POST <prefix>/add-checkpoint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the checkpoint that the witness cosigned last; 0 for none.
    pub old: u64,
    /// From there to the new size; empty from 0.
    pub proof: Vec<Hash>,
    pub checkpoint: Note,
}

/// Why a witness does not cosign, with the status of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AddCheckpointError {
    /// 400.
    #[error("the body is an old size, a proof, an empty line and a checkpoint")]
    Format,
    /// 403.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// 400.
    #[error("the old size is above that of the checkpoint")]
    OldSize,
    /// 409, with the witness's size.
    #[error("the checkpoint cosigned last has the size {size}")]
    Conflict { size: u64 },
    /// 422.
    #[error("the log is not consistent with what was cosigned last")]
    Proof(#[source] ProofError),
}

impl AddCheckpoint {
    pub fn parse(bytes: &[u8]) -> Result<Self, AddCheckpointError> {
        let (front, checkpoint) = front(bytes).ok_or(AddCheckpointError::Format)?;
        let mut lines = front.split('\n');
        let old = lines.next().and_then(|it| it.strip_prefix("old "));
        let old = old.and_then(lines::number);
        let proof = lines::hashes(lines);
        let (Some(old), Some(proof)) = (old, proof) else {
            return Err(AddCheckpointError::Format);
        };
        let checkpoint = Note::parse(checkpoint).map_err(|_| AddCheckpointError::Format)?;
        if checkpoint.text().parse::<Checkpoint>().is_err() {
            return Err(AddCheckpointError::Format);
        }
        Ok(Self {
            old,
            proof,
            checkpoint,
        })
    }

    /// The checkpoint to cosign, if it continues what was cosigned last: a size
    /// and a root, or none yet. Checking and storing have to be one transaction.
    pub fn check(
        &self,
        log: &VerifierKey,
        last: Option<(u64, Hash)>,
    ) -> Result<Checkpoint, AddCheckpointError> {
        let checkpoint = Checkpoint::open(&self.checkpoint, log)?;
        let (size, root) = (checkpoint.size(), checkpoint.root());
        if self.old > size {
            return Err(AddCheckpointError::OldSize);
        }
        let (last_size, last_root) = last.unwrap_or((0, super::EMPTY_ROOT));
        let conflict = AddCheckpointError::Conflict { size: last_size };
        if self.old != last_size {
            return Err(conflict);
        }
        match verify_consistency(last_size, &last_root, size, &root, &self.proof) {
            Ok(()) => Ok(checkpoint),
            Err(ProofError::Root) if last_size == size => Err(conflict),
            Err(error) => Err(AddCheckpointError::Proof(error)),
        }
    }
}

impl fmt::Display for AddCheckpoint {
    /// The body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proof = lines::write_hashes(&self.proof);
        write!(f, "old {}\n{proof}\n{}", self.old, self.checkpoint)
    }
}

/// The signature lines that a witness answers with. They are not verified: add
/// them to the note and ask [`super::cosignatures`].
pub fn read_cosignatures(answer: &str) -> Result<Vec<NoteSignature>, NoteError> {
    if answer.len() > super::MAX_NOTE {
        return Err(NoteError::TooLong);
    }
    read_signatures(answer)
}
