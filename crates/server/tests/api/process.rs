//! The program itself: killed under load, stopped, started twice.

use std::{
    collections::HashMap,
    path::Path,
    process::Stdio,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use chrono::Utc;
use ledger::Credential;
use store::{Purpose, SqliteStore, Store as _};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader},
    process::{Child, Command},
    sync::watch,
    task::JoinSet,
    time,
};
use wire::{
    BallotNumber, Channel, Contents, EditionSlug, Hash, Hex, Mark, Phase, PublicKey, Receipt,
};

use crate::fixture::{self, EDITION};

pub(crate) const PETA: &str = env!("CARGO_BIN_EXE_peta");
const KILLS: u32 = 50;
const SENDERS: u32 = 4;

/// A database with the small edition in it, open for votes.
pub(crate) async fn database() -> (TempDir, String, Hash) {
    database_of(&fixture::contents(wire::Visibility::Live, None)).await
}

/// A database with an edition of that name in it, in the phase `voting`.
pub(crate) async fn database_of(contents: &Contents) -> (TempDir, String, Hash) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("peta.db").display());
    let store = SqliteStore::open(&url, Purpose::Import)
        .await
        .expect("a new database");
    let slug: EditionSlug = EDITION.into();
    store.import(contents, now()).await.expect("an edition");
    store
        .set_phase(&slug, Phase::Registration, now())
        .await
        .expect("a phase");
    store
        .set_phase(&slug, Phase::Verification, now())
        .await
        .expect("a phase");
    store
        .set_phase(&slug, Phase::Voting, now())
        .await
        .expect("a phase");
    let stored = store
        .contents(&slug)
        .await
        .expect("a database")
        .expect("an edition");
    store.close().await;
    (folder, url, stored.manifest.expect("a manifest").hash)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program under test has a real clock too"
)]
pub(crate) fn now() -> chrono::DateTime<Utc> {
    Utc::now()
}

/// A started program, and where it listens.
pub(crate) async fn serve(url: &str) -> (Child, String) {
    serve_with(url, &[]).await
}

/// With further options.
pub(crate) async fn serve_with(url: &str, options: &[&str]) -> (Child, String) {
    serve_by(&mut Command::new(PETA), url, options).await
}

/// Started by another program, which is told ours.
pub(crate) async fn serve_by(
    starter: &mut Command,
    url: &str,
    options: &[&str],
) -> (Child, String) {
    let mut child = starter
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--address-limit",
            "0",
            "--log",
            "error",
        ])
        .args(["--database", url])
        .args(options)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the program");
    let out = child.stdout.take().expect("a pipe");
    let line = BufReader::new(out).lines().next_line().await.expect("text");
    let address = line.and_then(|it| it.strip_prefix("listening on ").map(String::from));
    (child, address.expect("an address"))
}

pub(crate) fn ballot(number: u32, manifest: Hash) -> wire::Ballot {
    let mut seed = [7; 32];
    seed[..4].copy_from_slice(&number.to_be_bytes());
    let marks = vec![Mark {
        contest: 0,
        number: BallotNumber(1 + number % 2),
        value: 1,
    }];
    Credential::from_seed(seed).cast(
        EDITION.into(),
        manifest,
        1,
        Channel::Device,
        Hex(seed),
        marks,
    )
}

#[derive(Default)]
struct Book {
    acknowledged: Mutex<HashMap<PublicKey, Receipt>>,
    count: AtomicU32,
    done: AtomicBool,
}

/// Sends one ballot after the other, each again and again until it is acknowledged.
async fn send(book: Arc<Book>, mut at: watch::Receiver<String>, first: u32, manifest: Hash) {
    let client = reqwest::Client::new();
    let mut number = first;
    while !book.done.load(Ordering::Relaxed) {
        let ballot = ballot(number, manifest);
        loop {
            let url = format!("{}/api/v1/ballots", at.borrow_and_update().as_str());
            let answer = client.post(url).json(&ballot).send().await;
            if let Ok(answer) = answer
                && answer.status().is_success()
                && let Ok(receipt) = answer.json::<Receipt>().await
            {
                let mut acknowledged = book.acknowledged.lock().expect("not poisoned");
                acknowledged.insert(ballot.credential, receipt);
                book.count.fetch_add(1, Ordering::Relaxed);
                break;
            }
            // The server is gone: the next one will have another address.
            let _ = time::timeout(Duration::from_millis(500), at.changed()).await;
        }
        number += SENDERS;
    }
}

/// Fifty times in the middle of casting the process gets a `kill -9`. After
/// that every ballot that was acknowledged is there, at the position of its
/// receipt, and none is there twice.
#[tokio::test(flavor = "multi_thread")]
async fn no_kill_loses_an_acknowledged_ballot_or_counts_one_twice() {
    let (folder, url, manifest) = database().await;
    let (mut child, address) = serve(&url).await;
    let (place, at) = watch::channel(address);
    let book = Arc::new(Book::default());
    let mut senders = JoinSet::new();
    for first in 0..SENDERS {
        senders.spawn(send(Arc::clone(&book), at.clone(), first, manifest));
    }
    for kill in 0..KILLS {
        // A different moment of the load each time.
        let enough = book.count.load(Ordering::Relaxed) + 5 + kill * 13 % 40;
        while book.count.load(Ordering::Relaxed) < enough {
            tokio::task::yield_now().await;
        }
        child.kill().await.expect("the process runs");
        let (next, address) = serve(&url).await;
        child = next;
        place.send_replace(address);
    }
    book.done.store(true, Ordering::Relaxed);
    senders.join_all().await;
    stop(child).await;

    let acknowledged = book.acknowledged.lock().expect("not poisoned").clone();
    assert!(acknowledged.len() > 500, "{}", acknowledged.len());
    sound(folder.path(), &acknowledged).await;
}

