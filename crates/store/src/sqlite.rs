//! The implementation on SQLite.

use std::path::PathBuf;

use crate::StoreError;

/// One database file (and its `-wal`, `-shm` and `.lock` beside it).
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
}

/// Who opens a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A server: the only one on this file, until the store is dropped.
    Serve,
    /// A command beside a server, if there is one.
    Command,
}

impl SqliteStore {
    /// Opens, makes or migrates the database of `sqlite:PATH`.
    pub async fn open(address: &str, purpose: Purpose) -> Result<Self, StoreError> {
        let _ = (address, purpose);
        Err(StoreError::BadAddress(address.into()))
    }
}
