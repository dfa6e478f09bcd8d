//! After an accident: what was published comes back, or is given up in public.

use std::{path::Path, time::Duration};

use ledger::{
    Entry, SealSecret,
    log::{Checkpoint, Edge, LogEntry, Note, NoteSigner, leaf_hash, new_bundles},
    open_envelope,
};
use store::{Log as _, LogHead, Store as _};
use tempfile::TempDir;
use tokio::time;
use wire::{
    EnvelopeOutcome::{Late, Same},
    Hash, Phase, Visibility,
};

use crate::{
    app::{TestApp, credential, noon},
    fixture::{self, EDITION},
    floor::{Kiosk, floor, secrets},
    log::{code_of_a_cast, copy},
    process::{database_of, peta, serve, stop},
    reader::Reader,
};

const OLD: u32 = 3;
const LOST: u32 = 5;

/// A log that was published, in a folder that has it, and an old database.
struct Accident {
    folder: TempDir,
    url: String,
    manifest: Hash,
    saved: TempDir,
    last: Checkpoint,
}

impl Accident {
    async fn new() -> Self {
        let contents = fixture::contents(Visibility::Live, None);
        let (folder, url, manifest) = database_of(&contents).await;
        publish(&url, 0..OLD, manifest).await;
        let backup = tempfile::tempdir().expect("a folder");
        copy(folder.path(), backup.path());
        let (saved, last) = publish(&url, OLD..OLD + LOST, manifest).await;
        copy(backup.path(), folder.path());
        Self {
            folder,
            url,
            manifest,
            saved,
            last,
        }
    }

    async fn recover(&self, how: &[&str]) -> (bool, String) {
        let verb = ["recover", "--database", &self.url, EDITION];
        peta(&[&verb[..], how].concat()).await
    }

    fn tiles(&self) -> String {
        self.saved.path().display().to_string()
    }
}

/// Casts, waits until all is in the log, and saves the log as a mirror does.
async fn publish(url: &str, voters: std::ops::Range<u32>, manifest: Hash) -> (TempDir, Checkpoint) {
    let (server, address) = serve(url).await;
    let reader = Reader::of(&address).await;
    for number in voters {
        let receipt = reader.cast(number, manifest).await.expect("a receipt");
        while !reader.proves(&receipt.ballot).await {
            time::sleep(Duration::from_millis(20)).await;
        }
    }
    let last = reader.checkpoint().await.expect("a checkpoint");
    let saved = tempfile::tempdir().expect("a folder");
    let note = reader.get("/log/checkpoint").await.expect("a note");
    put(saved.path(), "log/checkpoint", &note);
    for tile in new_bundles(0, last.size()) {
        let bytes = reader.tile(tile).await;
        put(saved.path(), &format!("log/{tile}"), &bytes);
    }
    stop(server).await;
    (saved, last)
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, bytes).expect("a file");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_backup_goes_on_once_the_log_is_replayed() {
    let it = Accident::new().await;
    let (done, said) = it.recover(&[&it.tiles()]).await;
    assert!(done, "{said}");
    assert!(said.contains("5 ballots without their marks"), "{said}");

    let (server, address) = serve(&it.url).await;
    let reader = Reader::of(&address).await;
    let next = reader.checkpoint().await.expect("a checkpoint");
    // The incident that says so.
    assert_eq!(next.size(), it.last.size() + 1);
    assert!(reader.is_consistent(&it.last, &next).await);
    let entries = reader.entries(&next).await;
    let told = LogEntry::from_bytes(entries.last().expect("entries"));
    assert!(matches!(told, Ok(LogEntry::Incident { .. })), "{told:?}");
    // A device that sends the same bytes again has the same ballot, and it counts.
    let again = reader.cast(OLD, it.manifest).await.expect("a receipt");
    assert!(reader.proves(&again.ballot).await);
    let (status, body) = code_of_a_cast(&address, OLD, it.manifest).await;
    assert_eq!(status, 200, "{body}");
    assert!(reader.cast(100, it.manifest).await.is_some());
    let counted = u64::from(OLD) + 2;
    let begun = std::time::Instant::now();
    loop {
        let standings = reader.get("/api/v1/standings").await.expect("standings");
        let standings: wire::Standings = serde_json::from_slice(&standings).expect("JSON");
        if standings.ballots == counted {
            break;
        }
        assert!(begun.elapsed().as_secs() < 20, "{}", standings.ballots);
        time::sleep(Duration::from_millis(100)).await;
    }
    stop(server).await;
    let (done, said) = peta(&["check", "--database", &it.url]).await;
    assert!(done && said.contains("4 ballots came back"), "{said}");
    let (done, said) = it.recover(&[&it.tiles()]).await;
    assert!(!done && said.contains("nothing is missing"), "{said}");
}

