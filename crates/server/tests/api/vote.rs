//! Casting: what is stored, what is refused, and with which code.

use chrono::TimeDelta;
use wire::{Ballot, Channel, Hex, Mark, Phase};

use crate::{
    app::{Setting, TestApp, credential, noon},
    fixture,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_is_stored_once_and_its_receipt_comes_back() {
    let app = TestApp::start().await;
    let voter = credential(1);
    let ballot = app.ballot(&voter, 1, 1).await;

    let first = app.cast(&ballot).await;
    assert_eq!(first.status, 201, "{}", first.body);
    assert_eq!(first.json()["position"], 1);
    assert_eq!(first.json()["recorded_at"], "2026-08-08T05:00:00Z");

    let again = app.cast(&ballot).await;
    assert_eq!(again.status, 200);
    assert_eq!(again.body, first.body);

    let receipt = app.receipt(&voter).await;
    assert_eq!(receipt.status, 200);
    assert_eq!(receipt.json(), first.json());

    let standings = app
        .until("/api/v1/standings", |it| it.json()["ballots"] == 1)
        .await;
    assert_eq!(standings.json()["contests"][0]["rows"][0]["number"], 1);
    assert_eq!(standings.json()["contests"][0]["rows"][0]["votes"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_ballot_of_a_credential_counts() {
    let app = TestApp::start().await;
    let voter = credential(1);
    assert_eq!(app.cast(&app.ballot(&voter, 1, 1).await).await.status, 201);
    assert_eq!(app.cast(&app.ballot(&voter, 2, 2).await).await.status, 201);

    let standings = app
        .until("/api/v1/standings", |it| it.json()["replaced"] == 1)
        .await;
    assert_eq!(standings.json()["ballots"], 1);
    assert_eq!(standings.json()["contests"][0]["rows"][0]["number"], 2);

    let old = app.cast(&app.ballot(&voter, 1, 2).await).await;
    assert_eq!(
        (old.status.as_u16(), old.code()),
        (409, "ballot_conflict".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_prove_itself_is_refused() {
    let app = TestApp::start().await;
    let ballot = app.ballot(&credential(1), 1, 1).await;
    let forged = credential(2).cast(
        ballot.edition.clone(),
        ballot.manifest,
        1,
        Channel::Device,
        ballot.salt,
        ballot.marks.clone(),
    );
    let mark = |contest, number| Mark {
        contest,
        number: wire::BallotNumber(number),
        value: 1,
    };
    let marked = |marks| {
        credential(1).cast(
            ballot.edition.clone(),
            ballot.manifest,
            1,
            Channel::Device,
            ballot.salt,
            marks,
        )
    };
    let cases: [(u16, &str, Ballot); 9] = [
        (
            422,
            "bad_signature",
            Ballot {
                signature: forged.signature,
                ..ballot.clone()
            },
        ),
        (
            422,
            "commitment_mismatch",
            Ballot {
                salt: Hex([9; 32]),
                ..ballot.clone()
            },
        ),
        (
            409,
            "manifest_changed",
            Ballot {
                manifest: Hex([9; 32]),
                ..ballot.clone()
            },
        ),
        (
            404,
            "not_found",
            Ballot {
                edition: "other".into(),
                ..ballot.clone()
            },
        ),
        (
            400,
            "malformed_request",
            Ballot {
                seq: 0,
                ..ballot.clone()
            },
        ),
        (
            400,
            "malformed_request",
            Ballot {
                seq: u16::MAX,
                ..ballot.clone()
            },
        ),
        (422, "invalid_marks", marked(vec![])),
        (422, "invalid_marks", marked(vec![mark(0, 1), mark(0, 2)])),
        (422, "invalid_marks", marked(vec![mark(0, 6)])),
    ];
    for (status, code, ballot) in cases {
        let answer = app.cast(&ballot).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (status, code)
        );
    }
    let closed = Ballot {
        channel: Channel::Kiosk,
        ..ballot
    };
    let answer = app.cast(&closed).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (403, "channel_closed")
    );
    assert_eq!(app.standings().await.json()["ballots"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_device_has_one_credential() {
    let app = TestApp::with(Setting {
        public_url: Some("https://inovasi.example.go.id".into()),
        ..Setting::default()
    })
    .await;
    let first = app.cast(&app.ballot(&credential(1), 1, 1).await).await;
    let set = first.header("set-cookie");
    assert!(set.contains("HttpOnly; SameSite=Strict; Secure"), "{set}");
    let cookie = set.split(';').next();

    let other = app
        .cast_from(&app.ballot(&credential(2), 1, 1).await, cookie)
        .await;
    assert_eq!(
        (other.status.as_u16(), other.code()),
        (403, "device_spent".into())
    );

    let change = app
        .cast_from(&app.ballot(&credential(1), 2, 2).await, cookie)
        .await;
    assert_eq!(change.status, 201);
    assert_eq!(change.header("set-cookie"), "");
}

/// The answer to the first cast was lost, and with it the cookie: the retry
/// brings the same one, and it binds.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_cookie_comes_with_the_retry() {
    let app = TestApp::start().await;
    let ballot = app.ballot(&credential(1), 1, 1).await;
    let lost = app.cast(&ballot).await;
    let again = app.cast(&ballot).await;
    assert_eq!(again.status, 200);
    let set = again.header("set-cookie");
    assert!(set.starts_with("peta_device="), "{set:?}");
    assert_eq!(set, lost.header("set-cookie"));

    let other = app.ballot(&credential(2), 1, 1).await;
    let other = app.cast_from(&other, set.split(';').next()).await;
    assert_eq!(other.code(), "device_spent");
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_vote_nothing_is_taken() {
    let app = TestApp::with(Setting {
        phase: Phase::Verification,
        ..Setting::default()
    })
    .await;
    let ballot = credential(1).cast(
        TestApp::slug(),
        Hex([0; 32]),
        1,
        Channel::Device,
        Hex([0; 32]),
        vec![Mark {
            contest: 0,
            number: wire::BallotNumber(1),
            value: 1,
        }],
    );
    let answer = app.cast(&ballot).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (403, "voting_not_open".into())
    );
    assert_eq!(app.get("/api/v1/manifest").await.status, 404);
}

/// The phase is read inside the write: the server's own picture of it is old
/// at that moment, because nobody gave it time to look.
#[tokio::test(flavor = "multi_thread")]
async fn a_close_by_another_process_binds_at_once() {
    let app = TestApp::start().await;
    let kept = app.ballot(&credential(1), 1, 1).await;
    assert_eq!(app.cast(&kept).await.status, 201);
    let late = app.ballot(&credential(2), 1, 1).await;

    app.set_phase(Phase::Closed).await;

    let answer = app.cast(&late).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (403, "voting_closed".into())
    );
    assert_eq!(
        app.cast(&kept).await.status,
        200,
        "the same bytes keep their receipt"
    );
    let edition = app
        .until("/api/v1/edition", |it| it.json()["phase"] == "closed")
        .await;
    assert_eq!(edition.status, 200);
    app.until("/api/v1/standings", |it| {
        it.json()["disclosure"] == "complete"
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_close_the_vote_to_the_second() {
    let closes_at = noon() + TimeDelta::hours(1);
    let contents = fixture::contents(wire::Visibility::Live, Some(closes_at));
    let app = TestApp::with(Setting {
        contents,
        ..Setting::default()
    })
    .await;
    let first = app.ballot(&credential(1), 1, 1).await;
    let second = app.ballot(&credential(2), 1, 1).await;

    app.set_clock(closes_at - TimeDelta::seconds(1));
    assert_eq!(app.cast(&first).await.status, 201);
    app.set_clock(closes_at);
    let answer = app.cast(&second).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (403, "voting_closed".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_while_voting_may_change_texts_only() {
    use store::{Store as _, StoreError};
    let app = TestApp::start().await;
    let mut contents = fixture::contents(wire::Visibility::Live, None);
    contents.innovations[0].design = "Teks baru.".into();
    app.store
        .import(&contents, noon())
        .await
        .expect("texts may change");
    app.until("/api/v1/innovations/si-gesit", |it| {
        it.json()["design"] == "Teks baru."
    })
    .await;

    contents.innovations[0].card.category = "sekolah".into();
    let refused = app.store.import(&contents, noon()).await;
    assert!(
        matches!(refused, Err(StoreError::VotingOpened(_))),
        "{refused:?}"
    );
}
