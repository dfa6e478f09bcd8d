//! How the database stands to the head that was kept outside of it.

use core::fmt;

use ledger::log::{Checkpoint, Note, VerifierKey};
use store::{LogHead, Store, StoreError};
use wire::EditionSlug;

/// All but the first two: something is wrong, and nothing may be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Both have the same head, or none.
    Even,
    /// The database goes on from the kept head: a crash came between the two.
    Ahead,
    /// Entries that were published are not in the database.
    Behind { kept: u64, found: u64 },
    /// The database has other entries than those that were published.
    Forked { size: u64 },
    /// The kept head is not one of this log's key and name.
    Foreign,
}

impl Standing {
    pub(crate) fn is_sound(&self) -> bool {
        matches!(self, Self::Even | Self::Ahead)
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Even => f.write_str("the kept head is that of the log"),
            Self::Ahead => f.write_str("the log goes on from the kept head"),
            Self::Behind { kept, found } => write!(
                f,
                "{kept} entries of the log were published, the database has {found}"
            ),
            Self::Forked { size } => write!(
                f,
                "the first {size} entries of the database are others than those published"
            ),
            Self::Foreign => f.write_str("the kept head is not one of this log"),
        }
    }
}

/// `kept`: the note in the head file. The database is never changed.
pub(crate) async fn compare(
    store: &dyn Store,
    edition: &EditionSlug,
    key: &VerifierKey,
    kept: Option<&str>,
    found: Option<&LogHead>,
) -> Result<Standing, StoreError> {
    let size = found.map_or(0, |it| it.size);
    let Some(kept) = kept else {
        return Ok(if size == 0 {
            Standing::Even
        } else {
            Standing::Ahead
        });
    };
    let note = Note::parse(kept.as_bytes()).ok();
    let Some(kept) = note.and_then(|it| Checkpoint::open(&it, key).ok()) else {
        return Ok(Standing::Foreign);
    };
    if kept.size() > size {
        return Ok(Standing::Behind {
            kept: kept.size(),
            found: size,
        });
    }
    let root = match found.filter(|it| it.size == kept.size()) {
        Some(head) => Some(head.root),
        None => store.log_root(edition, kept.size()).await?,
    };
    if root != Some(kept.root()) {
        return Ok(Standing::Forked { size: kept.size() });
    }
    Ok(if kept.size() == size {
        Standing::Even
    } else {
        Standing::Ahead
    })
}
