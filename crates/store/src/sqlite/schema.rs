//! Which schema a file has, and bringing it up to date.

use std::path::Path;

use sqlx::{
    ConnectOptions, Connection as _, SqliteConnection, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::SqliteConnectOptions,
};

use super::files;
use crate::{StoreError, error::cause};

/// `PRAGMA application_id` of our databases: "PETA" in ASCII.
const APPLICATION: i64 = 0x5045_5441;

/// Number, title and text; the number is also `PRAGMA user_version`.
const MIGRATIONS: [(i64, &str, &str); 10] = [
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
    (
        9,
        "what is on show",
        include_str!("migrations/0009_what_is_on_show.sql"),
    ),
    (
        10,
        "former slugs",
        include_str!("migrations/0010_former_slugs.sql"),
    ),
];

/// The newest schema that this program knows.
pub(super) const NEWEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// A connection to an existing file that changes nothing, and makes no file beside
/// it.
pub(super) fn reading(path: &Path) -> SqliteConnectOptions {
    // Without a write-ahead log nobody has it open, and none is needed to read it.
    let has_log = files::beside(path, "-wal").exists();
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .immutable(!has_log)
        .disable_statement_logging()
}

/// The schema version of an existing file, 0 if it is empty. Changes nothing.
pub(super) async fn version(path: &Path) -> Result<i64, StoreError> {
    let open = |error| StoreError::open(path, cause(error));
    let mut connection = reading(path).connect().await.map_err(open)?;
    let pragma = async |connection: &mut SqliteConnection, sql: &'static str| {
        sqlx::query_scalar::<_, i64>(sql)
            .fetch_one(connection)
            .await
            .map_err(open)
    };
    let application = pragma(&mut connection, "PRAGMA application_id").await?;
    let version = pragma(&mut connection, "PRAGMA user_version").await?;
    let tables = pragma(&mut connection, "SELECT count(*) FROM sqlite_schema").await?;
    connection.close().await.map_err(open)?;
    if tables == 0 {
        return Ok(0);
    }
    if application != APPLICATION {
        return Err(StoreError::Foreign(path.into()));
    }
    if version > NEWEST {
        return Err(StoreError::TooNew {
            path: path.into(),
            found: version,
            known: NEWEST,
        });
    }
    Ok(version)
}

/// Keeps the file as it is at this version beside it, named after version and day:
/// once a day at most, however often the migration is begun.
pub(super) async fn keep(path: &Path, version: i64) -> Result<(), StoreError> {
    let kept = copy(path, version).await;
    kept.map_err(|cause| StoreError::NoCopy {
        path: path.into(),
        found: version,
        known: NEWEST,
        cause,
    })
}

async fn copy(path: &Path, version: i64) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut connection = reading(path).connect().await.map_err(cause)?;
    let day: String = sqlx::query_scalar("SELECT date('now')")
        .fetch_one(&mut connection)
        .await
        .map_err(cause)?;
    let copy = files::beside(path, &format!(".schema-{version}.{day}"));
    if copy.try_exists()? {
        return Ok(());
    }
    let part = files::beside(&copy, ".part");
    let draft = files::Draft::new(&part)?;
    sqlx::query("VACUUM INTO ?1")
        .bind(part.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await
        .map_err(cause)?;
    connection.close().await.map_err(cause)?;
    draft.keep(&copy)?;
    Ok(())
}

pub(super) async fn migrate(writer: &SqlitePool, path: &Path) -> Result<(), StoreError> {
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
        .map_err(|error| StoreError::open(path, error))
}

/// Writes a page that says the same as before.
pub(super) async fn touch(transaction: &mut SqliteConnection) -> Result<(), StoreError> {
    let sql = format!("PRAGMA user_version = {NEWEST}");
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .execute(transaction)
        .await?;
    Ok(())
}
