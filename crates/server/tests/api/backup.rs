//! `peta backup`: what was acknowledged before it began is in the copy, whoever votes
//! meanwhile; and half a copy never stays.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use store::{Purpose, SqliteStore, Store as _};
use tokio::{process::Command, task::JoinSet};
use wire::{Hash, Visibility};

use crate::{
    fixture::{self, EDITION},
    process::{PETA, ballot, database_of, peta, serve, stop},
};

/// Ballots that have to be acknowledged before the backup begins.
const BEFORE: u32 = 40;

#[derive(Default)]
struct Load {
    acknowledged: AtomicU32,
    done: AtomicBool,
}

/// Casts one ballot after the other until it is told to end.
async fn vote(load: Arc<Load>, address: String, first: u32, step: usize, manifest: Hash) {
    let client = reqwest::Client::new();
    for number in (first..).step_by(step) {
        if load.done.load(Ordering::Relaxed) {
            return;
        }
        let cast = client.post(format!("{address}/api/v1/ballots"));
        let answer = cast.json(&ballot(number, manifest)).send().await;
        assert_eq!(answer.expect("an answer").status(), 201);
        load.acknowledged.fetch_add(1, Ordering::Relaxed);
    }
}

fn copies(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).expect("a folder");
    let mut all: Vec<PathBuf> = all.map(|it| it.expect("a file").path()).collect();
    all.sort();
    all
}

async fn ballots(url: &str) -> u64 {
    let store = SqliteStore::open(url, Purpose::Command)
        .await
        .expect("a copy");
    let report = store.check().await.expect("a report");
    store.close().await;
    assert!(report.is_sound(), "{report:?}");
    report.editions.iter().map(|it| it.ballots).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_beside_a_running_vote_has_all_that_was_acknowledged() {
    let (folder, url, manifest) = database_of(&fixture::contents(Visibility::Live, None)).await;
    let (server, address) = serve(&url).await;
    let load = Arc::new(Load::default());
    let mut voters = JoinSet::new();
    for first in 0..4 {
        voters.spawn(vote(Arc::clone(&load), address.clone(), first, 4, manifest));
    }
    while load.acknowledged.load(Ordering::Relaxed) < BEFORE {
        tokio::task::yield_now().await;
    }
    let before = load.acknowledged.load(Ordering::Relaxed);
    let to = folder.path().join("copies");
    let arguments = ["backup", "--database", &url, "--to"];
    let arguments = [&arguments[..], &[to.to_str().expect("text")]].concat();
    let (done, said) = peta(&arguments).await;
    let after = load.acknowledged.load(Ordering::Relaxed);
    load.done.store(true, Ordering::Relaxed);
    voters.join_all().await;
    stop(server).await;
    assert!(done, "{said}");
    assert!(
        said.contains("MB, checked") && said.contains(EDITION),
        "{said}"
    );

    // The copy and the log's head; nothing is left beside them.
    let made = copies(&to);
    let names: Vec<String> = made
        .iter()
        .map(|it| {
            it.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let [copy, head] = &names[..] else {
        panic!("{names:?}");
    };
    assert_eq!(*head, format!("{copy}.{EDITION}.head"));
    assert!(
        copy.starts_with("peta-20") && copy.ends_with("Z.db"),
        "{copy}"
    );
    for path in &made {
        let mode = path.metadata().expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
    let copy = format!("sqlite:{}", made[0].display());
    let found = ballots(&copy).await;
    assert!(found >= u64::from(before), "{found} of {before}");
    // One of each voter may have been stored and not yet answered.
    assert!(found <= u64::from(after) + 4, "{found} of {after}");
    // Beside the database stands when it was made.
    let last = fs::read_to_string(folder.path().join("peta.db.backup")).expect("a note");
    let last: serde_json::Value = serde_json::from_str(&last).expect("JSON");
    assert_eq!(last["ballots"], found);

    // A server goes on from it.
    let (server, address) = serve(&copy).await;
    let cast = reqwest::Client::new().post(format!("{address}/api/v1/ballots"));
    let answer = cast.json(&ballot(1_000_000, manifest)).send().await;
    assert_eq!(answer.expect("an answer").status(), 201);
    stop(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_leaves_no_half_copy() {
    let (folder, url, _) = database_of(&fixture::contents(Visibility::Live, None)).await;
    let to = folder.path().join("copies");
    // Files of this process end at 50 KiB, as on a disk without room.
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$@\"", "sh", PETA])
        .args(["backup", "--database", &url, "--to"])
        .arg(&to)
        .output()
        .await
        .expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("peta: can't write "), "{said}");
    assert_eq!(copies(&to), [] as [PathBuf; 0]);
    assert!(!folder.path().join("peta.db.backup").exists());
    let (done, said) = peta(&["check", "--database", &url]).await;
    assert!(done, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_does_not_hold_is_not_called_a_backup() {
    let (folder, url, manifest) = database_of(&fixture::contents(Visibility::Live, None)).await;
    let head = folder.path().join(format!("peta.db.{EDITION}.head"));
    let (server, address) = serve(&url).await;
    let client = reqwest::Client::new();
    let cast = client.post(format!("{address}/api/v1/ballots"));
    let answer = cast.json(&ballot(1, manifest)).send().await;
    assert_eq!(answer.expect("an answer").status(), 201);
    stop(server).await;
    // A head of another log: of the same database, under another key.
    let kept = fs::read_to_string(&head).expect("a head");
    fs::write(&head, kept.replace("peta/", "lain/")).expect("a file");
    let to = folder.path().join("copies");
    let arguments = ["backup", "--database", &url, "--to"];
    let arguments = [&arguments[..], &[to.to_str().expect("text")]].concat();
    let (done, said) = peta(&arguments).await;
    assert!(!done && said.contains("no copy was kept"), "{said}");
    assert_eq!(copies(&to), [] as [PathBuf; 0]);
}
