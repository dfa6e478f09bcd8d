//! One server for one file.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
    time::Duration,
};

use tokio::time::{self, Instant};

use super::files;
use crate::StoreError;

/// Held by the operating system for as long as this lives, and let go by it
/// even if the process is killed.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// So often it is tried again.
const PAUSE: Duration = Duration::from_millis(20);

/// A file of its own beside the database: `SQLite` locks ranges of the database
/// file itself.
pub(super) fn take(database: &Path) -> Result<Lock, StoreError> {
    let path = files::beside(database, ".lock");
    let file = files::private(OpenOptions::new().write(true), &path)
        .map_err(|error| StoreError::open(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(database.into())),
        Err(TryLockError::Error(error)) => Err(StoreError::open(&path, error)),
    }
}

/// The same, after whoever has it now, if that is soon.
pub(super) async fn wait(database: &Path, patience: Duration) -> Result<Lock, StoreError> {
    let end = Instant::now() + patience;
    loop {
        match take(database) {
            Err(StoreError::InUse(_)) if Instant::now() < end => time::sleep(PAUSE).await,
            taken => return taken,
        }
    }
}
