//! Stopping: what was acknowledged is on disk, what was not is not pretended.

use std::sync::Arc;

use store::{Purpose, SqliteStore, Store as _};
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::app::{TestApp, credential};

#[tokio::test(flavor = "multi_thread")]
async fn requests_in_hand_are_finished_and_nothing_acknowledged_is_lost() {
    let app = TestApp::start().await;
    let mut ballots = Vec::new();
    for voter in 1..=60 {
        ballots.push(app.ballot(&credential(voter), 1, 1).await);
    }
    let url = app.url("/api/v1/ballots");
    let client = reqwest::Client::new();
    let begun = Arc::new(tokio::sync::Barrier::new(ballots.len() + 1));
    let mut senders = JoinSet::new();
    for ballot in ballots {
        let (client, url, begun) = (client.clone(), url.clone(), Arc::clone(&begun));
        senders.spawn(async move {
            begun.wait().await;
            let sent = client.post(url).json(&ballot).send().await;
            let acknowledged = sent.is_ok_and(|answer| answer.status() == 201);
            (ballot.credential, acknowledged)
        });
    }
    begun.wait().await;
    let (store, folder) = app.stop().await;
    let answers = senders.join_all().await;

    let (store, stored) = reopened(store, &folder).await;
    for (credential, acknowledged) in answers {
        let found = stored
            .iter()
            .filter(|it| it.ballot.credential == credential)
            .count();
        assert!(found <= 1);
        assert!(
            found == 1 || !acknowledged,
            "an acknowledged ballot is missing"
        );
    }
    assert!(store.check().await.expect("a report").is_sound());
}

/// It would go on to promise that ballots will be counted and logged.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_can_no_longer_count_stops_by_itself() {
    let app = TestApp::start().await;
    let ballot = app.ballot(&credential(1), 1, 1).await;
    assert_eq!(app.cast(&ballot).await.status, 201);
    app.break_clock();
    let (store, folder) = app.broken().await;

    let (store, stored) = reopened(store, &folder).await;
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].ballot, ballot);
    assert!(store.check().await.expect("a report").is_sound());
}

/// The store was closed in order; its file tells what is in it.
async fn reopened(
    closed: Arc<SqliteStore>,
    folder: &TempDir,
) -> (SqliteStore, Vec<store::StoredBallot>) {
    drop(closed);
    let url = format!("sqlite:{}", folder.path().join("peta.db").display());
    let store = SqliteStore::open(&url, Purpose::Serve)
        .await
        .expect("unlocked");
    let stored = store
        .ballots_after(&TestApp::slug(), 0, 1000)
        .await
        .expect("a database");
    (store, stored)
}
