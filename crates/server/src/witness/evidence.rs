//! Two notes of one log that do not fit: kept, and told loud.

use std::{fs, io, path::PathBuf};

use ledger::log::{AddCheckpointError, Checkpoint};

/// Files of one log at most; what comes after them is only told.
const MOST: usize = 1000;

/// The folder with what a log has shown and was refused for.
pub(super) struct Evidence {
    folder: PathBuf,
    count: usize,
}

impl Evidence {
    pub(super) fn of(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        let count = fs::read_dir(&folder)?.count();
        Ok(Self { folder, count })
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Keeps what was given where it does not go on from what was seen. Both are
    /// signed by the log.
    pub(super) fn weigh(
        &mut self,
        (note, seen): (&str, &Checkpoint),
        (body, given): (&[u8], &Checkpoint),
        error: AddCheckpointError,
    ) {
        let is_other = given.size() == seen.size() && given.root() != seen.root();
        let what = match error {
            _ if is_other => "fork",
            // Anybody can send a wrong proof: whether it is a fork the log's tiles tell.
            AddCheckpointError::Proof(_) => "unproven",
            _ => return,
        };
        tracing::error!(
            origin = given.origin(),
            seen = seen.size(),
            given = given.size(),
            root = %given.root(),
            "{what}: the log has signed a checkpoint that does not go on from the one seen last"
        );
        if let Err(error) = self.keep(what, note, given, body) {
            tracing::error!(%error, "the evidence could not be kept");
        }
    }

    /// The note that was seen, and below it all that came, with the other note.
    fn keep(&mut self, what: &str, note: &str, given: &Checkpoint, body: &[u8]) -> io::Result<()> {
        let name = format!("{what}-{}-{}", given.size(), given.root());
        let path = self.folder.join(name);
        if self.count >= MOST || path.exists() {
            return Ok(());
        }
        fs::write(&path, [note.as_bytes(), b"\n", body].concat())?;
        fs::File::open(&path)?.sync_all()?;
        self.count += 1;
        Ok(())
    }
}
