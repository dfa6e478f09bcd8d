//! A log that somebody mirrors: only what is new is fetched, a fork is refused, and what
//! was mirrored is never lost.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use axum::{Router, extract::Request, response::IntoResponse};
use tempfile::TempDir;
use tokio::net::TcpListener;
use wire::{Hash, Receipt, Visibility};

use crate::{
    fixture::{self, EDITION},
    log::copy,
    process::{database_of, peta, serve, stop},
    reader::Reader,
};

/// More than a tile has, so that one is full and one is not.
const FIRST: u32 = 300;
const SECOND: u32 = 30;

struct Event {
    folder: TempDir,
    mirror: TempDir,
    url: String,
    manifest: Hash,
}

impl Event {
    async fn new() -> Self {
        let contents = fixture::contents(Visibility::Live, None);
        let (folder, url, manifest) = database_of(&contents).await;
        let mirror = tempfile::tempdir().expect("a folder");
        Self {
            folder,
            mirror,
            url,
            manifest,
        }
    }

    async fn vote(&self, address: &str, voters: std::ops::Range<u32>) -> Vec<Receipt> {
        let reader = Reader::of(address).await;
        let mut receipts = Vec::new();
        for number in voters {
            receipts.push(reader.cast(number, self.manifest).await.expect("a receipt"));
        }
        let last = receipts.last().expect("a voter");
        while !reader.proves(&last.ballot).await {
            tokio::task::yield_now().await;
        }
        receipts
    }

    async fn mirror(&self, address: &str) -> (bool, String) {
        let mirror = self.mirror.path().to_str().expect("text");
        peta(&["mirror", address, mirror]).await
    }

    /// All files of the mirror, with what is in them.
    fn mirrored(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut all = BTreeMap::new();
        let mut open = vec![self.mirror.path().to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let bytes = fs::read(&path).expect("a file");
                    let path = path.strip_prefix(self.mirror.path()).expect("below it");
                    all.insert(path.to_owned(), bytes);
                }
            }
        }
        all
    }
}

fn names(of: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let names = of
        .keys()
        .filter(|it| it.extension() != Some("lock".as_ref()));
    names.map(|it| it.display().to_string()).collect()
}

