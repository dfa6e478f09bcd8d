//! Databases of earlier versions.

#![allow(clippy::unwrap_used)]

use std::{
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};
use store::{
    CastOutcome, Purpose, SqliteStore, Store as _, StoreError,
    contract::sample::{Vote, open, slug},
};

async fn opened(folder: &Path) -> SqliteStore {
    let url = format!("sqlite:{}", folder.join("peta.db").display());
    SqliteStore::open(&url, Purpose::Import).await.unwrap()
}

/// A database of the version before, with ballots in it.
#[tokio::test]
async fn a_database_with_ballots_takes_the_new_channel() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await;
    let booth = open(&store).await.unwrap();
    let votes: Vec<Vote> = (0..300).map(Vote::first).collect();
    store
        .cast(&slug(), &booth.casts(&votes).unwrap())
        .await
        .unwrap();
    let kept = store.ballots_after(&slug(), 0, 1000).await.unwrap();
    store.close().await;
    drop(store);
    // Back to what it was: the table as 0001 made it, with the same rows.
    let first = include_str!("../src/sqlite/migrations/0001_editions_and_ballots.sql");
    let table = first.split("CREATE TABLE ballot (").nth(1).unwrap();
    let table = table.split(';').next().unwrap();
    let mut raw = SqliteConnectOptions::new()
        .filename(folder.path().join("peta.db"))
        .foreign_keys(false)
        .connect()
        .await
        .unwrap();
    let back = format!(
        "DROP TABLE log_entry; DROP TABLE log_event; DROP TABLE log_node; DROP TABLE log_head;
         DROP TABLE log_result; DROP TABLE evidence; DROP TABLE recount_page;
         DROP TABLE shown; ALTER TABLE edition DROP COLUMN phase_at;
         CREATE TABLE older ({table};
         INSERT INTO older SELECT * FROM ballot; DROP TABLE ballot;
         ALTER TABLE older RENAME TO ballot;
         DROP TABLE paper_entry; DROP TABLE queue_fork; DROP TABLE queue_head;
         DROP TABLE envelope; DROP TABLE link; DROP TABLE server_key;
         DROP TABLE innovation_slug;
         DELETE FROM _sqlx_migrations WHERE version >= 3;
         PRAGMA user_version = 2;"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(back))
        .execute(&mut raw)
        .await
        .unwrap();
    let closed = "UPDATE ballot SET channel = 'paper' WHERE position = 1";
    assert!(sqlx::query(closed).execute(&mut raw).await.is_err());
    raw.close().await.unwrap();

    // No room for a copy: nothing is changed.
    let copies = || -> Vec<PathBuf> {
        let files = folder.path().read_dir().unwrap();
        let files = files.map(|it| it.unwrap().path());
        let is_copy = |it: &PathBuf| it.display().to_string().contains(".schema-2.");
        files.filter(is_copy).collect()
    };
    let day: String = sqlx::query_scalar("SELECT date('now')")
        .fetch_one(&mut SqliteConnectOptions::new().connect().await.unwrap())
        .await
        .unwrap();
    let taken = folder.path().join(format!("peta.db.schema-2.{day}.part"));
    std::fs::create_dir(&taken).unwrap();
    let before = std::fs::read(folder.path().join("peta.db")).unwrap();
    let url = format!("sqlite:{}", folder.path().join("peta.db").display());
    let refused = SqliteStore::open(&url, Purpose::Serve).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::NoCopy { found: 2, .. }),
        "{refused}"
    );
    assert_eq!(
        std::fs::read(folder.path().join("peta.db")).unwrap(),
        before
    );
    std::fs::remove_dir(&taken).unwrap();

    let store = opened(folder.path()).await;
    let kept_copies = copies();
    assert_eq!(kept_copies.len(), 1, "{kept_copies:?}");
    let mode = std::fs::metadata(&kept_copies[0])
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let mut copy = SqliteConnectOptions::new()
        .filename(&kept_copies[0])
        .connect()
        .await
        .unwrap();
    let inside: (i64, i64) = sqlx::query_as(
        "SELECT (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM ballot)",
    )
    .fetch_one(&mut copy)
    .await
    .unwrap();
    assert_eq!(inside, (2, 300));
    assert_eq!(store.ballots_after(&slug(), 0, 1000).await.unwrap(), kept);
    assert!(store.check().await.unwrap().is_sound());
    assert_eq!(store.shown().await.unwrap(), Some(slug()));
    let outcomes = store
        .cast(&slug(), &booth.casts(&[Vote::first(900)]).unwrap())
        .await
        .unwrap();
    assert!(matches!(&outcomes[0], CastOutcome::Stored(it) if it.position == 301));
    store.close().await;
}
