//! What `Store::check` finds in a file that was changed by hand.

use super::*;

/// What a tampering hand does, and what the check says to it.
#[tokio::test]
async fn the_check_finds_what_was_tampered_with() {
    let table = [
        (
            "UPDATE ballot SET marks = x'00010000000000020001' WHERE position = 2",
            Fault::Commitment { position: 2 },
        ),
        (
            "UPDATE ballot SET salt = zeroblob(32) WHERE position = 3",
            Fault::Commitment { position: 3 },
        ),
        (
            "UPDATE ballot SET signature = zeroblob(64) WHERE position = 1",
            Fault::Signature { position: 1 },
        ),
        (
            "UPDATE ballot SET seq = 9 WHERE position = 1",
            Fault::Signature { position: 1 },
        ),
        (
            "UPDATE ballot SET hash = zeroblob(32) WHERE position = 2",
            Fault::Hash { position: 2 },
        ),
        (
            "UPDATE ballot SET channel = 'code' WHERE position = 2",
            Fault::Hash { position: 2 },
        ),
        (
            "UPDATE ballot SET marks = x'0001' WHERE position = 2",
            Fault::Unreadable { position: 2 },
        ),
        (
            "DELETE FROM ballot WHERE position = 2",
            Fault::Gap {
                expected: 2,
                found: 3,
            },
        ),
        (
            "UPDATE edition SET manifest = CAST(replace(CAST(manifest AS TEXT), 'desa', 'dasa') AS BLOB)",
            Fault::Manifest,
        ),
        (
            "UPDATE credential SET channel = 'code' WHERE number = (SELECT credential FROM ballot WHERE position = 3)",
            Fault::Credential { position: 3 },
        ),
        (
            "UPDATE credential SET key = zeroblob(32) WHERE number = 2",
            Fault::Signature { position: 2 },
        ),
    ];
    for (sql, expected) in table {
        let folder = crate::made().await;
        let server = opened(folder.path(), Purpose::Serve).await.unwrap();
        let booth = open(&server).await.unwrap();
        server
            .cast(&slug(), &booth.casts(&[1, 2, 3].map(Vote::first)).unwrap())
            .await
            .unwrap();
        assert!(server.check().await.unwrap().is_sound());

        let done = sqlx::query(sql)
            .execute(&mut raw(folder.path()).await)
            .await
            .unwrap();
        assert_eq!(done.rows_affected(), 1, "{sql}");

        let report = server.check().await.unwrap();
        assert!(!report.is_sound());
        assert!(
            report.editions[0].faults.contains(&expected),
            "{sql}: {report:?}"
        );
    }
}

#[tokio::test]
async fn the_check_finds_rows_without_their_parent() {
    let folder = crate::made().await;
    let server = opened(folder.path(), Purpose::Serve).await.unwrap();
    let booth = open(&server).await.unwrap();
    server
        .cast(&slug(), &booth.casts(&[Vote::first(1)]).unwrap())
        .await
        .unwrap();
    sqlx::query("DELETE FROM credential")
        .execute(&mut raw(folder.path()).await)
        .await
        .unwrap();
    let report = server.check().await.unwrap();
    assert_eq!(
        report.database,
        ["a row of ballot has no row of credential"]
    );
    assert_eq!(
        report.editions[0].faults,
        [Fault::Credential { position: 1 }]
    );
}

/// A million marks would not fit the report, nor should they.
#[tokio::test]
async fn a_report_is_bounded() {
    let folder = crate::made().await;
    let server = opened(folder.path(), Purpose::Serve).await.unwrap();
    let booth = open(&server).await.unwrap();
    let votes: Vec<Vote> = (0..150).map(Vote::first).collect();
    server
        .cast(&slug(), &booth.casts(&votes).unwrap())
        .await
        .unwrap();
    sqlx::query("UPDATE ballot SET hash = zeroblob(32)")
        .execute(&mut raw(folder.path()).await)
        .await
        .unwrap();
    let report = server.check().await.unwrap();
    assert_eq!(report.editions[0].faults_found, 150);
    assert_eq!(report.editions[0].faults.len(), 100);
}

/// What may not be written can be checked, and nothing is left beside it.
#[tokio::test]
async fn a_check_only_reads() {
    let folder = crate::made().await;
    let server = opened(folder.path(), Purpose::Serve).await.unwrap();
    let booth = open(&server).await.unwrap();
    let casts = booth.casts(&[Vote::first(1)]).unwrap();
    server.cast(&slug(), &casts).await.unwrap();
    server.close().await;
    drop(server);
    let file = folder.path().join("peta.db");
    fs::remove_file(folder.path().join("peta.db.lock")).unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o400)).unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o500)).unwrap();
    let before = fs::read(&file).unwrap();

    let reader = opened(folder.path(), Purpose::Read).await.unwrap();
    let report = reader.check().await.unwrap();
    assert!(report.is_sound());
    assert_eq!(report.editions[0].ballots, 1);
    let written = reader.set_phase(&slug(), Phase::Closed, at(9)).await;
    assert!(
        matches!(written, Err(StoreError::Database(_))),
        "{written:?}"
    );
    reader.close().await;

    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).unwrap();
}

/// Beside a server that runs it sees what is in the write-ahead log.
#[tokio::test]
async fn a_check_beside_a_server_sees_its_ballots() {
    let folder = crate::made().await;
    let server = opened(folder.path(), Purpose::Serve).await.unwrap();
    let booth = open(&server).await.unwrap();
    let reader = opened(folder.path(), Purpose::Read).await.unwrap();
    let casts = booth.casts(&[Vote::first(1)]).unwrap();
    server.cast(&slug(), &casts).await.unwrap();
    let report = reader.check().await.unwrap();
    assert_eq!(report.editions[0].ballots, 1);
}

/// A file that somebody else begins to write to was read as it is no more.
#[tokio::test]
async fn a_check_says_that_a_server_began_meanwhile() {
    let folder = crate::made().await;
    let reader = opened(folder.path(), Purpose::Read).await.unwrap();
    let server = opened(folder.path(), Purpose::Serve).await.unwrap();
    open(&server).await.unwrap();
    let report = reader.check().await;
    assert!(matches!(report, Err(StoreError::Moved(_))), "{report:?}");
}

#[tokio::test]
async fn an_older_layout_is_named_and_left_as_it_is() {
    let folder = crate::made().await;
    let mut raw = raw(folder.path()).await;
    sqlx::query("PRAGMA user_version = 3")
        .execute(&mut raw)
        .await
        .unwrap();
    raw.close().await.unwrap();
    let before = fs::read(folder.path().join("peta.db")).unwrap();
    let refused = opened(folder.path(), Purpose::Read).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::TooOld { found: 3, .. }),
        "{refused}"
    );
    assert!(refused.to_string().contains("peta.db"), "{refused}");
    assert_eq!(fs::read(folder.path().join("peta.db")).unwrap(), before);
}
