//! Witnesses: what only grows is cosigned, a fork never, and the server asks.

use std::{path::Path, process::Stdio};

use ledger::log::{
    AddCheckpoint, Checkpoint, Note, NoteSigner, VerifierKey, consistency_proof, cosignatures,
    leaf_hash, read_cosignatures, root,
};
use reqwest::Client;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};
use wire::{Hash, Phase};

use crate::{
    app::{Setting, TestApp, credential},
    process::{PETA, stop},
};

const ORIGIN: &str = "vote.example/belitung-timur-2026";

/// The program, with its key and where it listens.
struct Running {
    child: Child,
    key: VerifierKey,
    url: String,
}

async fn witness(folder: &Path, log: &VerifierKey) -> Running {
    let mut child = Command::new(PETA)
        .args(["witness", "--listen", "127.0.0.1:0", "--level", "error"])
        .args(["--name", "witness.example/w1", "--log", &log.to_string()])
        .args(["--data", &folder.display().to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the program");
    let out = child.stdout.take().expect("a pipe");
    let mut lines = BufReader::new(out).lines();
    let mut next = async |front: &str| {
        let line = lines.next_line().await.expect("text");
        let rest = line.and_then(|it| it.strip_prefix(front).map(String::from));
        rest.expect(front)
    };
    let key = next("key ").await.parse().expect("a key");
    let url = next("listening on ").await;
    Running { child, key, url }
}

/// Leaves of a log that may tell two stories from `fork` on.
fn leaves(size: u64, fork: Option<(u64, u64)>) -> Vec<Hash> {
    let leaf = |at: u64| match fork {
        Some((from, story)) if at >= from => leaf_hash(format!("{story} {at}").as_bytes()),
        _ => leaf_hash(at.to_string().as_bytes()),
    };
    (0..size).map(leaf).collect()
}

fn signed(signer: &NoteSigner, leaves: &[Hash]) -> Note {
    let root = root(leaves.iter().copied());
    let checkpoint = Checkpoint::new(ORIGIN, leaves.len() as u64, root).expect("a checkpoint");
    checkpoint.sign(signer).expect("a note")
}

/// What an honest log sends: that it goes on from `old`.
fn asked(signer: &NoteSigner, old: u64, leaves: &[Hash]) -> AddCheckpoint {
    let size = leaves.len() as u64;
    let at = |it: u64| usize::try_from(it).expect("small");
    let read = |node: ledger::log::Node| -> Result<Hash, std::convert::Infallible> {
        let width = 1_u64 << node.level;
        let first = node.index * width;
        Ok(root(leaves[at(first)..at(first + width)].iter().copied()))
    };
    let proof = if old == 0 || old == size {
        Vec::new()
    } else {
        consistency_proof(old, size, read).expect("sizes in order")
    };
    AddCheckpoint {
        old,
        proof,
        checkpoint: signed(signer, leaves),
    }
}

async fn post(it: &Running, body: String) -> (u16, String) {
    let asked = Client::new().post(format!("{}/add-checkpoint", it.url));
    let answer = asked.body(body).send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("text"))
}

fn evidence(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            for file in std::fs::read_dir(path).expect("a folder") {
                let name = file.expect("a file").file_name();
                names.push(name.into_string().expect("text"));
            }
        }
    }
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_cosigns_what_only_grows() {
    let folder = tempfile::tempdir().expect("a folder");
    let signer = NoteSigner::from_seed(ORIGIN, [10; 32]).expect("a key");
    let mut it = witness(folder.path(), signer.verifier()).await;
    for (old, size) in [(0, 3), (3, 7), (7, 7), (7, 300)] {
        let asked = asked(&signer, old, &leaves(size, None));
        let (status, line) = post(&it, asked.to_string()).await;
        assert_eq!(status, 200, "{line}");
        let mut note = asked.checkpoint;
        for line in read_cosignatures(&line).expect("a line") {
            note.add(line).expect("room");
        }
        let keys = [it.key.clone()];
        assert_eq!(cosignatures(&note, &keys).expect("it verifies").len(), 1);
        // It knows as much after a kill.
        it.child.kill().await.expect("it runs");
        it = witness(folder.path(), signer.verifier()).await;
    }
    let stranger = NoteSigner::from_seed(ORIGIN, [11; 32]).expect("a key");
    let other = NoteSigner::from_seed("other.example/log", [10; 32]).expect("a key");
    let of_other = Checkpoint::new("other.example/log", 1, leaves(1, None)[0]);
    let of_other = of_other.and_then(|it| it.sign(&other)).expect("a note");
    for (body, status, said) in [
        (
            asked(&signer, 3, &leaves(300, None)).to_string(),
            409,
            "300\n",
        ),
        (
            asked(&stranger, 300, &leaves(301, None)).to_string(),
            403,
            "",
        ),
        (format!("old 0\n\n{of_other}"), 404, ""),
        ("old x\n".to_owned(), 400, ""),
    ] {
        let (answered, text) = post(&it, body).await;
        assert_eq!(answered, status, "{text}");
        assert!(text.ends_with(said), "{text}");
    }
    let about = reqwest::get(&it.url).await.expect("an answer");
    let about = about.text().await.expect("text");
    assert_eq!(about, format!("{}\n\n{ORIGIN}\nsize 300\n", it.key));
    assert_eq!(evidence(folder.path()).len(), 0);
    stop(it.child).await;
}

