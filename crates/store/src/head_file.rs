//! The log's last head outside of the database: what a database that went back
//! in time is told from.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use thiserror::Error;
use wire::EditionSlug;

use crate::{
    StoreError,
    sqlite::{self, beside, private, sync_folder},
};

/// A file with the last signed checkpoint of one log. Beside it are `.lock`, and
/// while it is replaced `.new`.
#[derive(Clone, Debug)]
pub struct HeadFile(PathBuf);

/// Why a head was not kept.
#[derive(Debug, Error)]
pub enum HeadFileError {
    #[error("the log's head file can't be read or written")]
    Io(#[from] io::Error),
    #[error("the log's head file was changed by something that does not hold its lock")]
    Moved,
}

/// The head file, for one process at a time, until this is dropped. The
/// operating system lets go of it where the process is killed.
#[derive(Debug)]
pub struct HeldHead {
    file: HeadFile,
    _lock: File,
}

impl HeadFile {
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Beside the database of that address: `peta.db.EDITION.head`.
    pub fn beside(address: &str, edition: &EditionSlug) -> Result<Self, StoreError> {
        let mut path = sqlite::path(address)?.into_os_string();
        path.push(format!(".{edition}.head"));
        Ok(Self(path.into()))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The signed note; none if there is no file yet.
    pub fn read(&self) -> io::Result<Option<String>> {
        match fs::read_to_string(&self.0) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The note with witnesses' cosignatures that was kept last.
    pub fn read_cosigned(&self) -> io::Result<Option<String>> {
        Self(self.with(".cosigned")).read()
    }

    /// Keeps it in the place of the one before. It is no harm if it is lost.
    pub fn keep_cosigned(&self, note: &str) -> io::Result<()> {
        let fresh = self.with(".cosigned.new");
        put(&fresh, note)?;
        fs::rename(&fresh, self.with(".cosigned"))
    }

    /// None while another process holds it. Does not wait.
    pub fn hold(&self) -> io::Result<Option<HeldHead>> {
        // A file of its own: the head itself is another file each time.
        let lock = private(OpenOptions::new().write(true), &self.with(".lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(HeldHead {
                file: self.clone(),
                _lock: lock,
            })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn with(&self, suffix: &str) -> PathBuf {
        beside(&self.0, suffix)
    }
}

/// Another file each time: what was there may be open to others.
fn put(path: &Path, text: &str) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private(OpenOptions::new().write(true), path)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

impl HeldHead {
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    pub fn read(&self) -> io::Result<Option<String>> {
        self.file.read()
    }

    /// Puts `next` in the place of `known`, which has to be there: all of it or
    /// nothing, and durable when this returns.
    pub fn replace(&self, known: Option<&str>, next: &str) -> Result<(), HeadFileError> {
        if self.read()?.as_deref() != known {
            return Err(HeadFileError::Moved);
        }
        let fresh = self.file.with(".new");
        put(&fresh, next)?.sync_all()?;
        fs::rename(&fresh, &self.file.0)?;
        sync_folder(&self.file.0)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_replaced_by_who_holds_it_and_knows_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = HeadFile::new(folder.path().join("peta.db.head"));
        let held = file.hold().unwrap().unwrap();
        assert!(file.hold().unwrap().is_none());
        assert_eq!(held.read().unwrap(), None);
        held.replace(None, "one").unwrap();
        assert!(matches!(
            held.replace(None, "two"),
            Err(HeadFileError::Moved)
        ));
        held.replace(Some("one"), "two").unwrap();
        drop(held);
        assert_eq!(file.read().unwrap().as_deref(), Some("two"));
        assert!(file.hold().unwrap().is_some());
    }
}
