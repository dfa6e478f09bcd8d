//! The clock: what opens and closes by the hour, without a restart, and how
//! an app that stays open hears of it.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use wire::{Contents, Phase, Visibility};

use crate::{
    app::{Answer, Setting, TestApp, noon},
    fixture, process,
};

/// Open from one o'clock to two.
fn hours() -> Contents {
    let mut contents = fixture::contents(Visibility::Live, Some(noon() + TimeDelta::hours(2)));
    contents.edition.voting_opens_at = Some(noon() + TimeDelta::hours(1));
    contents
}

/// The word for the gate in a page.
fn gate(page: &Answer) -> &str {
    let (_, rest) = page.body.split_once("data-gate=\"").expect("a phase line");
    rest.split_once('"').expect("its end").0
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_turn_over_when_the_hour_strikes() {
    let app = TestApp::with(Setting {
        contents: hours(),
        ..Setting::default()
    })
    .await;
    for (minutes, word) in [
        (0, "not-yet"),
        (59, "not-yet"),
        (60, "open"),
        (119, "open"),
        (120, "over"),
    ] {
        app.set_clock(noon() + TimeDelta::minutes(minutes));
        for path in ["/", "/board", "/results", "/about", "/innovations/si-gesit"] {
            let page = app.get(path).await;
            assert_eq!(gate(&page), word, "{path} minute {minutes}");
        }
    }
    // Clocks are set back too.
    app.set_clock(noon() + TimeDelta::minutes(90));
    assert_eq!(gate(&app.get("/").await), "open");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_of_the_old_page_gets_the_new_one_and_not_a_304() {
    let app = TestApp::with(Setting {
        contents: hours(),
        ..Setting::default()
    })
    .await;
    let ask = async |tag: &str| {
        let request = app.request(reqwest::Method::GET, "/");
        app.send(request.header("if-none-match", tag)).await
    };
    let before = app.get("/").await;
    let tag = before.header("etag");
    assert_eq!(ask(tag).await.status, 304);
    app.set_clock(noon() + TimeDelta::hours(1));
    let after = ask(tag).await;
    assert_eq!((after.status.as_u16(), gate(&after)), (200, "open"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_tells_the_time_of_its_request() {
    let app = TestApp::start().await;
    for (path, status) in [
        ("/", 200),
        ("/board", 200),
        ("/ballot", 200),
        ("/results", 200),
        ("/about", 200),
        ("/innovations/si-gesit", 200),
        ("/nowhere", 404),
    ] {
        app.set_clock(noon());
        let request = |tag: &str| {
            let request = app.request(reqwest::Method::GET, path);
            let request = request.header("accept", "text/html");
            app.send(request.header("if-none-match", tag.to_owned()))
        };
        let first = request("\"none\"").await;
        assert_eq!(first.status, status, "{path}");
        assert_eq!(timing(&first), noon(), "{path}");
        let later = noon() + TimeDelta::seconds(90);
        app.set_clock(later);
        let again = request(first.header("etag")).await;
        assert_eq!(again.status, 304, "{path}");
        assert_eq!(timing(&again), later, "{path}");
    }
}

fn timing(answer: &Answer) -> DateTime<Utc> {
    let header = answer.header("server-timing");
    let millis = header
        .strip_prefix("now;dur=")
        .and_then(|it| it.parse().ok());
    DateTime::from_timestamp_millis(millis.expect(header)).expect("a moment")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_tells_time_phase_and_rules_and_is_never_kept() {
    let app = TestApp::with(Setting {
        phase: Phase::Verification,
        ..Setting::default()
    })
    .await;
    let read = async || {
        let answer = app.get("/api/v1/clock").await;
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("etag"), "");
        answer
    };
    let before = read().await;
    assert_eq!(before.json()["manifest"], serde_json::Value::Null);
    let clock: wire::Clock = serde_json::from_str(&before.body).expect("what the app reads");
    assert_eq!((clock.now, clock.phase), (noon(), Phase::Verification));

    app.set_phase(Phase::Voting).await;
    app.set_clock(noon() + TimeDelta::milliseconds(1234));
    let after = app
        .until("/api/v1/clock", |it| it.json()["phase"] == "voting")
        .await;
    let clock: wire::Clock = serde_json::from_str(&after.body).expect("what the app reads");
    assert_eq!(clock.now, noon() + TimeDelta::milliseconds(1234));
    assert_eq!(clock.manifest, Some(app.manifest().await));
}

/// The program with the clock of this machine: it opens and closes while it runs.
#[tokio::test(flavor = "multi_thread")]
async fn a_running_server_opens_and_closes_by_itself() {
    let opens_at = process::now() + TimeDelta::seconds(3);
    let closes_at = opens_at + TimeDelta::seconds(5);
    let mut contents = fixture::contents(Visibility::Live, Some(closes_at));
    contents.edition.voting_opens_at = Some(opens_at);
    let (_folder, url, manifest) = process::database_of(&contents).await;
    let (server, address) = process::serve(&url).await;
    let client = reqwest::Client::new();
    let home = async || {
        let page = client.get(format!("{address}/")).send().await;
        let page = page.expect("an answer").text().await.expect("a body");
        let (_, rest) = page.split_once("data-gate=\"").expect("a phase line");
        rest.split_once('"').expect("its end").0.to_owned()
    };
    let cast = async |number: u32| {
        let ballot = process::ballot(number, manifest);
        let cast = client.post(format!("{address}/api/v1/ballots"));
        cast.json(&ballot).send().await.expect("an answer").status()
    };
    let until = async |word: &str| {
        let waiting = async {
            while home().await != word {
                tokio::task::yield_now().await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(20), waiting).await;
        waited.expect(word);
    };
    let before = (home().await, cast(1).await.as_u16());
    // A machine under load may have needed all that time to get here.
    if process::now() < opens_at {
        assert_eq!(before, ("not-yet".to_owned(), 403));
    }
    until("open").await;
    assert_eq!(cast(2).await, 201);
    until("over").await;
    assert_eq!(cast(3).await, 403);
    // What was stored is confirmed also after the close.
    assert_eq!(cast(2).await, 200);
    process::stop(server).await;
}
