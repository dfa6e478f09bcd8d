//! What the organiser brings in after the close: jury means, a lot, and a sample of
//! the ballots.

use recount::{JURY, RESULT, SAMPLE};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::process::Command;
use wire::{
    BallotNumber, Channel, Hex, Mark, OpeningPolicy, Phase, PublishedResult, TieRule, Visibility,
};

use crate::{
    app::{Answer, Setting, TestApp, credential},
    archive::{self, Archive},
    fixture::{self, EDITION},
    process::PETA,
};

async fn app(change: impl FnOnce(&mut wire::Edition)) -> TestApp {
    let mut contents = fixture::contents(Visibility::Live, None);
    change(&mut contents.edition);
    let setting = Setting {
        contents,
        ..Setting::default()
    };
    TestApp::with(setting).await
}

/// What the program says, or complains of.
async fn peta(app: &TestApp, verb: &str, argument: &str) -> Result<String, String> {
    let output = Command::new(PETA)
        .args([verb, "--database", &app.database(), EDITION, argument])
        .args(["--yes", EDITION])
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

async fn refused(app: &TestApp, verb: &str, argument: &str, why: &str) {
    let complaint = peta(app, verb, argument).await.expect_err("a refusal");
    assert!(complaint.contains(why), "{complaint}");
}

/// Ten devices, five for number 1 and five for number 2.
async fn tie(app: &TestApp) {
    for device in 100..110 {
        let number = 1 + u32::from(device % 2);
        let ballot = app.ballot(&credential(device), 1, number).await;
        assert_eq!(app.cast(&ballot).await.status, StatusCode::CREATED);
    }
}

/// The first contest, once it is settled or not.
async fn contest(app: &TestApp, is_settled: bool) -> Value {
    let is_there = |it: &Answer| {
        let standings = it.json();
        let settled = !standings["contests"][0]["settled"].is_null();
        standings["ballots"] == 10 && standings["phase"] != "voting" && settled == is_settled
    };
    let standings = app.until("/api/v1/standings", is_there).await.json();
    standings["contests"][0].clone()
}

fn ranks(contest: &Value) -> Vec<(u64, u64)> {
    let rows = contest["rows"].as_array().expect("rows").iter();
    let of = |row: &Value, name: &str| row[name].as_u64().expect("a number");
    rows.map(|row| (of(row, "number"), of(row, "rank")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_jury_settles_a_tie() {
    let app = app(|edition| edition.tie_rule = TieRule::JuryMean).await;
    tie(&app).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("nilai.csv");
    let path = file.display().to_string();
    let write = |rows: &str| {
        std::fs::write(&file, format!("innovation,mean\n{rows}")).expect("a file");
    };
    let all = "1,70.5\n2,80.25\nCOBA-003,1\nbintang,2\n5,3\n";
    write(all);
    refused(&app, "jury", &path, "too early").await;
    refused(&app, "lot", "123456", "too early").await;
    app.set_phase(Phase::Closed).await;
    assert_eq!(ranks(&contest(&app, false).await), [(1, 1), (2, 1)]);

    write("1,70.5\n2,80;25\n6,1\nbintang,2\n5,3\n");
    refused(&app, "jury", &path, "row 3, column \"mean\"").await;
    refused(&app, "jury", &path, "row 4, column \"innovation\"").await;
    refused(&app, "jury", &path, "a row for innovation 3, COBA-003").await;
    assert_eq!(ranks(&contest(&app, false).await), [(1, 1), (2, 1)]);
    refused(&app, "lot", "123456", "asks for a lot").await;

    write(all);
    peta(&app, "jury", &path).await.expect("taken");
    let settled = contest(&app, true).await;
    assert_eq!(ranks(&settled), [(2, 1), (1, 2)]);
    let order = json!({ "by": "jury_mean", "order": [[2], [1]] });
    assert_eq!(settled["settled"], order);
    refused(&app, "jury", &path, "in the public log already").await;
    let page = app.get("/results").await.body;
    assert!(page.contains("nilai rata-rata juri"), "{page}");

    app.set_phase(Phase::Objection).await;
    let result = archive::result(&app, 10).await;
    assert_eq!(json!(result.contests[0]), settled);
    let mut archive = Archive::of(&app).await;
    assert!(archive.files.contains_key(JURY));
    let report = archive.recount().await.expect("it holds");
    assert_eq!(report.contests, Some(result.contests));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lot_behind_a_result_makes_another_one() {
    let app = app(|edition| {
        edition.tie_rule = TieRule::Lot;
        edition.lot_source = Some("Undian".to_owned());
    })
    .await;
    tie(&app).await;
    app.set_phase(Phase::Closed).await;
    app.set_phase(Phase::Objection).await;
    let first = archive::result(&app, 10).await;
    assert_eq!(first.contests[0].settled, None);
    refused(&app, "jury", "missing.csv", "missing.csv").await;
    peta(&app, "lot", " 123456 ").await.expect("taken");
    let settled = contest(&app, true).await;
    let is_new = |it: &Answer| it.json()["size"].as_u64() > Some(first.size);
    let answer = app.until(&format!("/archive/{RESULT}"), is_new).await;
    let second: PublishedResult = serde_json::from_str(&answer.body).expect("a result");
    assert_eq!(json!(second.contests[0]), settled);
    let mut archive = Archive::of(&app).await;
    let report = archive.recount().await.expect("it holds");
    assert_eq!(report.contests, Some(second.contests));
    refused(&app, "lot", "123456", "in the public log already").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_is_drawn_once_all_is_fixed() {
    let app = app(|edition| {
        edition.openings = OpeningPolicy::Sample;
        edition.sample_ballots = std::num::NonZero::new(4);
        edition.lot_source = Some("Undian".to_owned());
    })
    .await;
    tie(&app).await;
    app.set_phase(Phase::Closed).await;
    refused(&app, "lot", "123456", "not fixed in the public log yet").await;
    app.set_phase(Phase::Objection).await;
    archive::result(&app, 10).await;
    let path = format!("/archive/{SAMPLE}");
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
    peta(&app, "lot", "123456").await.expect("taken");
    let is_there = |it: &Answer| it.status == StatusCode::OK;
    app.until(&path, is_there).await;
    let mut archive = Archive::of(&app).await;
    let report = archive.recount().await.expect("it holds");
    assert_eq!((report.ballots, report.sample), (10, Some(4)));
    assert_eq!(report.contests, None);
    let openings = app.get("/archive/openings/000").await;
    assert_eq!(openings.status, StatusCode::NOT_FOUND);

    let folder = tempfile::tempdir().expect("a folder");
    let written = folder.path().join("arsip");
    let said = Command::new(PETA)
        .args(["archive", "--database", &app.database(), EDITION])
        .arg(&written)
        .output()
        .await
        .expect("the program");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.contains("ballots that were drawn"), "{said}");
    assert!(written.join(SAMPLE).exists());
    assert!(!written.join("openings").exists());
}

/// Marks like no other's are like a name, also in a sample.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_drawn_where_ballots_are_telling() {
    let app = app(|edition| {
        edition.openings = OpeningPolicy::Sample;
        edition.sample_ballots = std::num::NonZero::new(4);
        edition.lot_source = Some("Undian".to_owned());
    })
    .await;
    tie(&app).await;
    let mark = Mark {
        contest: 1,
        number: BallotNumber(3),
        value: 1,
    };
    let (slug, manifest, salt) = (TestApp::slug(), app.manifest().await, Hex([9; 32]));
    let alone = credential(120).cast(slug, manifest, 1, Channel::Device, salt, vec![mark]);
    assert_eq!(app.cast(&alone).await.status, StatusCode::CREATED);
    app.set_phase(Phase::Closed).await;
    app.set_phase(Phase::Objection).await;
    let first = archive::result(&app, 11).await;
    peta(&app, "lot", "123456").await.expect("taken");
    let is_new = |it: &Answer| it.json()["size"].as_u64() > Some(first.size);
    app.until(&format!("/archive/{RESULT}"), is_new).await;
    let path = format!("/archive/{SAMPLE}");
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
    let mut archive = Archive::of(&app).await;
    let report = archive.recount().await.expect("it holds");
    assert_eq!((report.sample, report.contests), (None, None));
}
