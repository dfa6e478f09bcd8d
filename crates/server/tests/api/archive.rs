//! The archive: everything in it proves the published result, to anyone.

use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt as _};

use recount::{
    Bundle, CHECKPOINT, Evidence, Fault, JURY, KEY, MANIFEST, RESULT, ROLL, Recount, Report,
    SAMPLE, VERIFIER,
};
use reqwest::{Method, StatusCode};
use store::{Log as _, Store as _};
use wire::{Contents, OpeningPolicy, Phase, PublishedResult, PublishedRoll, Visibility};

use crate::{
    app::{Setting, TestApp, credential, noon},
    fixture::{self, EDITION},
    floor::{Kiosk, counted, floor_with},
    process::peta,
};

/// Files by their path.
pub(crate) struct Archive<'a> {
    app: &'a TestApp,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl<'a> Archive<'a> {
    /// What is there by now of the files that every recount begins with.
    pub(crate) async fn of(app: &'a TestApp) -> Self {
        let files = BTreeMap::new();
        let mut archive = Self { app, files };
        for path in [KEY, CHECKPOINT, MANIFEST, ROLL, RESULT, JURY, SAMPLE] {
            archive.fetch(path).await;
        }
        archive
    }

    async fn fetch(&mut self, path: &str) -> bool {
        let request = self.app.request(Method::GET, &format!("/archive/{path}"));
        let answer = request.send().await.expect("an answer");
        if answer.status() != StatusCode::OK {
            assert_eq!(answer.status(), StatusCode::NOT_FOUND);
            return false;
        }
        let bytes = answer.bytes().await.expect("a body").to_vec();
        self.files.insert(path.to_owned(), bytes);
        true
    }

    pub(crate) async fn recount(&mut self) -> Result<Report, Fault> {
        let file = |path: &str| self.files.get(path).map(Vec::as_slice);
        let mut recount = Recount::start(&Evidence {
            key: file(KEY).expect("a key"),
            checkpoint: file(CHECKPOINT).expect("a checkpoint"),
            manifest: file(MANIFEST).expect("a manifest"),
            roll: file(ROLL).expect("a roll"),
            result: file(RESULT),
            jury: file(JURY),
            ..Evidence::default()
        })?;
        for tile in recount.bundles() {
            let path = format!("log/{tile}");
            assert!(self.fetch(&path).await, "{path}");
            recount.take(Bundle::check(tile, &self.files[&path])?);
        }
        let mut counted = recount.end()?;
        for (place, path) in counted.files().enumerate() {
            if !self.fetch(&path).await {
                assert_eq!(place, 0, "{path}");
                return match self.files.get(SAMPLE) {
                    Some(sample) => counted.end_sample(sample),
                    None => counted.end_sealed(),
                };
            }
            counted.take(&self.files[&path])?;
        }
        counted.end()
    }
}

fn contents(openings: OpeningPolicy) -> Contents {
    let mut contents = fixture::contents(Visibility::Live, None);
    contents.edition.openings = openings;
    contents
}

async fn floor(codes: u8, openings: OpeningPolicy) -> TestApp {
    let setting = Setting {
        contents: contents(openings),
        ..Setting::default()
    };
    floor_with(codes, setting).await
}

/// Devices and codes, ballots that were replaced, void or late, on a kiosk whose
/// queue comes after the close.
async fn vote(app: &TestApp) -> Kiosk {
    for device in 100..140 {
        let number = 1 + u32::from(device % 2);
        let ballot = app.ballot(&credential(device), 1, number).await;
        assert_eq!(app.cast(&ballot).await.status, StatusCode::CREATED);
    }
    let again = app.ballot(&credential(100), 2, 2).await;
    assert_eq!(app.cast(&again).await.status, StatusCode::CREATED);
    let mut kiosk = Kiosk::enrol(app, 1).await;
    for code in 1..=12 {
        kiosk.vote(&credential(code), 1, 1);
    }
    kiosk.vote(&credential(1), 2, 2);
    let (in_time, _) = kiosk.queue.split_at(6);
    kiosk.send(app, in_time, Some(kiosk.head())).await;
    counted(app, 46).await;
    let void = store::Voided::Code(credential(2).public_key());
    let slug = TestApp::slug();
    let done = app.store.void_codes(&slug, void, "hilang", noon()).await;
    done.expect("void");
    app.set_phase(Phase::Closed).await;
    app.until("/api/v1/edition", |it| it.json()["phase"] == "closed")
        .await;
    kiosk
}

