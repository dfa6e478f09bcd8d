//! The contract, kept by `SQLite`; and what only a file can do.

#![allow(clippy::unwrap_used)]

mod check;
mod writer;

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    sync::Arc,
};

use sqlx::{ConnectOptions, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use store::{
    CastOutcome, Fault, HeadFile, Purpose, SqliteStore, Store, StoreError,
    contract::sample::{Vote, at, contents, open, slug},
};
use tempfile::TempDir;
use wire::Phase;

async fn fresh() -> (TempDir, Arc<dyn Store>) {
    let folder = made().await;
    let store = opened(folder.path(), Purpose::Serve).await.unwrap();
    (folder, Arc::new(store))
}

/// A folder with an empty database.
async fn made() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path(), Purpose::Import).await.unwrap();
    store.close().await;
    folder
}

store::contract_tests!(fresh);

async fn opened(folder: &Path, purpose: Purpose) -> Result<SqliteStore, StoreError> {
    SqliteStore::open(
        &format!("sqlite:{}", folder.join("peta.db").display()),
        purpose,
    )
    .await
}

/// A connection that goes around the store.
async fn raw(folder: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(folder.join("peta.db"))
        .create_if_missing(true)
        .foreign_keys(false)
        .connect()
        .await
        .unwrap()
}

#[tokio::test]
async fn the_bundled_sqlite_has_no_wal_bug() {
    let folder = tempfile::tempdir().unwrap();
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&mut raw(folder.path()).await)
        .await
        .unwrap();
    let parts: Vec<u32> = version
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    assert!(parts >= vec![3, 51, 3], "{version}");
}

#[tokio::test]
async fn ballots_outlive_the_process() {
    let folder = made().await;
    let first = opened(folder.path(), Purpose::Serve).await.unwrap();
    let booth = open(&first).await.unwrap();
    first
        .cast(&slug(), &booth.casts(&[Vote::first(1)]).unwrap())
        .await
        .unwrap();
    let kept = first.ballots_after(&slug(), 0, 10).await.unwrap();
    // Not closed in order: the next one finds the write-ahead log.
    drop(first);

    let second = opened(folder.path(), Purpose::Serve).await.unwrap();
    assert_eq!(second.ballots_after(&slug(), 0, 10).await.unwrap(), kept);
    second.close().await;
}

/// A statement that stops half-way leaves its first rows to the transaction.
#[tokio::test]
async fn a_batch_that_fails_leaves_nothing() {
    let folder = made().await;
    let store = opened(folder.path(), Purpose::Serve).await.unwrap();
    let booth = open(&store).await.unwrap();
    let votes: Vec<Vote> = (0..20).map(Vote::first).collect();
    let casts = booth.casts(&votes).unwrap();
    let mut raw = raw(folder.path()).await;
    let failing = "
        CREATE TRIGGER failing BEFORE INSERT ON ballot WHEN new.position = 18
        BEGIN SELECT RAISE(FAIL, 'as if'); END";
    sqlx::query(failing).execute(&mut raw).await.unwrap();
    let failed = store.cast(&slug(), &casts).await;
    assert!(matches!(failed, Err(StoreError::Database(_))), "{failed:?}");
    assert_eq!(store.ballots_after(&slug(), 0, 100).await.unwrap(), []);

    sqlx::query("DROP TRIGGER failing")
        .execute(&mut raw)
        .await
        .unwrap();
    let outcomes = store.cast(&slug(), &casts).await.unwrap();
    assert!(
        outcomes
            .iter()
            .all(|it| matches!(it, CastOutcome::Stored(_))),
        "{outcomes:?}"
    );
    assert!(store.check().await.unwrap().is_sound());
    store.close().await;
}

#[tokio::test]
async fn an_archived_edition_knows_no_devices() {
    let folder = made().await;
    let store = opened(folder.path(), Purpose::Serve).await.unwrap();
    let booth = open(&store).await.unwrap();
    let casts = booth.casts(&[Vote::first(1)]).unwrap();
    store.cast(&slug(), &casts).await.unwrap();
    let count = "SELECT count(device) FROM credential";
    let mut raw = raw(folder.path()).await;
    let before: i64 = sqlx::query_scalar(count).fetch_one(&mut raw).await.unwrap();
    for phase in [
        Phase::Closed,
        Phase::Objection,
        Phase::Final,
        Phase::Archived,
    ] {
        store.set_phase(&slug(), phase, at(99)).await.unwrap();
    }
    let after: i64 = sqlx::query_scalar(count).fetch_one(&mut raw).await.unwrap();
    assert_eq!((before, after), (1, 0));
    let report = store.check().await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    store.close().await;
}

#[tokio::test]
async fn a_second_server_is_refused_and_commands_are_not() {
    let folder = made().await;
    let server = opened(folder.path(), Purpose::Serve).await.unwrap();
    let refused = opened(folder.path(), Purpose::Serve).await.unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");

    let command = opened(folder.path(), Purpose::Command).await.unwrap();
    command.import(&contents(), at(0)).await.unwrap();
    command
        .set_phase(&slug(), Phase::Voting, at(1))
        .await
        .unwrap();
    assert!(command.check().await.unwrap().is_sound());
    // The server sees what the command did.
    assert_eq!(server.editions().await.unwrap(), [(slug(), Phase::Voting)]);

    drop(server);
    opened(folder.path(), Purpose::Serve).await.unwrap();
}

