//! The queue of a kiosk: sent in any order, again and again, too late, from a
//! tablet that was lost.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use store::{Floor as _, Store as _};
use wire::{Channel, EnvelopeOutcome, Phase, ProblemCode};

use crate::{
    app::{TestApp, credential, noon},
    floor::{Kiosk, counted, floor},
};
use EnvelopeOutcome::{Late, Refused, Same, Stored};

/// A code's ballot by phone.
pub(crate) async fn by_phone(
    app: &TestApp,
    code: u8,
    seq: u16,
    number: u32,
) -> (StatusCode, String) {
    let key = credential(code);
    let mark = wire::Mark {
        contest: 0,
        number: wire::BallotNumber(number),
        value: 1,
    };
    let salt = wire::Hex([9; 32]);
    let manifest = app.manifest().await;
    let ballot = key.cast(
        TestApp::slug(),
        manifest,
        seq,
        Channel::Code,
        salt,
        vec![mark],
    );
    let answer = app.cast(&ballot).await;
    (answer.status, answer.body)
}

async fn votes(app: &TestApp, number: u32) -> u64 {
    let standings = app.standings().await.json();
    let rows = standings["contests"][0]["rows"].as_array().expect("rows");
    let row = rows
        .iter()
        .find(|it| it["number"] == number)
        .expect("a row");
    row["votes"].as_u64().expect("a number")
}

/// Of when a kiosk's last voter was there, nobody is told who is not the kiosk.
#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_learns_nothing_of_a_queue_and_can_not_fill_the_disk() {
    let app = floor(3).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    kiosk.vote(&credential(1), 1, 1);
    let told = kiosk.send(&app, &kiosk.queue, Some(kiosk.head())).await;
    assert_eq!(told.head.map(|it| it.index), Some(1));
    let told = kiosk.send(&app, &[], None).await;
    assert_eq!((told.results.len(), told.head), (0, None));
    let stranger = ledger::KioskKey::from_seed([9; 32]);
    let forged = stranger.head(
        &TestApp::slug(),
        kiosk.number,
        1,
        kiosk.hash(&kiosk.queue[0]),
    );
    let told = kiosk.send(&app, &[], Some(forged)).await;
    assert_eq!(
        (told.head, told.head_code),
        (None, Some(ProblemCode::BadSignature))
    );
    let mut far = kiosk.queue[0].clone();
    far.index = ledger::MAX_ENVELOPES + 1;
    let told = kiosk.send(&app, &[far], None).await;
    assert_eq!(
        (told.results[0].outcome, told.results[0].code),
        (Refused, Some(ProblemCode::TooLarge))
    );
    let told = kiosk.send(&app, &[], Some(kiosk.head())).await;
    assert_eq!(told.head.map(|it| it.index), Some(1));
}

/// A kiosk gives each ballot a higher seq than all that it has sent.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_ballot_of_a_busy_kiosk_counts_and_a_phone_goes_on_from_there() {
    let app = floor(3).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    let last = u16::try_from(ledger::MAX_ENVELOPES).expect("a seq");
    kiosk.vote(&credential(1), last, 1);
    let delivered = kiosk.send(&app, &kiosk.queue, None).await;
    assert_eq!(delivered.results[0].outcome, Stored);
    counted(&app, 1).await;
    let (status, body) = by_phone(&app, 1, last + 1, 2).await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    let (status, body) = by_phone(&app, 1, 32_001, 2).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn kiosk_then_phone_replaces_and_adds_none() {
    let app = floor(2).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    kiosk.vote(&credential(1), 1, 1);
    let sent = kiosk.send(&app, &kiosk.queue, Some(kiosk.head())).await;
    assert_eq!(sent.results[0].outcome, Stored);
    let receipt = sent.results[0].receipt.as_ref().expect("a receipt");
    assert_eq!((receipt.channel, receipt.seq), (Channel::Kiosk, 1));
    assert!(sent.head.is_some_and(|it| it.index == 1 && it.in_time));
    counted(&app, 1).await;
    assert_eq!((votes(&app, 1).await, votes(&app, 2).await), (1, 0));

    // The same seq with other bytes is no second vote, a higher one replaces.
    assert_eq!(by_phone(&app, 1, 1, 2).await.0, StatusCode::CONFLICT);
    assert_eq!(by_phone(&app, 1, 2, 2).await.0, StatusCode::CREATED);
    app.until("/api/v1/standings", |it| it.json()["replaced"] == 1)
        .await;
    assert_eq!((votes(&app, 1).await, votes(&app, 2).await), (0, 1));
    let standings = app.standings().await.json();
    assert_eq!(
        standings["channels"],
        serde_json::json!([{ "channel": "code", "ballots": 1 }])
    );
    // Only enrolled kiosks have that channel.
    for channel in [Channel::Kiosk, Channel::Paper] {
        let mut ballot = app.ballot(&credential(2), 1, 1).await;
        ballot.channel = channel;
        assert_eq!(app.cast(&ballot).await.code(), "channel_closed");
    }
}

