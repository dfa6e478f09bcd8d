//! What is asked about.

use ledger::{ReceiptCode, log::LogProof};
use thiserror::Error;
use wire::{Hash, Hex, Promise};

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A ballot by its hash, with what the log promised about it.
    Ballot(Hash, Option<Promise>),
    /// A ballot by the code of its receipt.
    Code(ReceiptCode),
    /// A proof that somebody has kept.
    File(Box<LogProof>),
}

/// The job asks about nothing that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("neither a ballot nor a code nor a proof")]
pub struct NotAsked;

impl Asked {
    /// From the texts of a job.
    pub fn read(part: impl Fn(&str) -> Option<String>) -> Result<Self, NotAsked> {
        let asked = if let Some(ballot) = part("ballot") {
            let promise = || {
                Some(Promise {
                    deadline: part("deadline")?.parse().ok()?,
                    signature: part("signature")?.parse().ok()?,
                })
            };
            ballot
                .parse()
                .ok()
                .map(|ballot| Self::Ballot(ballot, promise()))
        } else if let Some(code) = part("code") {
            code.parse().ok().map(Self::Code)
        } else {
            let file = part("file").and_then(|it| LogProof::parse(it.as_bytes()).ok());
            file.map(|proof| Self::File(Box::new(proof)))
        };
        asked.ok_or(NotAsked)
    }

    /// Which ballot it is, as far as that is known without the log. A proof says
    /// it in its extra data: whoever made it could write any hash, but not one
    /// that the proof leads from.
    pub(crate) fn ballot(&self) -> Option<Hash> {
        match self {
            Self::Ballot(ballot, _) => Some(*ballot),
            Self::Code(_) => None,
            Self::File(proof) => leaf(proof),
        }
    }

    /// Whether a ballot that the log has found is the one.
    pub(crate) fn is(&self, found: &Hash) -> bool {
        match self {
            Self::Code(code) => *code == ReceiptCode::of(found),
            Self::Ballot(..) | Self::File(_) => self.ballot().as_ref() == Some(found),
        }
    }
}

/// The leaf in a proof's extra data.
pub(crate) fn leaf(proof: &LogProof) -> Option<Hash> {
    proof.extra.as_slice().try_into().ok().map(Hex)
}