pub(crate) async fn sound(folder: &Path, acknowledged: &HashMap<PublicKey, Receipt>) {
    let url = format!("sqlite:{}", folder.join("peta.db").display());
    let store = SqliteStore::open(&url, Purpose::Serve)
        .await
        .expect("the database");
    let stored = store
        .ballots_after(&EDITION.into(), 0, u32::MAX)
        .await
        .expect("ballots");
    let mut found: HashMap<PublicKey, u64> = HashMap::new();
    for (expected, ballot) in (1..).zip(&stored) {
        assert_eq!(ballot.position, expected);
        assert_eq!(
            found.insert(ballot.ballot.credential, ballot.position),
            None,
            "counted twice"
        );
    }
    for (credential, receipt) in acknowledged {
        assert_eq!(
            found.get(credential),
            Some(&receipt.position),
            "lost or moved"
        );
    }
    assert!(store.check().await.expect("a report").is_sound());
}

/// Ends a process as an official would, and sees that it ends well.
pub(crate) async fn stop(mut child: Child) {
    let id = child.id().expect("it runs").to_string();
    let sent = Command::new("sh")
        .args(["-c", "kill -TERM \"$0\"", &id])
        .status()
        .await;
    assert!(sent.expect("a shell").success());
    let ended = time::timeout(Duration::from_secs(20), child.wait()).await;
    assert!(ended.expect("it ends").expect("a status").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_same_file_is_refused() {
    let (_folder, url, manifest) = database().await;
    let (first, address) = serve(&url).await;
    let mut second = Command::new(PETA)
        .args(["serve", "--listen", "127.0.0.1:0", "--database", &url])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the program");
    let mut complaint = String::new();
    let mut err = second.stderr.take().expect("a pipe");
    err.read_to_string(&mut complaint).await.expect("text");
    assert!(!second.wait().await.expect("a status").success());
    assert!(complaint.contains("another peta is using"), "{complaint}");

    let cast = reqwest::Client::new().post(format!("{address}/api/v1/ballots"));
    let answer = cast
        .json(&ballot(1, manifest))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 201);
    stop(first).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phase_set_on_the_command_line_binds_the_running_server() {
    let (_folder, url, manifest) = database().await;
    let (server, address) = serve(&url).await;
    let command = Command::new(PETA)
        .args([
            "phase",
            "--database",
            &url,
            EDITION,
            "closed",
            "--yes",
            EDITION,
        ])
        .output()
        .await;
    assert!(command.expect("the program").status.success());
    let cast = reqwest::Client::new().post(format!("{address}/api/v1/ballots"));
    let answer = cast
        .json(&ballot(1, manifest))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 403);
    stop(server).await;
}

/// Runs a command of the program; its success and all that it said.
pub(crate) async fn peta(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(PETA)
        .args(arguments)
        .output()
        .await
        .expect("the program");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8(said).expect("text"),
    )
}

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/belitung-timur");

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_can_be_imported() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (first, second) = (
        format!("sqlite:{}", at("1.db")),
        format!("sqlite:{}", at("2.db")),
    );
    let (done, said) = peta(&["import", "--database", &first, SAMPLE]).await;
    assert!(done && said.contains("48 added"), "{said}");
    let slug = said
        .split(':')
        .next()
        .expect("the edition's name")
        .to_owned();

    let (done, said) = peta(&["export", "--database", &first, &slug, &at("out")]).await;
    assert!(done, "{said}");
    let (done, said) = peta(&["import", "--database", &second, &at("out")]).await;
    assert!(done && said.contains("48 added"), "{said}");
    let (done, said) = peta(&["import", "--database", &first, &at("out")]).await;
    assert!(done && said.contains("48 unchanged"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_voting_an_import_that_changes_the_rules_is_refused_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("peta.db").display());
    let (done, said) = peta(&["import", "--database", &url, SAMPLE]).await;
    assert!(done, "{said}");
    let slug = said
        .split(':')
        .next()
        .expect("the edition's name")
        .to_owned();
    let (done, said) = peta(&["open", "--database", &url, &slug, "--yes", &slug]).await;
    assert!(done, "{said}");
    let (done, said) = peta(&["import", "--database", &url, SAMPLE]).await;
    assert!(done, "the same once more: {said}");

    let out = folder.path().join("out").display().to_string();
    let (done, said) = peta(&["export", "--database", &url, &slug, &out]).await;
    assert!(done, "{said}");
    let settings = folder.path().join("out/edition.toml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    let changed = text.replace("visibility = \"live\"", "visibility = \"hidden\"");
    assert_ne!(text, changed, "{text}");
    std::fs::write(&settings, changed).expect("a writable folder");
    let (done, said) = peta(&["import", "--database", &url, &out]).await;
    assert!(!done && said.contains("visibility"), "{said}");

    let (done, said) = peta(&["check", "--database", &url]).await;
    assert!(done && said.ends_with("sound\n"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_with_faults_changes_nothing_and_every_fault_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("peta.db").display());
    let empty = folder.path().display().to_string();
    let (done, said) = peta(&["import", "--database", &url, &empty]).await;
    assert!(
        !done && said.contains("edition.toml") && said.contains("innovations.csv"),
        "{said}"
    );
    let (done, said) = peta(&["serve", "--listen", "127.0.0.1:0", "--database", &url]).await;
    assert!(!done && said.contains("peta import"), "{said}");
}