/// A hundred forks: of the size that was seen, and of longer ones.
#[tokio::test(flavor = "multi_thread")]
async fn a_fork_is_never_cosigned_and_kept_as_evidence() {
    let folder = tempfile::tempdir().expect("a folder");
    let signer = NoteSigner::from_seed(ORIGIN, [10; 32]).expect("a key");
    let it = witness(folder.path(), signer.verifier()).await;
    let seen = 50;
    let first = asked(&signer, 0, &leaves(seen, None));
    assert_eq!(post(&it, first.to_string()).await.0, 200);
    for story in 0..100 {
        let size = seen + story % 5 * 30;
        let forked = asked(&signer, seen, &leaves(size, Some((story / 2, story))));
        let (status, text) = post(&it, forked.to_string()).await;
        let expected = if size == seen { 409 } else { 422 };
        assert_eq!(status, expected, "{text}");
        let kept = evidence(folder.path());
        assert_eq!(kept.len() as u64, story + 1);
        let name = format!("-{}", checkpoint_of(&forked.checkpoint).root());
        let name = kept
            .iter()
            .find(|it| it.ends_with(&name))
            .expect("evidence");
        let fork = if size == seen { "fork" } else { "unproven" };
        assert!(name.starts_with(fork), "{name}");
    }
    // The log that it has seen goes on.
    let next = asked(&signer, seen, &leaves(70, None));
    assert_eq!(post(&it, next.to_string()).await.0, 200);
    stop(it.child).await;
}

fn checkpoint_of(note: &Note) -> Checkpoint {
    note.text().parse().expect("a checkpoint")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_shows_cosignatures_of_witnesses_that_it_asks() {
    // The log's key has to be known before the witness starts, and the witness
    // before the server: both keep their keys.
    let folder = tempfile::tempdir().expect("a folder");
    let app = TestApp::start().await;
    let log: VerifierKey = app
        .get("/log/key")
        .await
        .body
        .trim_end()
        .parse()
        .expect("a key");
    let it = witness(folder.path(), &log).await;
    let app = app
        .again(Setting {
            witnesses: vec![format!("{}={}", it.url, it.key).parse().expect("a witness")],
            // It is in its phase already.
            phase: Phase::Preparing,
            ..Setting::default()
        })
        .await;
    let keys = [it.key.clone()];
    let is_cosigned = |note: &[u8]| {
        let note = Note::parse(note).expect("a note");
        cosignatures(&note, &keys).is_ok_and(|it| it.len() == 1)
    };
    app.until("/log/checkpoint", |it| is_cosigned(it.body.as_bytes()))
        .await;
    let ballot = app.ballot(&credential(1), 1, 1).await;
    assert_eq!(app.cast(&ballot).await.status, 201);
    app.until("/log/checkpoint", |it| {
        it.body.lines().nth(1) == Some("3") && is_cosigned(it.body.as_bytes())
    })
    .await;
    let hash = ledger::ballot_hash(&ballot);
    let proof = app.get(&format!("/api/v1/log/inclusion/{hash}")).await;
    let proof = ledger::log::LogProof::parse(proof.body.as_bytes()).expect("a proof");
    let proven = proof.verify(&hash, &log, &keys, 1).expect("it proves it");
    assert_eq!(proven.checkpoint.size(), 3);
    // A witness that is gone holds nothing up.
    stop(it.child).await;
    let ballot = app.ballot(&credential(2), 1, 1).await;
    assert_eq!(app.cast(&ballot).await.status, 201);
    app.until("/log/checkpoint", |it| it.body.lines().nth(1) == Some("4"))
        .await;
    app.stop().await;
}