/// Mirror, more votes, mirror again; the database is lost, and a backup is restored
/// elsewhere: nothing that was mirrored is missing.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_mirrored_survives_the_loss_of_the_database() {
    let it = Event::new().await;
    let (server, address) = serve(&it.url).await;
    let mut receipts = it.vote(&address, 0..FIRST).await;
    let (done, said) = it.mirror(&address).await;
    assert!(done && said.contains("in 2 files"), "{said}");
    // Manifest and opening are entries, too.
    let expected = [
        "log/checkpoint",
        "log/key",
        "log/tile/entries/000",
        "log/tile/entries/001.p/46",
    ];
    assert_eq!(names(&it.mirrored()), expected);
    let (done, said) = it.mirror(&address).await;
    assert!(done && said.contains("0 of them new, in 0 files"), "{said}");

    let copies = it.folder.path().join("copies").display().to_string();
    let (done, said) = peta(&["backup", "--database", &it.url, "--to", &copies]).await;
    assert!(done, "{said}");
    receipts.extend(it.vote(&address, FIRST..FIRST + SECOND).await);
    let (done, said) = it.mirror(&address).await;
    assert!(
        done && said.contains("30 of them new, in 1 file;"),
        "{said}"
    );
    let expected = [
        "log/checkpoint",
        "log/key",
        "log/tile/entries/000",
        "log/tile/entries/001.p/76",
    ];
    assert_eq!(names(&it.mirrored()), expected);
    stop(server).await;

    // Another machine: the backup, the mirror, and nothing else.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut url = String::new();
    for entry in fs::read_dir(&copies).expect("a folder") {
        let from = entry.expect("an entry").path();
        let to = elsewhere.path().join(from.file_name().expect("a name"));
        fs::copy(&from, &to).expect("a copy");
        if to.extension() == Some("db".as_ref()) {
            url = format!("sqlite:{}", to.display());
        }
    }
    let mirror = it.mirror.path().to_str().expect("text");
    let (done, said) = peta(&["recover", "--database", &url, EDITION, mirror]).await;
    assert!(
        done && said.contains("30 ballots without their marks"),
        "{said}"
    );
    let (server, address) = serve(&url).await;
    let reader = Reader::of(&address).await;
    for receipt in &receipts {
        assert!(reader.proves(&receipt.ballot).await);
    }
    // The mirror goes on with the server that took over.
    let (done, said) = it.mirror(&address).await;
    assert!(done && said.contains("1 of them new"), "{said}");
    stop(server).await;
    let (done, said) = peta(&["check", "--database", &url]).await;
    assert!(done, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_went_back_or_forked_is_refused_and_named() {
    let it = Event::new().await;
    let (server, address) = serve(&it.url).await;
    it.vote(&address, 0..3).await;
    stop(server).await;
    let old = tempfile::tempdir().expect("a folder");
    copy(it.folder.path(), old.path());
    let (server, address) = serve(&it.url).await;
    it.vote(&address, 3..6).await;
    let (done, said) = it.mirror(&address).await;
    assert!(done, "{said}");
    let before = it.mirrored();
    stop(server).await;

    // An old copy with an old head: to itself it looks whole.
    let url = format!("sqlite:{}", old.path().join("peta.db").display());
    let (server, address) = serve(&url).await;
    let (done, said) = it.mirror(&address).await;
    assert!(!done && said.contains("the log went back"), "{said}");
    assert_eq!(it.mirrored(), before);
    // It takes other ballots: first as many, then more.
    for (voters, size) in [(10..13, 8), (13..14, 9)] {
        it.vote(&address, voters).await;
        let (done, said) = it.mirror(&address).await;
        assert!(!done && said.contains("fork: "), "{said}");
        let mut now = it.mirrored();
        let evidence = format!("fork-{size}/log/checkpoint");
        assert!(now.contains_key(Path::new(&evidence)), "{:?}", names(&now));
        now.retain(|path, _| !path.starts_with("fork-8") && !path.starts_with("fork-9"));
        assert_eq!(now, before);
    }
    stop(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_log_is_not_mirrored_into_the_same_folder() {
    let it = Event::new().await;
    let (server, address) = serve(&it.url).await;
    it.vote(&address, 0..2).await;
    let (done, said) = it.mirror(&address).await;
    assert!(done, "{said}");
    let other = Event::new().await;
    let (stranger, elsewhere) = serve(&other.url).await;
    other.vote(&elsewhere, 0..2).await;
    let before = it.mirrored();
    let (done, said) = it.mirror(&elsewhere).await;
    assert!(!done && said.contains("this is another log"), "{said}");
    assert_eq!(it.mirrored(), before);
    stop(stranger).await;

    // A file that was changed is found before anything is built on it.
    let tile = it.mirror.path().join("log/tile/entries/000.p/4");
    let mut bytes = fs::read(&tile).expect("a tile");
    let last = bytes.last_mut().expect("bytes");
    *last ^= 1;
    fs::write(&tile, bytes).expect("a file");
    let (done, said) = it.mirror(&address).await;
    assert!(!done && said.contains("a file was changed"), "{said}");
    stop(server).await;
}

/// A server that serves what somebody has changed on the way.
#[tokio::test(flavor = "multi_thread")]
async fn entries_that_are_not_what_was_signed_are_not_taken_over() {
    let it = Event::new().await;
    let (server, address) = serve(&it.url).await;
    it.vote(&address, 0..2).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let between = format!("http://{}", listener.local_addr().expect("an address"));
    let routes = Router::new().fallback(move |request: Request| {
        let url = format!("{address}{}", request.uri().path());
        async move {
            let answer = reqwest::get(&url).await.expect("an answer");
            let mut bytes = answer.bytes().await.expect("a body").to_vec();
            if url.contains("entries") {
                *bytes.last_mut().expect("bytes") ^= 1;
            }
            bytes.into_response()
        }
    });
    let proxy = tokio::spawn(async move { axum::serve(listener, routes).await });
    let (done, said) = it.mirror(&between).await;
    assert!(!done && said.contains("do not have the root"), "{said}");
    let found = names(&it.mirrored());
    assert!(!found.iter().any(|it| it == "log/checkpoint"), "{found:?}");
    proxy.abort();
    stop(server).await;
}
