//! Limits around voting codes: wrong ones slow the device that tries them,
//! right ones are never slowed, and a whole hall is one address.

use std::sync::Arc;

use chrono::TimeDelta;
use ledger::Credential;
use reqwest::{Method, StatusCode};
use server::Allowance;
use store::{Store as _, Voided};
use tokio::task::JoinSet;
use wire::{Ballot, BallotNumber, Channel, Hash, Hex, Mark, Phase, PublicKey};

use crate::app::{self, Answer, Setting, TestApp};

/// As `peta serve` has it where nobody says otherwise.
const NETWORK: Allowance = Allowance {
    burst: 20_000,
    period: 600,
};

/// A voter by number; codes and wrong codes are told apart by `made`.
fn voter(number: u16, made: bool) -> Credential {
    let mut seed = [u8::from(made); 32];
    seed[..2].copy_from_slice(&number.to_be_bytes());
    Credential::from_seed(seed)
}

/// A server with so many active codes, and voting open.
async fn with_codes(codes: u16, network: Option<Allowance>) -> TestApp {
    let app = TestApp::with(Setting {
        phase: Phase::Preparing,
        network,
        ..Setting::default()
    })
    .await;
    let keys: Vec<PublicKey> = (0..codes).map(|it| voter(it, true).public_key()).collect();
    let (edition, now) = (TestApp::slug(), app::noon());
    let batch = app.store.add_codes(&edition, "A", &keys, now).await;
    app.open().await;
    let batch = batch.expect("a batch");
    let active = app.store.activate_codes(&edition, batch, now).await;
    active.expect("active");
    app
}

async fn ask(app: &TestApp, who: &Credential, cookie: &str) -> Answer {
    let path = format!("/api/v1/codes/{}", who.public_key());
    let request = app.request(Method::GET, &path);
    app.send(request.header("cookie", cookie)).await
}

fn ballot(who: &Credential, manifest: Hash) -> Ballot {
    let marks = vec![Mark {
        contest: 0,
        number: BallotNumber(1),
        value: 1,
    }];
    who.cast(
        TestApp::slug(),
        manifest,
        1,
        Channel::Code,
        Hex([9; 32]),
        marks,
    )
}

