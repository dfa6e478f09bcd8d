//! Limits: by credential, by device, and the breaker by network.

use server::Allowance;

use wire::EnvelopeOutcome;

use crate::{
    app::{Setting, TestApp, credential},
    floor::{Kiosk, floor_with},
    kiosk::by_phone,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_that_casts_without_end_has_to_wait() {
    let app = TestApp::start().await;
    let voter = credential(1);
    for seq in 1..=20 {
        assert_eq!(
            app.cast(&app.ballot(&voter, seq, 1).await).await.status,
            201,
            "{seq}"
        );
    }
    let answer = app.cast(&app.ballot(&voter, 21, 1).await).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (429, "too_many_requests".into())
    );
    assert_eq!(answer.header("retry-after"), "3");
    // Another one is not held up by it.
    assert_eq!(
        app.cast(&app.ballot(&credential(2), 1, 1).await)
            .await
            .status,
        201
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_can_not_use_up_the_allowance_of_another_credential() {
    let app = TestApp::start().await;
    let victim = credential(1);
    let ballot = app.ballot(&victim, 1, 1).await;
    let forged = wire::Ballot {
        signature: wire::Hex([0; 64]),
        ..ballot.clone()
    };
    for _ in 0..30 {
        assert_eq!(app.cast(&forged).await.code(), "bad_signature");
    }
    assert_eq!(app.cast(&ballot).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_breaker_stops_a_flood_from_one_network_and_only_casts() {
    let network = Some(Allowance {
        burst: 3,
        period: 600,
    });
    let app = TestApp::with(Setting {
        network,
        ..Setting::default()
    })
    .await;
    for seed in 1..=3 {
        assert_eq!(
            app.cast(&app.ballot(&credential(seed), 1, 1).await)
                .await
                .status,
            201
        );
    }
    let answer = app.cast(&app.ballot(&credential(4), 1, 1).await).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (429, "too_many_requests".into())
    );
    assert_eq!(answer.header("retry-after"), "200");
    assert_eq!(app.standings().await.status, 200);
}

/// Anybody on the hall's network can send what is refused, and ballots of ever
/// new devices.
#[tokio::test(flavor = "multi_thread")]
async fn a_flood_from_the_halls_network_stops_neither_its_codes_nor_its_kiosks() {
    let network = Some(Allowance {
        burst: 3,
        period: 600,
    });
    let app = floor_with(
        2,
        Setting {
            network,
            ..Setting::default()
        },
    )
    .await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    for _ in 0..3 {
        assert_eq!(kiosk.post(&app, &[], None).await.status, 200);
    }
    assert_eq!(kiosk.post(&app, &[], None).await.status, 429);
    let device = app.ballot(&credential(9), 1, 1).await;
    assert_eq!(app.cast(&device).await.status, 429);
    kiosk.vote(&credential(1), 1, 1);
    let outcomes = kiosk.outcomes(&app, &kiosk.queue).await;
    assert_eq!(outcomes, [EnvelopeOutcome::Stored]);
    let (status, body) = by_phone(&app, 2, 1, 1).await;
    assert_eq!(status, 201, "{body}");
}
