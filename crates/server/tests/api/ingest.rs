//! `peta ingest`: queues that come as files or as QR codes.

use std::path::Path;

use chrono::TimeDelta;
use ledger::Frame;
use store::Floor as _;
use wire::Phase;

use crate::{
    app::{TestApp, credential},
    fixture::EDITION,
    floor::{Kiosk, counted, floor_until},
    process::{now, peta},
};

async fn ingest(app: &TestApp, more: &[&str]) -> (bool, String) {
    let database = app.database();
    peta(&[&["ingest", "--database", &database, EDITION], more].concat()).await
}

fn frames(kiosk: &Kiosk) -> Vec<String> {
    let head = (!kiosk.queue.is_empty()).then(|| kiosk.head());
    Frame::series(&TestApp::slug(), kiosk.number, kiosk.queue.clone(), head)
        .iter()
        .map(Frame::to_string)
        .collect()
}

fn write(folder: &Path, name: &str, lines: &[String]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, lines.join("\n")).expect("a file");
    path.display().to_string()
}

/// An edition that is open by the program's clock too, which is a real one.
async fn today(codes: u8) -> TestApp {
    floor_until(codes, now() + TimeDelta::days(1)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_tablets_queue_is_recovered_from_its_file() {
    let app = today(5).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    for code in 1..=5 {
        kiosk.vote(&credential(code), 1, 1);
    }
    // One of them had a network once.
    kiosk.send(&app, &kiosk.queue[1..2], None).await;
    let slug = TestApp::slug();
    let revoked = app.store.revoke_link(&slug, kiosk.number, "hilang", now());
    revoked.await.expect("a link");

    let folder = tempfile::tempdir().expect("a folder");
    let mut lines = frames(&kiosk);
    assert!(lines.iter().all(|it| it.len() <= 1000));
    // A torn line, one that is something else, and QR codes in any order.
    lines[3] = lines[3].replace('A', "B");
    lines.reverse();
    lines.insert(2, "belanja: telur, minyak".to_owned());
    let file = write(folder.path(), "antrean.txt", &lines);
    let (done, said) = ingest(&app, &[&file]).await;
    assert!(!done && said.contains("--revoked"), "{said}");
    counted(&app, 1).await;

    let (done, said) = ingest(&app, &[&file, "--revoked"]).await;
    assert!(!done, "{said}");
    assert!(said.contains(&format!("{file}:3: not a frame")), "{said}");
    assert!(said.contains(&format!("{file}:4: damaged")), "{said}");
    assert!(
        said.contains("3 stored, 1 same, 0 paper, 0 late, 0 refused"),
        "{said}"
    );
    assert!(said.contains("never came: 4"), "{said}");
    counted(&app, 4).await;

    // The line that was torn, read once more.
    let file = write(folder.path(), "lagi.txt", &frames(&kiosk));
    let (done, said) = ingest(&app, &[&file, "--revoked"]).await;
    assert!(done && said.contains("1 stored, 4 same"), "{said}");
    counted(&app, 5).await;
    let (done, said) = ingest(&app, &[&file, "--revoked"]).await;
    assert!(done && said.contains("0 stored, 5 same"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_as_text_before_the_close_lets_the_queue_count_after_it() {
    let app = today(4).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    for code in 1..=4 {
        kiosk.vote(&credential(code), 1, 1);
    }
    let head = Frame::series(
        &TestApp::slug(),
        kiosk.number,
        Vec::new(),
        Some(kiosk.head_at(3)),
    );
    let (done, said) = ingest(&app, &["--head", &head[0].to_string()]).await;
    assert!(done && said.contains("while voting is open"), "{said}");
    app.set_phase(Phase::Closed).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(folder.path(), "antrean.txt", &frames(&kiosk));
    let (done, said) = ingest(&app, &[&file]).await;
    assert!(done, "{said}");
    assert!(said.contains("it proves nothing"), "{said}");
    assert!(
        said.contains("3 stored, 0 same, 0 paper, 1 late, 0 refused"),
        "{said}"
    );
    counted(&app, 3).await;
    let database = app.database();
    let (done, said) = peta(&["check", "--database", &database]).await;
    assert!(
        done && said.contains("1 came too late and do not count"),
        "{said}"
    );
    let (done, said) = peta(&["link", "list", "--database", &database, EDITION]).await;
    assert!(done && said.contains("1 came too late"), "{said}");
}

/// Nobody chooses, with the result in view, what of a queue arrives.
#[tokio::test(flavor = "multi_thread")]
async fn after_the_close_a_queue_counts_whole_or_by_the_operators_word() {
    let app = today(3).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    for code in 1..=3 {
        kiosk.vote(&credential(code), 1, 1);
    }
    kiosk.send(&app, &[], Some(kiosk.head())).await;
    app.set_phase(Phase::Closed).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut some = frames(&kiosk);
    some.remove(1);
    let file = write(folder.path(), "antrean.txt", &some);
    let (done, said) = ingest(&app, &[&file]).await;
    assert!(
        done && said.contains("0 stored, 0 same, 0 paper, 2 late"),
        "{said}"
    );
    assert_eq!(app.standings().await.json()["ballots"], 0);
    let (done, said) = ingest(&app, &[&file, "--incomplete"]).await;
    // The first is proven by nothing: what leads from the head to it is lost.
    assert!(done && said.contains("1 late, 0 refused"), "{said}");
    counted(&app, 1).await;
    // The rest is found after all.
    let file = write(folder.path(), "sisa.txt", &frames(&kiosk)[1..2]);
    let (done, said) = ingest(&app, &[&file]).await;
    assert!(done, "{said}");
    counted(&app, 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_of_others_and_empty_input_are_named() {
    let app = today(1).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    kiosk.vote(&credential(1), 1, 1);
    let other = Frame::series(&"lain".into(), kiosk.number, kiosk.queue.clone(), None);
    let stranger = Frame::series(&TestApp::slug(), 77, kiosk.queue.clone(), None);
    let (done, said) = ingest(&app, &["--head", &other[0].to_string()]).await;
    assert!(!done && said.contains("another edition"), "{said}");
    let (done, said) = ingest(&app, &["--head", &stranger[0].to_string()]).await;
    assert!(!done && said.contains("kiosk 77 is not one"), "{said}");
    let (done, said) = ingest(&app, &[]).await;
    assert!(!done && said.contains("nothing to feed in"), "{said}");
    let (done, said) = ingest(&app, &["/no/such/file"]).await;
    assert!(!done && said.contains("can't read /no/such/file"), "{said}");
}
