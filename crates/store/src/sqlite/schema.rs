//! Which schema a file has, and bringing it up to date.

use std::path::Path;

use sqlx::{
    ConnectOptions, SqliteConnection, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::SqliteConnectOptions,
};

use crate::StoreError;

/// `PRAGMA application_id` of our databases: "PETA" in ASCII.
const APPLICATION: i64 = 0x5045_5441;

/// Number, title and text; the number is also `PRAGMA user_version`.
const MIGRATIONS: [(i64, &str, &str); 8] = [
    (
        1,
        "editions and ballots",
        include_str!("migrations/0001_editions_and_ballots.sql"),
    ),
    (
        2,
        "voting codes",
        include_str!("migrations/0002_voting_codes.sql"),
    ),
    (
        3,
        "event floor",
        include_str!("migrations/0003_event_floor.sql"),
    ),
    (
        4,
        "public log",
        include_str!("migrations/0004_public_log.sql"),
    ),
    (
        5,
        "openings that were lost",
        include_str!("migrations/0005_openings_that_were_lost.sql"),
    ),
    (
        6,
        "evidence after the close",
        include_str!("migrations/0006_later_evidence.sql"),
    ),
    (
        7,
        "recount page",
        include_str!("migrations/0007_recount_page.sql"),
    ),
    (
        8,
        "ballots by hash in memory",
        include_str!("migrations/0008_ballots_by_hash_in_memory.sql"),
    ),
];

/// The newest schema that this program knows.
pub(super) const NEWEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// The schema version of an existing file, 0 if it is empty. Changes nothing.
pub(super) async fn version(path: &Path) -> Result<i64, StoreError> {
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(open)?;
    let pragma = async |connection: &mut SqliteConnection, sql: &'static str| {
        sqlx::query_scalar::<_, i64>(sql)
            .fetch_one(connection)
            .await
            .map_err(open)
    };
    let application = pragma(&mut connection, "PRAGMA application_id").await?;
    let version = pragma(&mut connection, "PRAGMA user_version").await?;
    let tables = pragma(&mut connection, "SELECT count(*) FROM sqlite_schema").await?;
    if tables == 0 {
        return Ok(0);
    }
    if application != APPLICATION {
        return Err(StoreError::Foreign);
    }
    if version > NEWEST {
        return Err(StoreError::TooNew {
            found: version,
            known: NEWEST,
        });
    }
    Ok(version)
}

pub(super) async fn migrate(writer: &SqlitePool) -> Result<(), StoreError> {
    let migrations = MIGRATIONS.map(|(version, title, sql)| {
        Migration::new(
            version,
            title.into(),
            MigrationType::Simple,
            sqlx::SqlSafeStr::into_sql_str(sql),
            false,
        )
    });
    Migrator::with_migrations(migrations.into())
        .run(writer)
        .await
        .map_err(|error| StoreError::Open(error.into()))
}

pub(super) fn open(error: sqlx::Error) -> StoreError {
    StoreError::Open(error.into())
}