/// Captured envelopes, replayed a thousand times in any order, by the same
/// tablet, as another one's, and after the close: none extra.
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_replays_add_nothing() {
    let app = floor(20).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    let mut other = Kiosk::enrol(&app, 2).await;
    for code in 1..=20 {
        kiosk.vote(&credential(code), 1, 1 + u32::from(code) % 2);
        // The other tablet was given the same ballots.
        other.vote(&credential(code), 1, 1 + u32::from(code) % 2);
    }
    let mut dice = 1_u64;
    let mut shuffled = |queue: &[wire::Envelope]| -> Vec<wire::Envelope> {
        let mut all = queue.to_vec();
        for at in (1..all.len()).rev() {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            all.swap(at, usize::try_from(dice >> 33).expect("small") % (at + 1));
        }
        all
    };
    let mut sent = 0;
    for round in 0..50 {
        if round == 40 {
            app.advance(TimeDelta::hours(3));
        }
        if round == 45 {
            app.set_phase(Phase::Closed).await;
        }
        let queue = shuffled(&kiosk.queue);
        let expected = if round == 0 { Stored } else { Same };
        assert_eq!(kiosk.outcomes(&app, &queue).await, vec![expected; 20]);
        sent += queue.len();
        // As the other's: they are not signed by it.
        let captured = other.send(&app, &queue, None).await;
        let refused = |it: &wire::EnvelopeResult| it.code == Some(ProblemCode::BadSignature);
        assert!(captured.results.iter().all(refused));
        // What the other has sealed itself are the same ballots.
        if round < 40 {
            let own = shuffled(&other.queue);
            assert_eq!(other.outcomes(&app, &own).await, vec![Same; 20]);
        }
    }
    assert_eq!(sent, 1000);
    counted(&app, 20).await;
    assert_eq!((votes(&app, 1).await, votes(&app, 2).await), (10, 10));
    let stored = app.store.ballots_after(&TestApp::slug(), 0, 100).await;
    assert_eq!(stored.expect("ballots").len(), 20);
    assert!(app.store.check().await.expect("a report").is_sound());
}

/// A head that was logged before the close counts, whatever comes when; what
/// comes behind it is late, listed, and not counted.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_behind_a_head_counts_after_the_close_and_the_rest_is_late() {
    let app = floor(6).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    for code in 1..=6 {
        kiosk.vote(&credential(code), 1, 1);
    }
    let sent = kiosk.send(&app, &[], Some(kiosk.head_at(4))).await;
    assert!(sent.head.is_some_and(|it| it.index == 4 && it.in_time));
    app.advance(TimeDelta::hours(2));
    assert_eq!(by_phone(&app, 6, 1, 1).await.0, StatusCode::FORBIDDEN);
    // The head of the whole queue comes too late, and so do the last two.
    let queue = &kiosk.queue;
    let late = kiosk.send(&app, &queue[4..], Some(kiosk.head())).await;
    assert!(late.results.iter().all(|it| it.outcome == Late));
    assert!(late.head.is_some_and(|it| it.index == 6 && !it.in_time));
    // In an order in which the proof comes last.
    for (index, expected) in [(0, Late), (2, Late), (1, Late)] {
        let outcomes = kiosk.outcomes(&app, &queue[index..=index]).await;
        assert_eq!(outcomes, [expected], "{index}");
    }
    app.set_phase(Phase::Closed).await;
    assert_eq!(kiosk.outcomes(&app, &queue[3..4]).await, [Stored]);
    // The three before it are stored by that too.
    counted(&app, 4).await;
    let mut again = queue.clone();
    again.reverse();
    let outcomes = kiosk.outcomes(&app, &again).await;
    assert_eq!(outcomes, [Late, Late, Same, Same, Same, Same]);
    let listed = app.store.queues(&TestApp::slug()).await.expect("queues");
    assert_eq!((listed[0].stored, listed[0].late), (4, 2));
    // Until the result is final, and not for longer.
    app.set_phase(Phase::Final).await;
    app.until("/api/v1/edition", |it| it.json()["phase"] == "final")
        .await;
    assert_eq!(kiosk.outcomes(&app, &again[..1]).await, [Late]);
    assert_eq!(app.standings().await.json()["ballots"], 4);
}

