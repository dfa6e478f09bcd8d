//! When the last backup was made: a small file beside the database, since a backup may
//! never write into it.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::{StoreError, database_path};

/// The last backup that was checked and kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastBackup {
    /// The moment that the copy shows.
    pub(crate) at: DateTime<Utc>,
    pub(crate) file: PathBuf,
    /// Ballots in it, of all editions; none where they were not read.
    pub(crate) ballots: Option<u64>,
}

/// Of the database of that address; none if no backup was made of it here, or if the
/// note of it can't be read.
pub(crate) fn last_backup(address: &str) -> Result<Option<LastBackup>, StoreError> {
    let path = place(&database_path(address)?);
    Ok(fs::read(path)
        .ok()
        .and_then(|it| serde_json::from_slice(&it).ok()))
}

impl LastBackup {
    /// Puts it in the place of the one before.
    pub(crate) fn record(&self, database: &Path) -> io::Result<()> {
        let fresh = with(database, ".backup.new");
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .mode(0o600)
            .open(&fresh)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        fs::rename(&fresh, place(database))
    }
}

fn place(database: &Path) -> PathBuf {
    with(database, ".backup")
}

fn with(database: &Path, ending: &str) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_backup_is_known_until_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("peta.db");
        let address = format!("sqlite:{}", database.display());
        assert_eq!(last_backup(&address).unwrap(), None);
        for ballots in [7, 8] {
            let made = LastBackup {
                at: DateTime::from_timestamp(1_786_000_000, 0).unwrap(),
                file: "copies/peta-2026.db".into(),
                ballots: Some(ballots),
            };
            made.record(&database).unwrap();
            assert_eq!(last_backup(&address).unwrap(), Some(made));
        }
        fs::write(place(&database), "half a no").unwrap();
        assert_eq!(last_backup(&address).unwrap(), None);
    }
}
