//! The public log: what was published stays, whatever happens to the server.

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use ledger::log::{Checkpoint, LogEntry, LogProof, VerifierKey, leaf_hash};
use reqwest::Client;
use tokio::{process::Child, time};
use wire::Hash;

use crate::{
    app::{TestApp, credential},
    fixture,
    process::{ballot, database_of, peta, serve, stop},
    reader::Reader,
};

/// Twice the sequencer's, and what a loaded machine adds.
const TWO_INTERVALS: Duration = Duration::from_secs(2);
const SLACK: Duration = Duration::from_millis(1500);

fn contents() -> wire::Contents {
    fixture::contents(wire::Visibility::Live, None)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_acknowledged_ballot_is_in_the_log_within_two_intervals() {
    let (_folder, url, manifest) = database_of(&contents()).await;
    let (server, address) = serve(&url).await;
    let reader = Reader::of(&address).await;
    let (mut seen, mut ballots) = (Vec::new(), Vec::new());
    for number in 0..20 {
        let receipt = reader.cast(number, manifest).await.expect("a receipt");
        let begun = Instant::now();
        if number % 4 == 0 {
            while !reader.proves(&receipt.ballot).await {
                assert!(begun.elapsed() < TWO_INTERVALS + SLACK, "too late");
                time::sleep(Duration::from_millis(20)).await;
            }
            seen.extend(reader.checkpoint().await);
        }
        ballots.push(receipt.ballot);
    }
    time::sleep(TWO_INTERVALS).await;
    let last = reader.checkpoint().await.expect("a checkpoint");
    // Manifest, open, and all ballots, each once, in a form without its opening.
    assert_eq!(last.size(), 22);
    let entries = reader.entries(&last).await;
    assert!(entries.iter().all(|it| LogEntry::from_bytes(it).is_ok()));
    let hashes: Vec<Hash> = entries.iter().map(|it| leaf_hash(it)).collect();
    for ballot in &ballots {
        assert_eq!(hashes.iter().filter(|it| *it == ballot).count(), 1);
        assert!(reader.proves(ballot).await);
    }
    for old in &seen {
        assert!(reader.is_consistent(old, &last).await);
    }
    stop(server).await;
    let (done, said) = peta(&["check", "--database", &url]).await;
    assert!(done && said.contains("22 entries in the log"), "{said}");
    assert!(said.contains("the kept head is that of the log"), "{said}");
}

/// Killed while ballots come and batches are appended: whatever anybody has seen
/// of the log stays true.
#[tokio::test(flavor = "multi_thread")]
async fn no_kill_takes_back_what_was_published() {
    let (_folder, url, manifest) = database_of(&contents()).await;
    let mut seen: Vec<Checkpoint> = Vec::new();
    let mut acknowledged: HashMap<u32, Hash> = HashMap::new();
    let mut next = 0;
    for round in 0..6_u32 {
        let (mut child, address) = serve(&url).await;
        let reader = Arc::new(Reader::of(&address).await);
        seen.extend(reader.checkpoint().await);
        let book = Arc::new(Mutex::new(Vec::new()));
        let done = Arc::new(AtomicBool::new(false));
        let sender = tokio::spawn({
            let (reader, book, done) = (Arc::clone(&reader), Arc::clone(&book), Arc::clone(&done));
            async move {
                let mut number = next;
                while !done.load(Ordering::Relaxed) {
                    if let Some(receipt) = reader.cast(number, manifest).await {
                        book.lock()
                            .expect("not poisoned")
                            .push((number, receipt.ballot));
                    }
                    number += 1;
                }
                number
            }
        });
        let end = Instant::now() + Duration::from_millis(900 + u64::from(round) * 97);
        while Instant::now() < end {
            seen.extend(reader.checkpoint().await);
            time::sleep(Duration::from_millis(50)).await;
        }
        child.kill().await.expect("it runs");
        done.store(true, Ordering::Relaxed);
        next = sender.await.expect("the sender");
        acknowledged.extend(book.lock().expect("not poisoned").drain(..));
    }
    let (server, address) = serve(&url).await;
    let reader = Reader::of(&address).await;
    // All that was committed is in the log as soon as the server answers.
    let last = reader.checkpoint().await.expect("a checkpoint");
    let entries = reader.entries(&last).await;
    let hashes: Vec<Hash> = entries.iter().map(|it| leaf_hash(it)).collect();
    assert!(acknowledged.len() > 20, "{}", acknowledged.len());
    for ballot in acknowledged.values() {
        assert_eq!(hashes.iter().filter(|it| *it == ballot).count(), 1);
    }
    seen.dedup();
    for old in &seen {
        assert!(reader.is_consistent(old, &last).await);
    }
    stop(server).await;
    let (done, said) = peta(&["check", "--database", &url]).await;
    assert!(done, "{said}");
}

/// The whole database, once its server has ended.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::copy(from.join("peta.db"), to.join("peta.db")).expect("a copy");
    for rest in ["peta.db-wal", "peta.db-shm"] {
        let _ = std::fs::remove_file(to.join(rest));
    }
}

