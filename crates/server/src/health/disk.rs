//! How much room the disks have.

use std::path::{Path, PathBuf};

use tokio::task;

use super::{Fault, PATIENCE, Part};
use crate::app::App;

/// Bytes below which the server is not ready: some hundred thousand ballots, and
/// time to do something about it.
const LEAST: u64 = 64 * 1024 * 1024;

/// What is free where something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    /// `database` or `head`.
    pub(crate) of: &'static str,
    pub(crate) bytes: u64,
}

impl Room {
    pub(super) fn fault(&self) -> Option<Fault> {
        let Self { of, bytes } = self;
        (*bytes < LEAST).then(|| Fault {
            part: Part::Disk,
            detail: format!("The disk of the {of} has {} KiB left.", bytes / 1024),
        })
    }
}

/// Those of the database and of the log's head, as far as they can be asked.
pub(super) async fn look(app: &App) -> Vec<Room> {
    let database = app.store.file().map(folder);
    let head = Some(folder(app.log.file()));
    let places: Vec<(&'static str, PathBuf)> = [("database", database), ("head", head)]
        .into_iter()
        .filter_map(|(of, path)| path.map(|path| (of, path)))
        .collect();
    // A disk of the network may not answer.
    let asked = task::spawn_blocking(move || {
        let free = |(of, path): (&'static str, PathBuf)| {
            let found = rustix::fs::statvfs(&path).ok()?;
            let bytes = found.f_bavail.saturating_mul(found.f_frsize);
            Some(Room { of, bytes })
        };
        places.into_iter().filter_map(free).collect()
    });
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(rooms)) => rooms,
        _ => Vec::new(),
    }
}

fn folder(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_room_is_a_fault() {
        let room = |bytes| Room {
            of: "database",
            bytes,
        };
        assert_eq!(room(LEAST).fault(), None);
        let fault = room(LEAST - 1).fault().unwrap();
        assert_eq!(fault.part, Part::Disk);
        assert_eq!(fault.detail, "The disk of the database has 65535 KiB left.");
    }
}
