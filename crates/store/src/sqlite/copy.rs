//! A copy of a whole database, while a server writes it.

use std::{
    fs::{self, File, OpenOptions},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use sqlx::{ConnectOptions, Connection as _, sqlite::SqliteConnectOptions};

use super::{
    open::{BUSY, path},
    schema,
};
use crate::{StoreError, error::cause};

/// A file that is taken away again unless it is kept: the copy, and what `SQLite`
/// puts beside it while it is open.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    is_current: bool,
    is_kept: bool,
}

/// Writes all that the database of that address holds at one moment into a new file,
/// which only its owner can read. Readers and writers go on meanwhile.
pub async fn copy(address: &str, to: &Path) -> Result<Draft, StoreError> {
    let from = path(address)?;
    if !from.is_file() {
        return Err(StoreError::Missing(from));
    }
    // Nothing of another program, and nothing that this one does not understand.
    let version = schema::version(&from).await?;
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
        let to = to.to_owned();
        StoreError::Copy { to, error }
    };
    // SQLite writes into a file that is there if it is empty, and leaves its mode.
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to);
    made.map_err(|error| failed(error.into()))?;
    let draft = Draft {
        path: to.to_owned(),
        is_current: version == schema::NEWEST,
        is_kept: false,
    };
    let name = to
        .to_str()
        .ok_or_else(|| failed("a name that is no text".into()))?;
    let mut connection = SqliteConnectOptions::new()
        .filename(&from)
        .read_only(true)
        .busy_timeout(BUSY)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(|error| StoreError::open(&from, cause(error)))?;
    let done = sqlx::query("VACUUM INTO ?1")
        .bind(name)
        .execute(&mut connection)
        .await;
    connection.close().await?;
    done.map_err(|error| failed(error.into()))?;
    whole(to).await.map_err(failed)?;
    let synced = File::open(to).and_then(|it| it.sync_all());
    synced.map_err(|error| failed(error.into()))?;
    Ok(draft)
}

/// `SQLite`'s own check of what was written.
async fn whole(copy: &Path) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut connection = SqliteConnectOptions::new()
        .filename(copy)
        .read_only(true)
        .disable_statement_logging()
        .connect()
        .await?;
    let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    if found == "ok" {
        Ok(())
    } else {
        Err(found.into())
    }
}

impl Draft {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it has the layout of this program. To open one that has not would
    /// change it.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Gives it a name that nothing has yet, durably.
    pub fn keep(mut self, name: &Path) -> Result<(), StoreError> {
        let place = || -> std::io::Result<()> {
            File::open(&self.path)?.sync_all()?;
            // Not by a hard link, which a memory stick's file system does not have.
            if name.symlink_metadata().is_ok() {
                return Err(std::io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(&self.path, name)?;
            let folder = name.parent().filter(|it| !it.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        };
        place().map_err(|error| StoreError::Copy {
            to: name.to_owned(),
            error: error.into(),
        })?;
        self.is_kept = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        for ending in ["", "-wal", "-shm", "-journal", ".lock"] {
            let mut path = self.path.clone().into_os_string();
            path.push(ending);
            // It may never have been there.
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Purpose, SqliteStore, Store as _};

    #[tokio::test]
    async fn half_a_copy_does_not_stay() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("peta.db").display());
        let store = SqliteStore::open(&address, Purpose::Import).await.unwrap();
        let to = folder.path().join("copy.part");
        let draft = copy(&address, &to).await.unwrap();
        assert!(draft.path().metadata().unwrap().len() > 0);
        // Whatever is there already stays as it is.
        let again = copy(&address, &to).await.unwrap_err();
        assert!(matches!(again, StoreError::Copy { .. }), "{again}");
        assert!(to.exists());
        fs::write(folder.path().join("taken.db"), "mine").unwrap();
        let taken = draft.keep(&folder.path().join("taken.db")).unwrap_err();
        assert!(matches!(taken, StoreError::Copy { .. }), "{taken}");
        assert!(!to.exists());
        let kept = fs::read(folder.path().join("taken.db")).unwrap();
        assert_eq!(kept, b"mine");
        store.close().await;
    }
}
