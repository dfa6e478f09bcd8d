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
        let folder = tempfile::tempdir().unwrap();
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
    let folder = tempfile::tempdir().unwrap();
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
    let folder = tempfile::tempdir().unwrap();
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