pub(crate) async fn code_of_a_cast(address: &str, number: u32, manifest: Hash) -> (u16, String) {
    let cast = Client::new().post(format!("{address}/api/v1/ballots"));
    let answer = cast.json(&ballot(number, manifest)).send().await;
    let answer = answer.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.text().await.expect("text"))
}

/// Twenty old backups: with none of them the server signs, or takes a ballot.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_backup_is_refused() {
    let (folder, url, manifest) = database_of(&contents()).await;
    let backup = tempfile::tempdir().expect("a folder");
    // The log has its key from here on.
    stop(serve(&url).await.0).await;
    let mut sizes = Vec::new();
    for round in 0..20_u32 {
        copy(folder.path(), backup.path());
        let (server, address) = serve(&url).await;
        let reader = Reader::of(&address).await;
        let receipt = reader.cast(round, manifest).await.expect("a receipt");
        while !reader.proves(&receipt.ballot).await {
            time::sleep(Duration::from_millis(20)).await;
        }
        sizes.extend(reader.checkpoint().await.map(|it| it.size()));
        stop(server).await;

        let newest = tempfile::tempdir().expect("a folder");
        copy(folder.path(), newest.path());
        copy(backup.path(), folder.path());
        let (server, address) = serve(&url).await;
        let (status, body) = code_of_a_cast(&address, 1000 + round, manifest).await;
        assert_eq!(status, 503, "{body}");
        assert!(body.contains("public log"), "{body}");
        let health = Client::new().get(format!("{address}/api/v1/health/ready"));
        let health = health.send().await.expect("an answer");
        assert_eq!(health.status(), 503);
        let why = health.text().await.expect("text");
        assert!(why.contains("\"/head\""), "{why}");
        let checkpoint = Client::new().get(format!("{address}/log/checkpoint"));
        let checkpoint = checkpoint.send().await.expect("an answer");
        assert_eq!(checkpoint.status(), 404);
        stop(server).await;
        let (done, said) = peta(&["check", "--database", &url]).await;
        assert!(!done && said.contains("were published"), "{said}");
        copy(newest.path(), folder.path());
    }
    assert!(sizes.is_sorted_by(|a, b| a < b), "{sizes:?}");
}

/// A crash between the database's commit and the head file: the file is older,
/// or not there yet. Another log's head is no such thing.
#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_is_behind_moves_forward() {
    let (folder, url, manifest) = database_of(&contents()).await;
    let lock = folder.path().join("head");
    let mut older = Vec::new();
    for (number, cast) in (0..).zip([true, false]) {
        let (server, address) = serve_with(&url, &lock).await;
        let reader = Reader::of(&address).await;
        if cast {
            older = std::fs::read(&lock).expect("a head");
        }
        let receipt = reader.cast(number, manifest).await.expect("a receipt");
        while !reader.proves(&receipt.ballot).await {
            time::sleep(Duration::from_millis(20)).await;
        }
        stop(server).await;
        assert_ne!(std::fs::read(&lock).expect("a head"), older);
        if cast {
            std::fs::write(&lock, &older).expect("a writable folder");
        } else {
            std::fs::remove_file(&lock).expect("a head");
        }
    }
    let (server, address) = serve_with(&url, &lock).await;
    let last = Reader::of(&address).await.checkpoint().await;
    assert_eq!(last.expect("a checkpoint").size(), 4);
    stop(server).await;
    let (other, elsewhere, _) = database_of(&contents()).await;
    let (server, address) = serve_with(&elsewhere, &lock).await;
    let (status, body) = code_of_a_cast(&address, 9, manifest).await;
    assert_eq!(status, 503, "{body}");
    stop(server).await;
    drop(other);
}

async fn serve_with(url: &str, lock: &Path) -> (Child, String) {
    crate::process::serve_with(url, &["--log-lock", &lock.display().to_string()]).await
}

