//! The embargo: two servers whose voters chose differently must not be told
//! apart by anything that can be read, until the counts may be seen.

use chrono::TimeDelta;
use store::Floor as _;
use wire::{LinkRole, Phase, Visibility};

use crate::{
    app::{Setting, TestApp, credential, noon},
    events::Events,
    fixture, floor,
};

/// Pages, pictures and files; the addresses of the API come from its description.
const PAGES: [&str; 11] = [
    "/",
    "/board",
    "/ballot",
    "/results",
    "/about",
    "/innovations/si-gesit",
    "/nowhere",
    "/og/edition.png",
    "/og/si-gesit.png",
    "/media/gesit.svg",
    "/results?lang=en",
];

/// Everything that can be read, apart from receipts, which say nothing about
/// a choice and are compared by their own test.
async fn addresses(app: &TestApp) -> Vec<String> {
    let described = app.get("/api/v1/openapi.json").await.json();
    let paths = described["paths"].as_object().expect("an object");
    let mut addresses: Vec<String> = paths
        .iter()
        .filter(|(path, methods)| methods.get("get").is_some() && !path.contains("{credential}"))
        .map(|(path, _)| format!("/api/v1{}", path.replace("{slug}", "si-gesit")))
        .collect();
    assert!(addresses.len() >= 10, "{addresses:?}");
    addresses.extend(PAGES.map(String::from));
    addresses
}

/// Figures of the machine and of the moment; the log's size is as public as the log.
const ELSEWHERE: [&str; 6] = [
    "peta_http",
    "peta_refusals",
    "peta_disk",
    "_lag_seconds",
    "peta_log_size",
    "peta_ballots_waiting",
];

/// Body and tag of everything; of the metrics only what is about ballots.
async fn everything(app: &TestApp) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for address in addresses(app).await {
        let mut request = app
            .request(reqwest::Method::GET, &address)
            .header("accept", "text/html, */*");
        if let Some(token) = token(&address) {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.expect("an answer");
        let tag = response
            .headers()
            .get("etag")
            .map(|it| it.to_str().expect("ASCII").to_owned());
        let text = if address.ends_with("/events") {
            Events::of(response).next().await.data
        } else {
            let bytes = response.bytes().await.expect("a whole body");
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let text: String = text
            .replace(&app.url(""), "")
            .lines()
            .filter(|line| ELSEWHERE.iter().all(|it| !line.contains(it)))
            .collect();
        // Absolute addresses differ by the port, and with them the tag of a page.
        let tag = if address.starts_with("/api/") {
            tag.unwrap_or_default()
        } else {
            String::new()
        };
        all.push((address, tag, text));
    }
    all
}

/// What needs a link gets one: a presenter's (1), or a kiosk's (2).
fn token(address: &str) -> Option<String> {
    let path = address.strip_prefix("/api/v1/")?;
    let (role, number) = match path {
        "link" | "stage" | "stage/commands" => (LinkRole::Presenter, 1),
        "roll" => (LinkRole::Kiosk, 2),
        _ => return None,
    };
    Some(floor::token(role, number, floor::expires()))
}

/// Two servers that differ in nothing, each with a screen that shows something.
async fn pair(visibility: Visibility) -> [TestApp; 2] {
    let closes_at = Some(noon() + TimeDelta::hours(2));
    let setting = || Setting {
        contents: fixture::contents(visibility, closes_at),
        ..Setting::default()
    };
    let pair = [
        TestApp::with(setting()).await,
        TestApp::with(setting()).await,
    ];
    for app in &pair {
        let keys = app.store.server_keys(floor::secrets()).await;
        keys.expect("keys");
        let (_, presenter) = floor::link(app, None).await;
        floor::link(app, Some("Manggar")).await;
        let scene = Some(serde_json::json!({ "scene": "map" }));
        let put = reqwest::Method::PUT;
        let shown = floor::with_token(app, put, "/api/v1/stage", &presenter, scene).await;
        assert_eq!(shown.status, 200, "{}", shown.body);
    }
    pair
}

/// Voters by kiosk, with the code of each.
async fn by_kiosk(app: &TestApp, voters: std::ops::Range<u8>, number: u32) {
    let mut kiosk = floor::Kiosk::enrol(app, 1).await;
    for voter in voters {
        kiosk.vote(&credential(voter), 1, number);
    }
    let sent = kiosk.outcomes(app, &kiosk.queue).await;
    assert!(sent.iter().all(|it| *it == wire::EnvelopeOutcome::Stored));
}

/// Who voted at a booth is told, never for what.
#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_and_its_booth_tell_no_choice() {
    let [one, other] = [1, 2].map(|_| floor::floor_of(9, Visibility::Hidden));
    let (one, other) = (one.await, other.await);
    for (app, number) in [(&one, 1), (&other, 2)] {
        let (_, presenter) = floor::link(app, None).await;
        floor::link(app, Some("Manggar")).await;
        let scene = Some(serde_json::json!({ "scene": "turnout" }));
        let put = reqwest::Method::PUT;
        floor::with_token(app, put, "/api/v1/stage", &presenter, scene).await;
        by_kiosk(app, 1..6, number).await;
        floor::counted(app, 5).await;
    }
    assert_eq!(everything(&one).await, everything(&other).await);
    let told = everything(&one).await;
    let events = told.iter().find(|it| it.0 == "/api/v1/events");
    assert!(
        events.is_some_and(|it| it.2.contains("\"used\":5")),
        "{events:?}"
    );
}

