//! Voting codes: made by the command line, cast over HTTP, voided.

use std::{collections::BTreeSet, os::unix::fs::PermissionsExt as _, path::Path};

use chrono::TimeDelta;
use ledger::{Code, Credential};
use reqwest::StatusCode;
use store::{Store as _, Voided};
use tokio::process::Command;
use wire::{Ballot, BallotNumber, Channel, Hex, Mark, Phase, Release};

use crate::{
    app::{self, Answer, Setting, TestApp, credential},
    events::{Events, nothing_happens},
    fixture::EDITION,
    process::PETA,
};

/// `peta codes …` with the database of a test's server.
async fn codes(app: &TestApp, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(PETA)
        .arg("codes")
        .args(arguments)
        .args(["--database", &app.database()])
        .output()
        .await
        .expect("the program");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        Ok(text(&output.stdout))
    } else {
        Err(text(&output.stderr))
    }
}

/// A server before voting is opened.
async fn preparing() -> TestApp {
    TestApp::with(Setting {
        phase: Phase::Preparing,
        ..Setting::default()
    })
    .await
}

fn read(file: &Path) -> Vec<Code> {
    let mut table = csv::Reader::from_path(file).expect("a table");
    let rows = table.records().map(|row| row.expect("a row"));
    rows.map(|row| row[2].parse().expect("a code")).collect()
}

async fn vote(app: &TestApp, key: &Credential, seq: u16, number: u32) -> Answer {
    let marks = vec![Mark {
        contest: 0,
        number: BallotNumber(number),
        value: 1,
    }];
    let ballot: Ballot = key.cast(
        TestApp::slug(),
        app.manifest().await,
        seq,
        Channel::Code,
        Hex([9; 32]),
        marks,
    );
    app.cast(&ballot).await
}

/// The batch with the code that is void already: nobody does it by mistake.
async fn void_the_others(app: &TestApp) {
    let void = ["void", EDITION, "--batch", "1", "--reason", "salah cetak"];
    let refused = codes(app, &void).await.expect_err("nobody was asked");
    assert!(refused.contains(&format!("--yes {EDITION}")), "{refused}");
    let look = [&void[..], &["--dry-run"]].concat();
    let looked = codes(app, &look).await.expect("a look");
    for number in [
        "1 of 4 codes not used",
        "2 ballots will not count",
        "1 code before",
    ] {
        assert!(looked.contains(number), "{looked}");
    }
    let listed = codes(app, &["list", EDITION]).await.expect("a list");
    assert!(listed.contains("active"), "nothing was changed: {listed}");
    codes(app, &[&void[..], &["--yes", EDITION]].concat())
        .await
        .expect("void");
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_command_line_to_the_count_and_out_of_it() {
    let app = preparing().await;
    let out = tempfile::tempdir().expect("a folder");
    let folder = out.path().join("codes");
    let out = folder.to_str().expect("a plain path");
    let made = codes(
        &app,
        &[
            EDITION,
            "--count",
            "4",
            "--booth",
            "Stan \"A\", Manggar",
            "--out",
            out,
        ],
    )
    .await
    .expect("four codes");
    assert!(made.contains("peta codes activate"), "{made}");
    let file = folder.join("batch-1.csv");
    let mode = |path: &Path| path.metadata().expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
    let all = read(&file);
    let differ: BTreeSet<String> = all.iter().map(Code::to_string).collect();
    assert_eq!((all.len(), differ.len()), (4, 4));
    // From now on the roll is in the manifest: no more codes.
    app.open().await;
    let roll: Vec<_> = all
        .iter()
        .map(|it| it.credential(&EDITION.into()).public_key())
        .collect();
    app.until("/api/v1/manifest", |it| {
        it.status == StatusCode::OK && it.json()["roll"] == ledger::roll_root(&roll).to_string()
    })
    .await;
    let late = codes(
        &app,
        &[EDITION, "--count", "1", "--booth", "A", "--out", out],
    )
    .await;
    assert!(late.is_err_and(|it| it.contains("too late: the edition is in phase voting")));
    // Nothing of a code is in the database, only its public key.
    let edition = EDITION.into();
    let key = all[0].credential(&edition);
    let answer = vote(&app, &key, 1, 1).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::FORBIDDEN, "channel_closed")
    );

    codes(&app, &["activate", EDITION, "1"])
        .await
        .expect("active");
    for (code, number) in all.iter().zip([1, 1, 2]) {
        let answer = vote(&app, &code.credential(&edition), 1, number).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        // A code is no device: there is nothing to remember.
        assert_eq!(answer.header("set-cookie"), "");
    }
    // The same code once more replaces, and adds none.
    assert_eq!(vote(&app, &key, 2, 2).await.status, StatusCode::CREATED);
    app.until("/api/v1/standings", |it| {
        it.json()["ballots"] == 3 && it.json()["replaced"] == 1
    })
    .await;
    let listed = codes(&app, &["list", EDITION]).await.expect("a list");
    let row: Vec<&str> = listed
        .lines()
        .nth(1)
        .expect("one batch")
        .split_whitespace()
        .collect();
    assert_eq!(row[..5], ["1", "4", "3", "0", "active"], "{listed}");

    // A slip was lost: what was cast with it does not count any more.
    let lost = all[1].to_string().to_lowercase();
    let said = codes(
        &app,
        &[
            "void",
            EDITION,
            "--code",
            &lost,
            "--reason",
            "slip hilang",
            "--yes",
            EDITION,
        ],
    )
    .await
    .expect("void");
    assert!(said.contains("was used: 1 ballot will not count"), "{said}");
    app.until("/api/v1/standings", |it| it.json()["ballots"] == 2)
        .await;
    void_the_others(&app).await;
    app.until("/api/v1/standings", |it| it.json()["ballots"] == 0)
        .await;
    assert_eq!(vote(&app, &key, 3, 1).await.code(), "channel_closed");
    // Devices go on.
    let ballot = app.ballot(&credential(1), 1, 1).await;
    assert_eq!(app.cast(&ballot).await.status, StatusCode::CREATED);
    let kept = app
        .store
        .ballots_after(&edition, 0, 10)
        .await
        .expect("ballots");
    assert_eq!(kept.len(), 5);
}

