//! Signed links, the stage between a screen and its remote, enrolment.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use ledger::KioskKey;
use reqwest::{Method, StatusCode};
use serde_json::json;
use store::{Floor as _, Store as _};
use wire::{LinkRole, Phase};

use crate::{
    app::{Answer, TestApp, credential, noon},
    fixture::EDITION,
    floor::{Kiosk, expires, floor, link, token, with_token},
    process::peta,
};

async fn who(app: &TestApp, token: &str) -> Answer {
    with_token(app, Method::GET, "/api/v1/link", token, None).await
}

async fn get(app: &TestApp, path: &str, token: &str) -> Answer {
    with_token(app, Method::GET, path, token, None).await
}

async fn press(app: &TestApp, token: &str, key: &str) -> Answer {
    let body = json!({ "key": key });
    let path = "/api/v1/stage/commands";
    with_token(app, Method::POST, path, token, Some(body)).await
}

async fn publish(app: &TestApp, token: &str, state: serde_json::Value) -> Answer {
    with_token(app, Method::PUT, "/api/v1/stage", token, Some(state)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_from_the_command_line_opens_until_it_is_revoked() {
    let app = floor(1).await;
    let database = app.database();
    let all = ["--database", &database, EDITION];
    let url = ["--public-url", "https://inovasi.example.go.id"];
    let make = async |more: &[&str]| -> String {
        let (done, said) = peta(&[&["link"], more, &all, &url].concat()).await;
        assert!(done, "{said}");
        said.trim().to_owned()
    };
    let screen = make(&["presenter"]).await;
    let token = screen.strip_prefix("https://inovasi.example.go.id/desk#link=");
    let token = token.expect("the screen's page").to_owned();
    let kiosk = make(&["kiosk", "--booth", "Manggar"]).await;
    let tablet = kiosk.strip_prefix("https://inovasi.example.go.id/kiosk#link=");
    let tablet = tablet.expect("the kiosk's page").to_owned();
    // The program has a real clock, which the test's server must not be far off.
    app.set_clock(crate::process::now());
    let answer = who(&app, &token).await.json();
    assert_eq!(
        (&answer["role"], &answer["number"], &answer["edition"]),
        (&json!("presenter"), &json!(1), &json!(EDITION))
    );
    let answer = who(&app, &tablet).await.json();
    assert_eq!(
        (&answer["role"], &answer["booth"]),
        (&json!("kiosk"), &json!("Manggar"))
    );
    app.advance(TimeDelta::days(14) + TimeDelta::minutes(1));
    assert_eq!(who(&app, &token).await.code(), "link_expired");
    app.set_clock(crate::process::now());

    // What waits at a screen ends with its link.
    let waiting = get(&app, "/api/v1/stage?after=0", &token);
    let begun = Instant::now();
    let revoke = async {
        let what = ["link", "revoke", "--reason", "tablet hilang"];
        let (done, said) = peta(&[&what[..], &all, &["1"]].concat()).await;
        assert!(done, "{said}");
    };
    let (ended, ()) = tokio::join!(waiting, revoke);
    assert_eq!(ended.code(), "link_revoked");
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(who(&app, &token).await.code(), "link_revoked");
    assert_eq!(who(&app, &tablet).await.status, StatusCode::OK);
    let (done, said) = peta(&[&["link", "list"], &all[..]].concat()).await;
    assert!(
        done && said.contains("tablet hilang") && said.contains("Manggar"),
        "{said}"
    );
    assert!(!said.contains(&token[..20]), "a token in a list");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_link_of_ours_opens_nothing() {
    let app = floor(1).await;
    let (number, presenter) = link(&app, None).await;
    let wrong = [
        String::new(),
        "x".repeat(103),
        token(LinkRole::Kiosk, number, expires()),
        token(LinkRole::Presenter, number + 1, expires()),
    ];
    for token in &wrong {
        let answer = who(&app, token).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.code(), "link_invalid");
    }
    assert_eq!(app.get("/api/v1/link").await.code(), "link_invalid");
    // A presenter enrols no tablet, and reads no roll.
    assert_eq!(
        get(&app, "/api/v1/roll", &presenter).await.code(),
        "link_invalid"
    );
    let past = token(LinkRole::Presenter, number, noon());
    assert_eq!(who(&app, &past).await.code(), "link_expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_steers_the_screen() {
    let app = floor(1).await;
    let (number, screen) = link(&app, None).await;
    let made = with_token(&app, Method::POST, "/api/v1/stage/remote", &screen, None).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let phone = made.json()["token"].as_str().expect("a token").to_owned();
    assert_eq!(who(&app, &phone).await.json()["role"], "remote");
    assert_eq!(who(&app, &phone).await.json()["number"], number);
    // A phone makes no more of them, and shows nothing.
    let more = with_token(&app, Method::POST, "/api/v1/stage/remote", &phone, None).await;
    assert_eq!(more.code(), "link_invalid");
    assert_eq!(
        publish(&app, &phone, json!({})).await.code(),
        "link_invalid"
    );

    // Pressed before the screen was there: not done when it comes.
    assert_eq!(press(&app, &phone, "next").await.status, StatusCode::OK);
    let begin = get(&app, "/api/v1/stage/commands", &screen).await.json();
    assert_eq!(begin["commands"], json!([]));
    let path = format!("/api/v1/stage/commands?after={}", begin["seq"]);
    let (heard, pressed) = tokio::join!(get(&app, &path, &screen), press(&app, &phone, "reveal:3"));
    assert_eq!(heard.json()["commands"][0]["key"], "reveal:3");
    assert_eq!(heard.json()["seq"], pressed.json()["seq"]);

    let scene = json!({ "scene": "map", "at": [1, 2.5, null] });
    let (shown, published) = tokio::join!(
        get(&app, "/api/v1/stage", &phone),
        publish(&app, &screen, scene.clone())
    );
    assert_eq!(shown.json()["state"], scene);
    assert_eq!(shown.json()["seq"], published.json()["seq"]);

    for key in ["", "Next", "a b", &"x".repeat(41)] {
        assert_eq!(press(&app, &phone, key).await.code(), "malformed_request");
    }
    let large = json!({ "text": "x".repeat(5000) });
    assert_eq!(publish(&app, &screen, large).await.code(), "too_large");
    let mut last = StatusCode::OK;
    for _ in 0..21 {
        last = press(&app, &phone, "next").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_at_a_stage_goes_when_the_server_stops() {
    let app = floor(1).await;
    let (_, screen) = link(&app, None).await;
    let published = publish(&app, &screen, json!({})).await.json();
    let path = format!("/api/v1/stage?after={}", published["seq"]);
    let request = app.request(Method::GET, &path).bearer_auth(&screen);
    let begun = Instant::now();
    let waiting = tokio::spawn(request.send());
    app.stop().await;
    // Either it was waiting, or it came too late to be heard.
    if let Ok(answer) = waiting.await.expect("no panic") {
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    }
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_enrols_one_tablet_and_the_roll_is_for_kiosks() {
    let app = floor(2).await;
    let kiosk = Kiosk::enrol(&app, 1).await;
    let enrol = async |key: &KioskKey, number: u32| -> Answer {
        let body = json!(key.enrol(&TestApp::slug(), number));
        with_token(
            &app,
            Method::POST,
            "/api/v1/kiosks",
            &kiosk.token,
            Some(body),
        )
        .await
    };
    let again = enrol(&kiosk.key, kiosk.number).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(again.json()["booth"], "Manggar");
    let other = KioskKey::from_seed([2; 32]);
    assert_eq!(enrol(&other, kiosk.number).await.code(), "kiosk_taken");
    assert_eq!(enrol(&kiosk.key, 9).await.code(), "bad_signature");

    let roll = get(&app, "/api/v1/roll", &kiosk.token).await;
    let mut keys = [1, 2].map(|it| credential(it).public_key());
    keys.sort_unstable();
    assert_eq!(roll.json()["keys"], json!(keys));
    let request = app
        .request(Method::GET, "/api/v1/roll")
        .bearer_auth(&kiosk.token)
        .header("if-none-match", roll.header("etag"));
    assert_eq!(app.send(request).await.status, StatusCode::NOT_MODIFIED);
}

/// Whoever listens is told, at once or as soon as the server has counted.
async fn booths_are(app: &TestApp, expected: &serde_json::Value, ballots: u64) {
    let mut events = crate::events::Events::listen(app, "").await;
    loop {
        let event = events.next().await;
        if event.json()["booths"] == *expected && event.ballots() == ballots {
            return;
        }
    }
}

/// The booths of the big screen.
#[tokio::test(flavor = "multi_thread")]
async fn turnout_by_booth_goes_with_the_counts() {
    let app = floor(3).await;
    let booth =
        |used: u64, codes: u64| json!([{ "name": "Manggar", "codes": codes, "used": used }]);
    booths_are(&app, &booth(0, 3), 0).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    kiosk.vote(&credential(1), 1, 1);
    kiosk.vote(&credential(1), 2, 2);
    kiosk.send(&app, &kiosk.queue, None).await;
    // Devices are of no booth.
    let device = app.ballot(&credential(9), 1, 1).await;
    assert_eq!(app.cast(&device).await.status, StatusCode::CREATED);
    booths_are(&app, &booth(1, 3), 2).await;

    let slug = TestApp::slug();
    let void = store::Voided::Code(credential(1).public_key());
    let done = app.store.void_codes(&slug, void, "hilang", noon()).await;
    done.expect("void");
    booths_are(&app, &booth(0, 2), 1).await;
    assert_eq!(app.store.links(&slug).await.expect("links").len(), 1);
    app.set_phase(Phase::Closed).await;
}
