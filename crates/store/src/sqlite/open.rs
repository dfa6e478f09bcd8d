//! Opening a database file.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    ConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{SqliteStore, files, lock, places::Places, schema, writer::Writer};
use crate::{StoreError, error::cause};

/// What a database is opened for. The file has to be there, but for `Import`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// By a server: the only one on this file until the store is dropped.
    Serve,
    /// By a command that may run beside a server. The file is made if it is missing.
    Import,
    /// By a command that may run beside a server.
    Command,
    /// By a command that no server and no other such command may run beside.
    Repair,
    /// By a command that only reads, also what it may not write. Nothing is changed or
    /// made; each write fails.
    Read,
}

const READERS: u32 = 3;
/// Bytes in a page. A ballot touches two pages at random places, and each goes
/// whole into the write-ahead log: smaller ones make less to write. A ballot's
/// row of up to thirty marks fits into one without overflow. A file keeps the
/// size that it was made with.
const PAGE: u32 = 2048;
/// The writer's memory for pages, in KiB: both random indexes of a hundred
/// thousand ballots. More is slower: a commit after which a tree has been
/// balanced walks through every page in memory (`SQLite` gives a page the number of
/// the one at 1 GiB meanwhile, and then looks for pages behind the end).
const WRITER_CACHE: u32 = 8 * 1024;
/// A reader's, in KiB: it reads each ballot once, in order.
const READER_CACHE: u32 = 2 * 1024;
/// Pages in the write-ahead log before it is folded into the database file:
/// 32 MiB. The more there are, the fewer are written twice.
const CHECKPOINT: u32 = 16 * 1024;
/// Rows that the writer's thread may be ahead of who reads them: each time that
/// one has to wait for the other costs more than many rows do.
const ROWS: usize = 4096;
/// How long a write waits for another process's write.
pub(super) const BUSY: Duration = Duration::from_secs(10);

impl SqliteStore {
    /// Opens the database of an address `sqlite:PATH`, makes it if `purpose`
    /// says so, and brings its schema up to date, but for a reader. Before that it
    /// keeps a copy.
    ///
    /// Needs a Tokio runtime.
    pub async fn open(address: &str, purpose: Purpose) -> Result<Self, StoreError> {
        let path = path(address)?;
        let open = |error| StoreError::open(&path, cause(error));
        let is_there = path
            .try_exists()
            .map_err(|error| StoreError::open(&path, error))?;
        if !is_there && purpose != Purpose::Import {
            return Err(StoreError::Missing(path));
        }
        if purpose == Purpose::Read {
            return Self::read(path).await;
        }
        files::make(&path).map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem if is_there => {
                StoreError::ReadOnly(path.clone())
            }
            _ => StoreError::open(&path, error),
        })?;
        files::tighten(&path);
        let mut lock = match purpose {
            Purpose::Serve | Purpose::Repair => Some(lock::take(&path)?),
            Purpose::Import | Purpose::Command | Purpose::Read => None,
        };
        let mut version = schema::version(&path).await?;
        if version < schema::NEWEST && lock.is_none() {
            // Not under the feet of a server that knows the older schema; another
            // command may be doing the same.
            lock = Some(lock::wait(&path, BUSY).await?);
            version = schema::version(&path).await?;
        }
        if (1..schema::NEWEST).contains(&version) {
            schema::keep(&path, version).await?;
        }

        let options = SqliteConnectOptions::new()
            .filename(&path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .page_size(PAGE)
            .pragma("wal_autocheckpoint", CHECKPOINT.to_string())
            .disable_statement_logging();
        let writer = SqlitePoolOptions::new()
            .test_before_acquire(false)
            .max_connections(1)
            .min_connections(1)
            .max_lifetime(None)
            .idle_timeout(None)
            .connect_with(cached(options.clone(), WRITER_CACHE).row_buffer_size(ROWS))
            .await
            .map_err(open)?;
        if version < schema::NEWEST {
            schema::migrate(&writer, &path).await?;
        }
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(cached(options, READER_CACHE).pragma("query_only", "ON"))
            .await
            .map_err(open)?;
        if matches!(purpose, Purpose::Import | Purpose::Command) {
            lock = None;
        }
        Ok(Self {
            writer: Writer::new(writer),
            readers,
            places: Places::default(),
            is_still: false,
            path,
            _lock: lock,
        })
    }

    async fn read(path: PathBuf) -> Result<Self, StoreError> {
        let version = schema::version(&path).await?;
        if version < schema::NEWEST {
            return Err(StoreError::TooOld {
                path,
                found: version,
                known: schema::NEWEST,
            });
        }
        let is_still = !files::beside(&path, "-wal").exists();
        let options = cached(schema::reading(&path).busy_timeout(BUSY), READER_CACHE);
        let pool = SqlitePoolOptions::new().max_connections(READERS);
        let readers = pool.connect_with(options.clone()).await;
        Ok(Self {
            writer: Writer::new(SqlitePoolOptions::new().connect_lazy_with(options)),
            readers: readers.map_err(|error| StoreError::open(&path, cause(error)))?,
            places: Places::default(),
            is_still,
            path,
            _lock: None,
        })
    }
}

/// With that much memory for pages, in KiB.
fn cached(options: SqliteConnectOptions, kibibytes: u32) -> SqliteConnectOptions {
    // Negative means KiB; positive would mean pages.
    options.pragma("cache_size", format!("-{kibibytes}"))
}

/// The file of a database address.
pub fn path(address: &str) -> Result<PathBuf, StoreError> {
    let path = address
        .strip_prefix("sqlite:")
        .map(|rest| rest.strip_prefix("//").unwrap_or(rest));
    match path {
        Some(path) if !path.is_empty() && !path.starts_with(':') && !path.contains('?') => {
            Ok(Path::new(path).into())
        }
        _ => Err(StoreError::BadAddress(address.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_scheme_and_a_path() {
        for (address, expected) in [
            ("sqlite:peta.db", Some("peta.db")),
            ("sqlite:/var/lib/peta.db", Some("/var/lib/peta.db")),
            ("sqlite:///var/lib/peta.db", Some("/var/lib/peta.db")),
            ("sqlite:", None),
            ("sqlite::memory:", None),
            ("sqlite:peta.db?mode=memory", None),
            ("peta.db", None),
            ("postgres://peta", None),
        ] {
            assert_eq!(path(address).ok(), expected.map(PathBuf::from), "{address}");
        }
    }
}