/// One that is wrong is refused by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_envelope_holds_up_no_other() {
    let app = floor(3).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    kiosk.vote(&credential(1), 1, 1);
    kiosk.vote(&credential(99), 1, 1); // no code
    kiosk.vote(&credential(2), 1, 5); // no such innovation in the contest
    kiosk.vote(&credential(3), 1, 1);
    let mut sent = kiosk.queue.clone();
    let mut torn = sent[0].clone();
    torn.sealed.0[40] ^= 1;
    sent.insert(1, torn);
    // Another queue at the same index.
    let mut forked = Kiosk::enrol(&app, 2).await;
    forked.key = ledger::KioskKey::from_seed([1; 32]);
    forked.vote(&credential(3), 1, 2);
    sent.push(forked.queue[0].clone());
    let answer = kiosk.send(&app, &sent, None).await;
    let told: Vec<_> = answer
        .results
        .iter()
        .map(|it| (it.outcome, it.code))
        .collect();
    assert_eq!(
        told,
        [
            (Stored, None),
            (Refused, Some(ProblemCode::BadSignature)),
            (Refused, Some(ProblemCode::ChannelClosed)),
            (Refused, Some(ProblemCode::InvalidMarks)),
            (Stored, None),
            (Refused, Some(ProblemCode::QueueForked)),
        ]
    );
    let listed = app.store.queues(&TestApp::slug()).await.expect("queues");
    assert_eq!((listed[0].stored, listed[0].forks), (2, 1));
    let too_many = vec![sent[0].clone(); 51];
    assert_eq!(kiosk.post(&app, &too_many, None).await.code(), "too_large");
    let path = "/api/v1/kiosks/77/envelopes";
    let nobody = app
        .request(Method::POST, path)
        .json(&wire::Delivery::default());
    assert_eq!(app.send(nobody).await.code(), "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_kiosk_is_refused_at_once() {
    let app = floor(1).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    kiosk.vote(&credential(1), 1, 1);
    let begun = Instant::now();
    let slug = TestApp::slug();
    let revoked = app.store.revoke_link(&slug, kiosk.number, "hilang", noon());
    revoked.await.expect("a link");
    let answer = kiosk.post(&app, &kiosk.queue, None).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::FORBIDDEN, "kiosk_revoked")
    );
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(
        app.store.ballots_after(&slug, 0, 9).await.expect("ballots"),
        []
    );
}

/// Whoever finds a tablet reads neither who voted nor for what.
#[tokio::test(flavor = "multi_thread")]
async fn the_queue_of_a_lost_tablet_shows_no_votes() {
    let app = floor(2).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    kiosk.vote(&credential(1), 1, 1);
    kiosk.vote(&credential(2), 1, 2);
    let frames = ledger::Frame::series(
        &TestApp::slug(),
        kiosk.number,
        kiosk.queue.clone(),
        Some(kiosk.head()),
    );
    let lines: Vec<String> = frames.iter().map(ToString::to_string).collect();
    let mut bytes = lines.join("\n").into_bytes();
    for it in &kiosk.queue {
        bytes.extend(&it.sealed.0);
        bytes.extend(serde_json::to_vec(it).expect("JSON"));
    }
    for code in [1, 2] {
        let key = credential(code).public_key();
        let mark = wire::Mark {
            contest: 0,
            number: wire::BallotNumber(code.into()),
            value: 1,
        };
        let marks = ledger::canonical_marks(&[mark]);
        for secret in [&key.0[..], key.to_string().as_bytes(), &marks] {
            assert!(!bytes.windows(secret.len()).any(|it| it == secret));
        }
    }
    let lengths = kiosk.queue.iter().map(|it| it.sealed.0.len());
    assert!(lengths.clone().all(|it| it == 560));
}