#[tokio::test]
async fn two_processes_write_without_a_gap() {
    let folder = made().await;
    let one = Arc::new(opened(folder.path(), Purpose::Serve).await.unwrap());
    let other = Arc::new(opened(folder.path(), Purpose::Command).await.unwrap());
    let booth = open(&*one).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for voter in 0..40 {
        // Each voter through both.
        for store in [one.clone(), other.clone()] {
            let cast = booth.cast(Vote::first(voter)).unwrap();
            tasks.spawn(async move { store.cast(&slug(), &[cast]).await.unwrap() });
        }
    }
    tasks.join_all().await;
    let kept = one.ballots_after(&slug(), 0, 100).await.unwrap();
    assert_eq!(kept.len(), 40);
    assert!(one.check().await.unwrap().is_sound());
}

#[tokio::test]
async fn only_an_import_makes_a_database() {
    let folder = tempfile::tempdir().unwrap();
    for purpose in [
        Purpose::Serve,
        Purpose::Command,
        Purpose::Repair,
        Purpose::Read,
    ] {
        let refused = opened(folder.path(), purpose).await.unwrap_err();
        assert!(matches!(refused, StoreError::Missing(_)), "{refused}");
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    }
    opened(folder.path(), Purpose::Import).await.unwrap();
}

#[tokio::test]
async fn a_newer_database_is_refused_by_number() {
    let folder = made().await;
    opened(folder.path(), Purpose::Serve)
        .await
        .unwrap()
        .close()
        .await;
    sqlx::query("PRAGMA user_version = 999")
        .execute(&mut raw(folder.path()).await)
        .await
        .unwrap();
    for purpose in [Purpose::Serve, Purpose::Import, Purpose::Command] {
        let refused = opened(folder.path(), purpose).await.unwrap_err();
        assert!(
            matches!(refused, StoreError::TooNew { found: 999, .. }),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn the_files_of_others_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    sqlx::query("CREATE TABLE recipes (name TEXT)")
        .execute(&mut raw(folder.path()).await)
        .await
        .unwrap();
    let before = std::fs::read(folder.path().join("peta.db")).unwrap();
    let refused = opened(folder.path(), Purpose::Serve).await.unwrap_err();
    assert!(matches!(refused, StoreError::Foreign(_)), "{refused}");
    assert_eq!(
        std::fs::read(folder.path().join("peta.db")).unwrap(),
        before
    );

    std::fs::write(
        folder.path().join("peta.db"),
        "no database at all, but long enough".repeat(9),
    )
    .unwrap();
    let refused = opened(folder.path(), Purpose::Serve).await.unwrap_err();
    assert!(matches!(refused, StoreError::Open { .. }), "{refused}");
}

#[tokio::test]
async fn nothing_of_a_voter_is_kept_but_the_ballot() {
    let folder = made().await;
    let server = opened(folder.path(), Purpose::Serve).await.unwrap();
    open(&server).await.unwrap();
    let mut raw = raw(folder.path()).await;
    let mut columns = async |table: &'static str| -> Vec<String> {
        sqlx::query_scalar("SELECT name FROM pragma_table_info(?1)")
            .bind(table)
            .fetch_all(&mut raw)
            .await
            .unwrap()
    };
    assert_eq!(
        columns("credential").await,
        ["edition", "number", "key", "channel", "device"]
    );
    assert_eq!(
        columns("ballot").await,
        [
            "edition",
            "position",
            "credential",
            "seq",
            "channel",
            "minute",
            "hash",
            "commitment",
            "signature",
            "salt",
            "marks"
        ]
    );
}

/// Marks and the keys that open sealed ballots are in them.
#[tokio::test]
async fn the_files_are_for_their_owner_alone() {
    let folder = made().await;
    let open_to_all = |name: &str| {
        let path = folder.path().join(name);
        fs::set_permissions(path, Permissions::from_mode(0o644)).unwrap();
    };
    open_to_all("peta.db");
    open_to_all("peta.db.lock");
    let server = opened(folder.path(), Purpose::Serve).await.unwrap();
    open(&server).await.unwrap();
    let head = HeadFile::new(folder.path().join("peta.db.head"));
    head.hold().unwrap().unwrap().replace(None, "head").unwrap();
    open_to_all("peta.db.head");
    let held = head.hold().unwrap().unwrap();
    held.replace(Some("head"), "next").unwrap();
    head.keep_cosigned("head").unwrap();

    let mut found: Vec<(String, u32)> = folder
        .path()
        .read_dir()
        .unwrap()
        .map(|it| it.unwrap())
        .map(|it| (it.file_name(), it.metadata().unwrap().permissions().mode()))
        .map(|(name, mode)| (name.into_string().unwrap(), mode & 0o777))
        .collect();
    found.sort();
    let names = [
        "",
        "-shm",
        "-wal",
        ".head",
        ".head.cosigned",
        ".head.lock",
        ".lock",
    ];
    let expected = names.map(|it| (format!("peta.db{it}"), 0o600));
    assert_eq!(found, expected);
}

/// Each waits for the other, and nobody speaks of a server.
#[tokio::test]
async fn two_imports_into_a_new_database_both_work() {
    let folder = tempfile::tempdir().unwrap();
    let import = async || {
        let store = opened(folder.path(), Purpose::Import).await.unwrap();
        store.import(&contents(), at(0)).await.unwrap();
        store.close().await;
    };
    tokio::join!(import(), import());
}