async fn cast(app: &TestApp, voters: std::ops::Range<u8>, number: u32) {
    for voter in voters {
        let answer = app
            .cast(&app.ballot(&credential(voter), 1, number).await)
            .await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_counts_can_not_be_read_anywhere() {
    let [one, other] = pair(Visibility::Hidden).await;
    for (app, number) in [(&one, 1), (&other, 2)] {
        cast(app, 1..6, number).await;
        app.until("/api/v1/standings", |it| it.json()["ballots"] == 5)
            .await;
    }
    assert_eq!(everything(&one).await, everything(&other).await);

    // And the same comparison sees the difference once it may.
    for app in [&one, &other] {
        app.set_phase(Phase::Closed).await;
        app.until("/api/v1/standings", |it| {
            it.json()["disclosure"] == "complete"
        })
        .await;
    }
    differ(&one, &other).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frozen_counts_stand_still_everywhere() {
    let [one, other] = pair(Visibility::Frozen { minutes: 60 }).await;
    for (app, number) in [(&one, 1), (&other, 2)] {
        cast(app, 1..4, 1).await;
        app.set_clock(noon() + TimeDelta::minutes(61));
        // One of the two has more ballots in the freeze: not even that is told.
        cast(app, 4..u8::try_from(5 + number).expect("small"), number).await;
        // With the clock before the freeze all are shown: so all are counted.
        app.set_clock(noon());
        app.until("/api/v1/standings", |it| it.json()["ballots"] == 4 + number)
            .await;
        app.set_clock(noon() + TimeDelta::minutes(61));
        app.until("/api/v1/standings", |it| {
            it.json()["disclosure"] == "frozen"
        })
        .await;
    }
    assert_eq!(one.standings().await.json()["ballots"], 3);
    assert_eq!(everything(&one).await, everything(&other).await);

    for app in [&one, &other] {
        app.set_phase(Phase::Closed).await;
        app.until("/api/v1/standings", |it| {
            it.json()["disclosure"] == "complete"
        })
        .await;
    }
    differ(&one, &other).await;
}

/// The paths that show counts show different ones now.
async fn differ(one: &TestApp, other: &TestApp) {
    let (one, other) = (everything(one).await, everything(other).await);
    for address in ["/api/v1/standings", "/api/v1/standings.csv", "/results"] {
        let of = |all: &[(String, String, String)]| {
            all.iter()
                .find(|(it, ..)| it == address)
                .map(|(.., text)| text.clone())
        };
        assert_ne!(of(&one), of(&other), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_says_nothing_about_the_choice() {
    let [one, other] = pair(Visibility::Hidden).await;
    let mut members = Vec::new();
    for (app, number) in [(&one, 1), (&other, 2)] {
        cast(app, 1..2, number).await;
        let receipt = app.receipt(&credential(1)).await.json();
        let mut receipt = receipt.as_object().expect("an object").clone();
        // A hash over the sealed entry: it hides the choice behind the salt.
        assert!(receipt.remove("ballot").is_some());
        // A signature over that hash.
        assert!(receipt.remove("promise").is_some());
        members.push(receipt);
    }
    assert_eq!(members[0], members[1]);
}