pub(crate) async fn result(app: &TestApp, ballots: u64) -> PublishedResult {
    let is_there =
        |it: &crate::app::Answer| it.status == StatusCode::OK && it.json()["ballots"] == ballots;
    let answer = app.until("/archive/result.json", is_there).await;
    serde_json::from_str(&answer.body).expect("a result")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_that_the_manifest_names_is_there() {
    let app = TestApp::with(Setting {
        phase: Phase::Verification,
        ..Setting::default()
    })
    .await;
    let path = format!("/archive/{VERIFIER}");
    let edition = fixture::EDITION.into();
    let page = b"<!doctype html><title>Hitung ulang</title>";
    app.store.keep_verifier(&edition, page).await.expect("kept");
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
    let phase = app.store.set_phase(&edition, Phase::Voting, noon()).await;
    phase.expect("voting opens");
    let answer = app.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body.as_bytes(), page);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("worker-src blob:"), "{policy}");
    let manifest = app.until("/archive/manifest.json", |it| it.status == StatusCode::OK);
    let manifest: wire::Manifest = serde_json::from_str(&manifest.await.body).expect("JSON");
    assert_eq!(manifest.verifier, Some(ledger::log::document_hash(page)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_result_is_what_anyone_counts_from_the_log() {
    let app = floor(15, OpeningPolicy::All).await;
    let kiosk = vote(&app).await;
    for path in ["result.json", "roll.json", "openings/000"] {
        let answer = app.get(&format!("/archive/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    app.set_phase(Phase::Objection).await;
    let first = result(&app, 45).await;
    assert_eq!((first.replaced, first.void), (1, 1));
    let mut archive = Archive::of(&app).await;
    let report = archive.recount().await.expect("it holds");
    assert_eq!(report.ballots, 45);
    assert_eq!(report.contests, Some(first.contests));

    // The rest of a queue whose head was there in time.
    kiosk.send(&app, &kiosk.queue, None).await;
    let second = result(&app, 51).await;
    assert!(second.size > first.size);
    assert_eq!((second.replaced, second.void), (2, 1));
    let answer = app.get("/api/v1/standings").await;
    let standings: wire::Standings = serde_json::from_str(&answer.body).expect("standings");
    assert_eq!(standings.contests, second.contests);
    assert_eq!(standings.channels, second.channels);
    assert_eq!(standings.replaced, second.replaced);
    let mut archive = Archive::of(&app).await;
    let report = archive.recount().await.expect("it holds");
    assert_eq!(report.contests, Some(second.contests));
    // 40 devices and 11 codes: one view without each, of the others.
    let views = report.views();
    assert_eq!(
        views.iter().map(|it| it.ballots).collect::<Vec<_>>(),
        [11, 40, 40]
    );
    let roll: PublishedRoll = serde_json::from_slice(&archive.files[ROLL]).expect("a roll");
    assert_eq!(roll.batches.len(), 1);
    assert_eq!(roll.batches[0].keys.len(), 15);
    assert_eq!(roll.batches[0].booth.as_deref(), Some("Manggar"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_leave_to_auditors_nobody_else_sees() {
    let app = floor(15, OpeningPolicy::Auditors).await;
    vote(&app).await;
    app.set_phase(Phase::Objection).await;
    result(&app, 45).await;
    let mut archive = Archive::of(&app).await;
    let report = archive.recount().await.expect("it holds");
    assert_eq!((report.ballots, report.contests), (45, None));
    let roll: PublishedRoll = serde_json::from_slice(&archive.files[ROLL]).expect("a roll");
    // Five ballots of it count.
    assert_eq!(roll.batches[0].booth, None);

    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path().join("arsip");
    let (url, path) = (app.database(), at.display().to_string());
    let write = ["archive", "--database", &url, EDITION, &path];
    let (done, said) = peta(&[&write[..], &["--for-auditors"]].concat()).await;
    assert!(done, "{said}");
    let mut waiting = vec![at];
    let mut files = 0;
    while let Some(path) = waiting.pop() {
        let found = fs::metadata(&path).expect("it is there");
        let mode = found.permissions().mode() & 0o777;
        assert_eq!(mode, if found.is_dir() { 0o700 } else { 0o600 }, "{path:?}");
        files += u32::from(found.is_file());
        if found.is_dir() {
            let entries = path.read_dir().expect("a folder");
            waiting.extend(entries.map(|it| it.expect("an entry").path()));
        }
    }
    assert!(files > 10, "{files}");
}
