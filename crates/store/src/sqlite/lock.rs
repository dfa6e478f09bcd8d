//! One server for one file.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

use crate::StoreError;

/// Held by the operating system for as long as this lives, and let go by it
/// even if the process is killed.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// A file of its own beside the database: `SQLite` locks ranges of the database
/// file itself.
pub(super) fn take(database: &Path) -> Result<Lock, StoreError> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(PathBuf::from(path))
        .map_err(|error| StoreError::Open(error.into()))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(database.into())),
        Err(TryLockError::Error(error)) => Err(StoreError::Open(error.into())),
    }
}