/// Without the head file the folder's own signed checkpoint says what is missing.
#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_signed_is_replayed() {
    let it = Accident::new().await;
    let bundle = new_bundles(0, it.last.size()).next().expect("a tile");
    let path = it.saved.path().join(format!("log/{bundle}"));
    let bytes = std::fs::read(&path).expect("a tile");
    // A signature's last byte, of the last entry of the database and of the log.
    for (at, what) in [
        (bytes.len() - 1, "the root that was signed"),
        (9, "others than"),
    ] {
        let mut wrong = bytes.clone();
        wrong[at] ^= 1;
        std::fs::write(&path, &wrong).expect("a file");
        let (done, said) = it.recover(&[&it.tiles()]).await;
        assert!(!done && said.contains(what), "{said}");
    }
    std::fs::write(&path, &bytes).expect("a file");
    let lock = it.folder.path().join(format!("peta.db.{EDITION}.head"));
    std::fs::remove_file(&lock).expect("a head");
    // A mirror that read on has a wider tile.
    let (server, address) = serve(&it.url).await;
    let (status, body) = code_of_a_cast(&address, 0, it.manifest).await;
    assert_eq!(status, 200, "{body}");
    let (done, said) = it.recover(&[&it.tiles()]).await;
    assert!(!done && said.contains("another peta"), "{said}");
    stop(server).await;
    let (done, said) = it.recover(&[&it.tiles()]).await;
    assert!(done, "{said}");
    let kept = std::fs::read(&lock).expect("a head");
    let saved = std::fs::read(it.saved.path().join("log/checkpoint")).expect("a note");
    assert_eq!(kept, saved);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_tiles_another_log_begins_in_public() {
    let it = Accident::new().await;
    let (done, said) = it.recover(&["--without-tiles", "Cakram rusak."]).await;
    assert!(done, "{said}");
    let (server, address) = serve(&it.url).await;
    let reader = Reader::of(&address).await;
    let next = reader.checkpoint().await.expect("a checkpoint");
    assert_eq!(next.origin(), format!("{}/log-2", it.last.origin()));
    let entries = reader.entries(&next).await;
    assert_eq!(entries.len() as u64, 1 + 2 + u64::from(OLD));
    let first = LogEntry::from_bytes(&entries[0]).expect("an entry");
    let LogEntry::Incident { text, .. } = first else {
        panic!("{first:?}");
    };
    let told = format!("Cakram rusak.\n\n{}", it.last);
    assert_eq!(text.as_str(), told.trim_end());
    assert!(reader.cast(OLD, it.manifest).await.is_some());
    stop(server).await;
    let name = format!("peta.db.{EDITION}.head.lost-{}", it.last.size());
    let lost = std::fs::read(it.folder.path().join(name)).expect("the last head");
    let lost = Note::parse(&lost).expect("a note");
    assert_eq!(lost.text(), it.last.to_string());
    let (done, said) = peta(&["check", "--database", &it.url]).await;
    assert!(done, "{said}");
    let (done, said) = it.recover(&["--without-tiles", "lagi"]).await;
    assert!(!done && said.contains("nothing is missing"), "{said}");
}

/// The envelope of a ballot that stands in the log was there in time, whatever the
/// database has forgotten.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_queue_brings_back_the_marks_of_what_is_in_the_log() {
    let app = floor(3).await;
    let slug = TestApp::slug();
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    kiosk.vote(&credential(1), 1, 1);
    kiosk.vote(&credential(2), 1, 2);
    app.set_phase(Phase::Closed).await;
    app.until("/api/v1/edition", |it| it.json()["phase"] == "closed")
        .await;
    let size = |it: &crate::app::Answer| it.body.lines().nth(1) == Some("4");
    app.until("/log/checkpoint", size).await;

    // Of the first one the log knows.
    let seal = SealSecret::from_bytes(&secrets().seal).expect("a key");
    let opened = open_envelope(&seal, &slug, &kiosk.key.public_key(), &kiosk.queue[0]);
    let entry = LogEntry::Ballot(Entry::from(&opened.expect("a ballot").ballot));
    replay(&app, &entry).await;
    let delivered = kiosk.send(&app, &kiosk.queue, None).await;
    let outcomes: Vec<_> = delivered.results.iter().map(|it| it.outcome).collect();
    assert_eq!(outcomes, [Same, Late]);
    let waiting = app.store.without_opening(&slug).await.expect("a store");
    assert_eq!(waiting, []);
    let counted = app.store.counted_after(&slug, 0, 9).await.expect("ballots");
    assert_eq!(counted.len(), 1);
    app.stop().await;
}

/// Appends an entry as if it had been published before.
async fn replay(app: &TestApp, entry: &LogEntry) {
    let slug = TestApp::slug();
    let head = app.store.log_head(&slug).await.expect("a store");
    let head = head.expect("a head");
    let note = Note::parse(head.checkpoint.as_bytes()).expect("a note");
    let checkpoint: Checkpoint = note.text().parse().expect("a checkpoint");
    let seed = app.store.log_key([0; 32]).await.expect("a key");
    let signer = NoteSigner::from_seed(checkpoint.origin(), seed).expect("a key");
    let mut tiles = std::collections::HashMap::new();
    for tile in ledger::log::new_tiles(0, head.size) {
        let bytes = app.store.log_tile(&slug, tile).await.expect("a store");
        tiles.insert(tile, bytes.expect("a tile"));
    }
    let read = |tile| {
        tiles
            .remove(&tile)
            .ok_or(ledger::log::TileError::OutOfRange)
    };
    let mut edge = Edge::read(head.size, read).expect("an edge");
    edge.append([leaf_hash(&entry.to_bytes())]);
    let next = Checkpoint::new(checkpoint.origin(), edge.size(), edge.root()).expect("one");
    let head = LogHead {
        size: edge.size(),
        root: edge.root(),
        checkpoint: next.sign(&signer).expect("a note").to_string(),
    };
    let done = app
        .store
        .replay(&slug, std::slice::from_ref(entry), &head, noon());
    assert_eq!(done.await.expect("it fits").ballots, 1);
}