/// A copy of the database with its key: who comes second is refused as soon as
/// the first has gone on.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_database_with_the_same_key_is_refused() {
    let (folder, url, manifest) = database_of(&contents()).await;
    let lock = folder.path().join("head");
    let (server, address) = serve_with(&url, &lock).await;
    Reader::of(&address)
        .await
        .checkpoint()
        .await
        .expect("a head");
    stop(server).await;
    let other = tempfile::tempdir().expect("a folder");
    copy(folder.path(), other.path());
    let twin = format!("sqlite:{}", other.path().join("peta.db").display());

    let (first, address) = serve_with(&url, &lock).await;
    let (second, elsewhere) = serve_with(&twin, &lock).await;
    let reader = Reader::of(&address).await;
    let receipt = reader.cast(1, manifest).await.expect("a receipt");
    while !reader.proves(&receipt.ballot).await {
        time::sleep(Duration::from_millis(20)).await;
    }
    time::sleep(TWO_INTERVALS).await;
    let (status, body) = code_of_a_cast(&elsewhere, 2, manifest).await;
    assert_eq!(status, 503, "{body}");
    // The first goes on.
    assert!(reader.cast(3, manifest).await.is_some());
    stop(first).await;
    stop(second).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_say_how_long_they_may_be_kept_and_end_with_the_checkpoint() {
    let app = TestApp::start().await;
    let ballot = app.ballot(&credential(1), 1, 1).await;
    let hash = ledger::ballot_hash(&ballot);
    assert_eq!(app.cast(&ballot).await.status, 201);
    app.until(&format!("/api/v1/log/inclusion/{hash}"), |it| {
        it.status == 200
    })
    .await;
    let checkpoint = app.get("/log/checkpoint").await;
    assert_eq!(
        checkpoint.header("content-type"),
        "text/plain; charset=utf-8"
    );
    assert_eq!(checkpoint.header("cache-control"), "no-cache");
    assert_eq!(checkpoint.header("access-control-allow-origin"), "*");
    for path in ["/log/tile/0/000.p/3", "/log/tile/entries/000.p/1"] {
        let tile = app.get(path).await;
        assert_eq!(tile.status, 200, "{path}");
        assert_eq!(tile.header("content-type"), "application/octet-stream");
    }
    for path in [
        "/log/tile/0/000",
        "/log/tile/0/000.p/4",
        "/log/tile/1/000.p/1",
        "/log/tile/entries/001",
        "/log/tile/0/00",
        "/log/tile/64/000",
        "/log/tile/x",
    ] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
    // Also by the code that people see; the hash then stands in the proof.
    let code = ledger::ReceiptCode::of(&hash);
    let by_hash = app.get(&format!("/api/v1/log/inclusion/{hash}")).await;
    let by_code = app.get(&format!("/api/v1/log/inclusion/{code}")).await;
    assert_eq!(by_code.body, by_hash.body);
    let proof = LogProof::parse(by_code.body.as_bytes()).expect("a proof");
    assert_eq!(proof.extra, hash.0);
    let unknown = app
        .get(&format!("/api/v1/log/inclusion/{}", "0".repeat(64)))
        .await;
    assert_eq!(unknown.code(), "not_found");
    let malformed = app.get("/api/v1/log/inclusion/x").await;
    assert_eq!(malformed.code(), "malformed_request");
    app.stop().await;
}

#[tokio::test]
async fn each_receipt_has_the_same_signed_promise_of_its_ballot() {
    let app = TestApp::start().await;
    let ballot = app.ballot(&credential(1), 1, 1).await;
    let cast = app.cast(&ballot).await;
    let receipt: wire::Receipt = serde_json::from_str(&cast.body).expect("a receipt");
    let promise = receipt.promise.expect("a promise");
    let key = app.get("/log/key").await.body;
    let key: VerifierKey = key.trim_end().parse().expect("a key");
    assert!(key.has_promised(&receipt.ballot, &promise));
    let other = wire::Promise {
        deadline: promise.deadline + 1,
        ..promise
    };
    assert!(!key.has_promised(&receipt.ballot, &other));
    let recorded = u64::try_from(receipt.recorded_at.timestamp()).expect("after 1970");
    assert_eq!(promise.deadline, recorded + 600);
    assert_eq!(app.cast(&ballot).await.body, cast.body);
    let read = app
        .get(&format!("/api/v1/receipts/{}", receipt.credential))
        .await;
    assert_eq!(read.body, cast.body);
    app.stop().await;
}