/// The pair that a browser would send back.
fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie");
    assert!(set.starts_with("peta_guess="), "{set:?}");
    assert!(set.contains("; HttpOnly; SameSite=Strict"), "{set:?}");
    set.split(';').next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_says_what_it_may_do_and_nothing_else() {
    let app = with_codes(2, None).await;
    let one = voter(0, true);
    let answer = ask(&app, &one, "").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body, r#"{"state":"active","seq":null}"#);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("set-cookie"), "");
    let manifest = app.manifest().await;
    assert_eq!(app.cast(&ballot(&one, manifest)).await.status, 201);
    let answer = ask(&app, &one, "").await;
    assert_eq!(answer.body, r#"{"state":"active","seq":1}"#);
    let what = Voided::Code(one.public_key());
    let edition = TestApp::slug();
    let void = app.store.void_codes(&edition, what, "hilang", app::noon());
    void.await.expect("void");
    assert_eq!(ask(&app, &one, "").await.json()["state"], "void");
    let answer = ask(&app, &voter(0, false), "").await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (404, "code_unknown")
    );
    let answer = app.get("/api/v1/codes/K7QM3XWD9TRA5HJ2").await;
    assert_eq!(answer.code(), "malformed_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_wrong_codes_slow_that_device_alone() {
    let app = with_codes(2, Some(NETWORK)).await;
    let first = ask(&app, &voter(0, false), "").await;
    assert_eq!(first.status, 404);
    let device = cookie(&first);
    for number in 1..20 {
        let answer = ask(&app, &voter(number, false), &device).await;
        assert_eq!(answer.status, 404, "{number}");
        assert_eq!(answer.header("set-cookie"), "");
    }
    let stopped = ask(&app, &voter(20, false), &device).await;
    assert_eq!(
        (stopped.status.as_u16(), stopped.code().as_str()),
        (429, "too_many_requests")
    );
    assert_eq!(stopped.header("retry-after"), "3");
    // It would not learn of a right one either.
    assert_eq!(ask(&app, &voter(0, true), &device).await.status, 429);
    // The others in the hall have the same address: one without a cookie, one
    // with a cookie of its own, and one that casts.
    assert_eq!(ask(&app, &voter(0, true), "").await.status, 200);
    let other = cookie(&ask(&app, &voter(21, false), "").await);
    assert_ne!(other, device);
    assert_eq!(ask(&app, &voter(22, false), &other).await.status, 404);
    assert_eq!(ask(&app, &voter(1, true), &other).await.status, 200);
    let manifest = app.manifest().await;
    let cast = app.cast(&ballot(&voter(0, true), manifest)).await;
    assert_eq!(cast.status, 201);

    app.advance(TimeDelta::seconds(60));
    assert_eq!(ask(&app, &voter(0, true), &device).await.status, 200);
    assert_eq!(ask(&app, &voter(20, false), &device).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn right_codes_do_not_count_and_casts_are_tries_too() {
    let app = with_codes(60, Some(NETWORK)).await;
    let manifest = app.manifest().await;
    let wrong = |number| ballot(&voter(number, false), manifest);
    let refused = app.cast(&wrong(0)).await;
    assert_eq!(
        (refused.status.as_u16(), refused.code().as_str()),
        (403, "channel_closed")
    );
    let device = cookie(&refused);
    // A tablet that reads one right code after the other.
    for number in 0..60 {
        let who = voter(number, true);
        assert_eq!(ask(&app, &who, &device).await.status, 200, "{number}");
        let cast = app.cast_from(&ballot(&who, manifest), Some(&device)).await;
        assert_eq!(cast.status, 201, "{number}");
    }
    for number in 1..20 {
        let cast = app.cast_from(&wrong(number), Some(&device)).await;
        assert_eq!(cast.code(), "channel_closed", "{number}");
    }
    let stopped = app.cast_from(&wrong(20), Some(&device)).await;
    assert_eq!(stopped.code(), "too_many_requests");
    // One count for both ways.
    assert_eq!(ask(&app, &voter(21, false), &device).await.status, 429);
}

/// Whoever drops the cookie gets as far as the breaker lets the network, and
/// nobody with a right code notices.
#[tokio::test(flavor = "multi_thread")]
async fn dropped_cookies_lead_to_the_breaker_and_slow_nobody() {
    let network = Some(Allowance {
        burst: 30,
        period: 600,
    });
    let app = with_codes(20, network).await;
    for number in 0..30 {
        let answer = ask(&app, &voter(number, false), "").await;
        assert_eq!(answer.status, 404, "{number}");
    }
    let made_up = format!("peta_guess={}", Hex([5; 16]));
    for cookie in ["", &made_up] {
        let answer = ask(&app, &voter(30, false), cookie).await;
        assert_eq!(answer.code(), "too_many_requests");
        assert_eq!(answer.header("set-cookie"), "");
    }
    let manifest = app.manifest().await;
    for number in 0..20 {
        let who = voter(number, true);
        assert_eq!(ask(&app, &who, "").await.status, 200, "{number}");
        assert_eq!(app.cast(&ballot(&who, manifest)).await.status, 201);
    }
}

/// Asks for a code and casts with it; some mistype first, and are no less honest.
async fn honest(app: Arc<TestApp>, manifest: Hash, number: u16) {
    let who = voter(number, true);
    if number.is_multiple_of(10) {
        assert_eq!(ask(&app, &voter(number, false), "").await.status, 404);
    }
    let known = ask(&app, &who, "").await;
    assert_eq!(known.status, 200, "{number}: {}", known.body);
    let cast = app.cast(&ballot(&who, manifest)).await;
    assert_eq!(cast.status, 201, "{number}: {}", cast.body);
}

/// A hall: 2,000 people, one address, ten minutes.
#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_honest_voters_of_one_hall_are_all_served() {
    const VOTERS: u16 = 2000;
    const AT_ONCE: u16 = 50;
    let app = Arc::new(with_codes(VOTERS, Some(NETWORK)).await);
    let manifest = app.manifest().await;
    for begin in (0..VOTERS).step_by(AT_ONCE.into()) {
        let hall: JoinSet<()> = (begin..begin + AT_ONCE)
            .map(|number| honest(Arc::clone(&app), manifest, number))
            .collect();
        hall.join_all().await;
        app.advance(TimeDelta::seconds(
            600 * i64::from(AT_ONCE) / i64::from(VOTERS),
        ));
    }
    let standings = app
        .until("/api/v1/standings", |it| it.json()["ballots"] == VOTERS)
        .await;
    assert_eq!(standings.json()["replaced"], 0);
    let channels = &standings.json()["channels"];
    assert!(
        channels
            .as_array()
            .expect("channels")
            .iter()
            .any(|it| it["channel"] == "code" && it["ballots"] == VOTERS),
        "{channels}"
    );
}
