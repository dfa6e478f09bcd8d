//! A disk that is full, or fails, and is well again: ballots are taken again without
//! another start, and nothing that was acknowledged is lost.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use reqwest::{Client, StatusCode};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde_json::Value;
use tokio::process::{Child, Command};
use wire::{Hash, PublicKey, Receipt};

use crate::process::{self, PETA};

/// Within this time after there is room, ballots are taken again.
const SOON: Duration = Duration::from_secs(5);
/// Ballots until a disk has to be full: more than it ever takes.
const MANY: u32 = 60_000;
const AT_ONCE: u32 = 16;

/// A server under test, and what it has acknowledged.
struct Vote {
    child: Child,
    address: String,
    manifest: Hash,
    client: Client,
    next: u32,
    acknowledged: HashMap<PublicKey, Receipt>,
}

impl Vote {
    fn new((child, address): (Child, String), manifest: Hash) -> Self {
        Self {
            child,
            address,
            manifest,
            client: Client::new(),
            next: 1,
            acknowledged: HashMap::new(),
        }
    }

    /// Sends one more.
    async fn send(&self, number: u32) -> (PublicKey, Option<Receipt>) {
        let ballot = process::ballot(number, self.manifest);
        let url = format!("{}/api/v1/ballots", self.address);
        let answer = self.client.post(url).json(&ballot).send().await;
        let answer = answer.expect("an answer");
        let receipt = match answer.status() {
            StatusCode::CREATED => Some(answer.json().await.expect("a receipt")),
            status => {
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
                None
            }
        };
        (ballot.credential, receipt)
    }

    /// Some at once; false once one is not taken.
    async fn cast(&mut self) -> bool {
        let numbers = self.next..self.next + AT_ONCE;
        self.next += AT_ONCE;
        let sent = futures_util::future::join_all(numbers.map(|it| self.send(it))).await;
        let all = sent.iter().all(|(_, receipt)| receipt.is_some());
        let taken = |(key, receipt): (PublicKey, Option<Receipt>)| Some((key, receipt?));
        self.acknowledged.extend(sent.into_iter().filter_map(taken));
        all
    }

    async fn until_refused(&mut self) {
        while self.cast().await {
            assert!(self.next < MANY, "nothing fails");
        }
        // And goes on being refused.
        assert!(!self.cast().await);
    }

    async fn until_taken(&mut self) {
        let begun = Instant::now();
        while !self.cast().await {
            assert!(begun.elapsed() < SOON, "no ballot is taken again");
        }
    }

    /// The parts that are not well.
    async fn faults(&self) -> Vec<String> {
        let url = format!("{}/api/v1/health/ready", self.address);
        let answer = self.client.get(url).send().await.expect("an answer");
        if answer.status() == StatusCode::OK {
            return Vec::new();
        }
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        let problem: Value = answer.json().await.expect("a problem");
        assert_eq!(problem["code"], "not_ready");
        let errors = problem["errors"].as_array().expect("what is not well");
        let part = |it: &Value| it["pointer"].as_str().map(String::from);
        errors.iter().filter_map(part).collect()
    }

    async fn until_ready(&self) {
        let begun = Instant::now();
        while !self.faults().await.is_empty() {
            assert!(begun.elapsed() < SOON * 3, "{:?}", self.faults().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// In memory as in the database: each that was acknowledged, once.
    async fn sound(self, folder: &Path) {
        let count = self.acknowledged.len();
        let url = format!("{}/api/v1/standings", self.address);
        let begun = Instant::now();
        loop {
            let answer = self.client.get(&url).send().await.expect("an answer");
            let standings: Value = answer.json().await.expect("standings");
            if standings["ballots"] == count {
                break;
            }
            assert!(begun.elapsed() < SOON * 3, "{count}: {standings}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process::stop(self.child).await;
        process::sound(folder, &self.acknowledged).await;
    }
}

/// A small disk, gone with the test.
struct Disk(PathBuf);

impl Disk {
    async fn mount(at: &Path) -> Option<Self> {
        fs::create_dir(at).expect("a folder");
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
            .arg(at)
            .stderr(Stdio::null())
            .status();
        let is_there = mount.await.is_ok_and(|it| it.success());
        is_there.then(|| Self(at.to_owned()))
    }

    async fn grow(&self) {
        let mount = Command::new("mount")
            .args(["-o", "remount,size=200m"])
            .arg(&self.0)
            .status();
        assert!(mount.await.expect("mount").success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_was_full_takes_ballots_again() {
    let (folder, _, manifest) = process::database().await;
    let at = folder.path().join("disk");
    let Some(disk) = Disk::mount(&at).await else {
        println!("skipped: this user can't mount a small disk");
        return;
    };
    fs::copy(folder.path().join("peta.db"), at.join("peta.db")).expect("a copy");
    let url = format!("sqlite:{}", at.join("peta.db").display());
    let mut vote = Vote::new(process::serve(&url).await, manifest);
    vote.until_refused().await;
    assert!(vote.faults().await.contains(&"/write".to_owned()));
    disk.grow().await;
    vote.until_taken().await;
    vote.until_ready().await;
    vote.sound(&at).await;
    drop(disk);
}

/// Files that may not grow: a write fails, in the middle of a page too.
#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_fails_is_not_the_last() {
    let (folder, url, manifest) = process::database().await;
    // The signal would end the program instead.
    let (child, address) = process::serve_by(
        Command::new("sh").args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", PETA]),
        &url,
        &[],
    )
    .await;
    let mut vote = Vote::new((child, address), manifest);
    assert!(vote.cast().await);
    let id = vote.child.id().and_then(|it| i32::try_from(it).ok());
    let id = id.and_then(Pid::from_raw);
    let bound = |bytes| Rlimit {
        current: bytes,
        maximum: None,
    };
    let log = fs::metadata(folder.path().join("peta.db-wal")).expect("a log");
    // Not even one page: a probe writes no more than that.
    prlimit(id, Resource::Fsize, bound(Some(log.len() + 1_000))).expect("a limit");
    vote.until_refused().await;
    assert!(vote.faults().await.contains(&"/write".to_owned()));
    prlimit(id, Resource::Fsize, bound(None)).expect("no limit");
    vote.until_taken().await;
    vote.until_ready().await;
    vote.sound(folder.path()).await;
}

/// What the disk says that it could not keep is not acknowledged.
#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_fails_is_not_the_last() {
    let (folder, url, manifest) = process::database().await;
    let probe = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status();
    if !probe.await.is_ok_and(|it| it.success()) {
        println!("skipped: there is no strace, or it may not trace");
        return;
    }
    // Of each thread the twentieth sync, and all after it: of each connection, that is.
    let (child, address) = process::serve_by(
        Command::new("strace").args([
            "-D",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=fdatasync,fsync",
            "-e",
            "inject=fdatasync,fsync:error=EIO:when=20+",
            PETA,
        ]),
        &url,
        &[],
    )
    .await;
    let mut vote = Vote::new((child, address), manifest);
    for _ in 0..3 {
        while vote.cast().await {
            assert!(vote.next < MANY, "nothing fails");
        }
        vote.until_taken().await;
    }
    vote.sound(folder.path()).await;
}