/// The count is made again without what is void; what was shown stays shown.
#[tokio::test(flavor = "multi_thread")]
async fn a_void_takes_out_one_ballot_and_holds_none_back() {
    let mut setting = Setting {
        phase: Phase::Preparing,
        ..Setting::default()
    };
    setting.contents.edition.release = Release {
        ballots: 1000,
        seconds: 60,
    };
    let app = TestApp::with(setting).await;
    let edition = TestApp::slug();
    let keys = [1, 2, 3].map(credential);
    let public = keys.each_ref().map(Credential::public_key);
    let now = app::noon();
    let batch = app.store.add_codes(&edition, "A", &public, now).await;
    let batch = batch.expect("a batch");
    app.open().await;
    let active = app.store.activate_codes(&edition, batch, now).await;
    active.expect("active");
    let mut events = Events::listen(&app, "").await;
    // The booth has its codes in the first snapshot, or in the one after it.
    let mut first = events.next().await;
    while !first.data.contains("\"codes\":3") {
        first = events.next().await;
    }
    assert_eq!(first.ballots(), 0);
    for key in &keys {
        assert_eq!(vote(&app, key, 1, 1).await.status, StatusCode::CREATED);
    }
    nothing_happens(&app, &mut events).await;
    app.advance(TimeDelta::seconds(61));
    assert_eq!(events.next().await.ballots(), 3);
    let what = Voided::Code(public[0]);
    let void = app
        .store
        .void_codes(&edition, what, "slip hilang", now)
        .await;
    void.expect("void");
    // Straight from three to two.
    assert_eq!(events.next().await.ballots(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_done_is_said() {
    let app = preparing().await;
    let out = tempfile::tempdir().expect("a folder");
    let out = out.path().to_str().expect("a plain path");
    for (arguments, says) in [
        (
            vec!["nirgendwo", "--count", "1", "--booth", "A", "--out", out],
            "no edition nirgendwo",
        ),
        (
            vec![EDITION, "--count", "0", "--booth", "A", "--out", out],
            "0 is not in 1..=20000",
        ),
        (
            vec![EDITION, "--count", "1", "--booth", " ", "--out", out],
            "one line of 1 to 80",
        ),
        (vec!["activate", EDITION, "7"], "no batch 7"),
        (
            vec!["void", EDITION, "--batch", "7", "--reason", "x"],
            "no batch 7",
        ),
        (vec!["void", EDITION, "--reason", "x"], "--batch"),
        (
            vec![
                "void",
                EDITION,
                "--code",
                "0123-4567-89AB-CDE5",
                "--reason",
                "x",
            ],
            "the code is mistyped",
        ),
        (
            vec![
                "void",
                EDITION,
                "--code",
                "0123-4567-89AB-CDE4",
                "--reason",
                "x",
            ],
            "is no code of this edition",
        ),
    ] {
        let error = codes(&app, &arguments).await.expect_err("a refusal");
        assert!(error.contains(says), "{arguments:?}: {error}");
    }
    // A file that is there is not written over, and its batch can't vote.
    std::fs::write(Path::new(out).join("batch-1.csv"), "mine").expect("a file");
    let make = [EDITION, "--count", "1", "--booth", "A", "--out", out];
    let error = codes(&app, &make).await.expect_err("a refusal");
    assert!(error.contains("can't write"), "{error}");
    let batches = app
        .store
        .code_batches(&EDITION.into())
        .await
        .expect("batches");
    assert!(batches[0].voided.is_some());
}

/// All of it is there without its app, in the language that is asked for, and
/// no form can send what is typed.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_for_codes_is_written_by_the_server() {
    let app = TestApp::start().await;
    for (path, title, help) in [
        ("/kode", "<h1>Kode suara</h1>", "memerlukan JavaScript"),
        ("/kode?lang=en", "<h1>Voting code</h1>", "needs JavaScript"),
    ] {
        let page = app.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        for part in [title, help, "<noscript>", "id=\"code-form\""] {
            assert!(page.body.contains(part), "{path}: {part}");
        }
        let field = page.body.split("<input").nth(1).expect("a field");
        let field = field.split('>').next().unwrap_or_default();
        assert!(!field.contains(" name="), "{field}");
        let boot = page.body.split("id=\"peta-boot\">").nth(1).expect("data");
        assert!(!boot.contains("SI GESIT"), "the page has no use for cards");
    }
    app.set_phase(Phase::Closed).await;
    app.until("/kode", |it| !it.body.contains("code-form"))
        .await;
}
