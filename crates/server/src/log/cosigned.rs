//! Cosignatures: kept beside the head file, and shown with the checkpoint that they
//! are of. They are nothing that the log depends on: what is lost is asked for again.

use std::sync::Arc;

use ledger::log::{Checkpoint, Note, VerifierKey, cosignatures};
use store::{HeadFile, LogHead};

use super::PublicLog;
use crate::run::causes;

impl PublicLog {
    /// What everybody may see, with its cosignatures if it has any.
    pub(crate) fn shown(&self) -> Option<Arc<LogHead>> {
        let published = self.published()?;
        let cosigned = self.cosigned().filter(|it| is_of(it, &published));
        Some(cosigned.unwrap_or(published))
    }

    /// The head that says most of the entry at that index: one that witnesses have
    /// seen, if it reaches there.
    pub(crate) fn head_over(&self, index: u64) -> Option<Arc<LogHead>> {
        let cosigned = self.cosigned().filter(|it| index < it.size);
        cosigned.or_else(|| self.published().filter(|it| index < it.size))
    }

    pub(super) fn is_cosigned(&self, head: &LogHead, by: &VerifierKey) -> bool {
        let cosigned = self.cosigned().filter(|it| is_of(it, head));
        cosigned.is_some_and(|it| is_by(&it, by))
    }

    /// `note`: the head's, with cosignatures that have been verified.
    pub(super) fn add_cosignatures(&self, head: &LogHead, note: &Note) {
        let mut all = note.clone();
        if let Some(before) = self.cosigned() {
            if before.size > head.size {
                return;
            }
            if is_of(&before, head)
                && let Ok(before) = Note::parse(before.checkpoint.as_bytes())
            {
                for signature in before.signatures() {
                    // More than a note may have are left out.
                    let _ = all.add(signature.clone());
                }
            }
        }
        let next = LogHead {
            checkpoint: all.to_string(),
            ..head.clone()
        };
        if let Err(error) = self.file.keep_cosigned(&next.checkpoint) {
            tracing::warn!(error = causes(&error), "cosignatures could not be kept");
        }
        self.write(|it| it.cosigned = Some(Arc::new(next)));
    }

    fn cosigned(&self) -> Option<Arc<LogHead>> {
        self.read(|it| it.cosigned.clone())
    }
}

/// The head of a note that was kept before; none where it is not this log's.
pub(crate) fn kept(file: &HeadFile, key: &VerifierKey) -> Option<LogHead> {
    let checkpoint = file.read_cosigned().ok()??;
    let note = Note::parse(checkpoint.as_bytes()).ok()?;
    let read = Checkpoint::open(&note, key).ok()?;
    Some(LogHead {
        size: read.size(),
        root: read.root(),
        checkpoint,
    })
}

fn is_of(cosigned: &LogHead, head: &LogHead) -> bool {
    (cosigned.size, cosigned.root) == (head.size, head.root)
}

fn is_by(head: &LogHead, key: &VerifierKey) -> bool {
    let Ok(note) = Note::parse(head.checkpoint.as_bytes()) else {
        return false;
    };
    let keys = std::slice::from_ref(key);
    cosignatures(&note, keys).is_ok_and(|it| !it.is_empty())
}
