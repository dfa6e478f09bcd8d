//! The steps after the vote: each says in numbers what it does, and asks.

use chrono::TimeDelta;
use reqwest::StatusCode;

use crate::{
    app::{Setting, TestApp, credential},
    fixture::{self, EDITION},
    folder::Folder,
    process::{now, peta},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_final_only_after_people_could_object() {
    let folder = Folder::new();
    folder.hours(
        None,
        Some(now() + TimeDelta::minutes(43) + TimeDelta::seconds(30)),
    );
    let (done, said) = folder.import().await;
    assert!(done, "{said}");
    let slug = folder.slug().to_owned();
    let (done, said) = folder.phase("voting").await;
    assert!(done, "{said}");

    let (done, said) = folder.run(&["phase"], &[&slug, "closed"]).await;
    assert!(!done && said.contains(&format!("--yes {slug}")), "{said}");
    for part in [
        "0 ballots",
        "nobody has voted",
        "until ",
        "WIB, in 43 minutes",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(folder.is_in().await, "voting");
    let (done, said) = folder.phase("ditutup").await;
    assert!(done && said.contains(": closed"), "{said}");

    // In one command, by one mistyped word: never.
    for word in ["final", "penetapan", "archived"] {
        let (done, said) = folder.phase(word).await;
        assert!(!done, "{word}: {said}");
        assert_eq!(folder.is_in().await, "closed");
    }
    let (_, said) = folder.phase("final").await;
    assert!(
        said.contains(&format!("peta phase {slug} objection")),
        "{said}"
    );
    let (done, said) = folder.phase("masa_sanggah").await;
    assert!(done && said.contains("for 3 days, until "), "{said}");
    let (done, said) = folder.phase("final").await;
    assert!(!done && said.contains("people may object until"), "{said}");
    assert!(said.contains("WIB, in 2 days"), "{said}");
    assert_eq!(folder.is_in().await, "objection");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_may_say_that_there_are_no_objections() {
    let folder = Folder::new();
    folder.settings("[voting]\n", "[voting]\nobjection_days = 0\n");
    let (done, said) = folder.import().await;
    assert!(done, "{said}");
    for phase in ["voting", "closed", "final", "arsip"] {
        let (done, said) = folder.phase(phase).await;
        assert!(done, "{phase}: {said}");
    }
    assert_eq!(folder.is_in().await, "archived");
    let (done, said) = folder.phase("final").await;
    assert!(!done && said.contains("final already"), "{said}");
}

/// Numbers of the close are those of the database.
#[tokio::test(flavor = "multi_thread")]
async fn the_close_says_how_many_have_voted_by_channel() {
    let setting = Setting {
        contents: fixture::contents(wire::Visibility::Hidden, None),
        ..Setting::default()
    };
    let app = TestApp::with(setting).await;
    for seed in 1..=3 {
        let ballot = app.ballot(&credential(seed), 1, 1).await;
        assert_eq!(app.cast(&ballot).await.status, StatusCode::CREATED);
    }
    let again = app.ballot(&credential(1), 2, 2).await;
    assert_eq!(app.cast(&again).await.status, StatusCode::CREATED);
    let url = app.database();
    let look = ["phase", "--database", &url, EDITION, "closed", "--dry-run"];
    let (done, said) = peta(&look).await;
    assert!(done, "{said}");
    assert!(
        said.contains("3 ballots") && said.contains("3  device"),
        "{said}"
    );
    assert!(said.contains("no closing hour was announced"), "{said}");
    let (done, said) = peta(&["status", "--database", &url]).await;
    assert!(done && said.contains("ballots      3: device 3"), "{said}");
    assert!(
        said.contains("phase        voting since 2026-08-08 12:00 WIB"),
        "{said}"
    );
}
