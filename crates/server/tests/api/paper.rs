//! Paper ballots through a kiosk: two people enter each.

use reqwest::Method;
use wire::{
    EnvelopeOutcome::{self, Pending, Refused, Same, Stored},
    PaperEntry::{First, Second},
    ProblemCode,
};

use crate::{
    app::{TestApp, credential},
    fixture::EDITION,
    floor::{Kiosk, counted, floor},
    process::peta,
};

async fn papers(app: &TestApp) -> String {
    let database = app.database();
    let (done, said) = peta(&["paper", "list", "--database", &database, EDITION]).await;
    assert!(done, "{said}");
    said
}

async fn last(app: &TestApp, kiosk: &Kiosk) -> (EnvelopeOutcome, Option<ProblemCode>) {
    let at = kiosk.queue.len() - 1;
    let sent = kiosk.send(app, &kiosk.queue[at..], None).await;
    (sent.results[0].outcome, sent.results[0].code)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_who_agree_make_a_ballot() {
    let app = floor(3).await;
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    kiosk.put(&credential(1), 1, 1, Some(First));
    assert_eq!(last(&app, &kiosk).await, (Pending, None));
    // However often one person says it.
    kiosk.put(&credential(1), 1, 1, Some(First));
    assert_eq!(last(&app, &kiosk).await, (Pending, None));
    assert!(papers(&app).await.contains("pending"));
    kiosk.put(&credential(1), 1, 1, Some(Second));
    assert_eq!(last(&app, &kiosk).await, (Stored, None));
    assert_eq!(last(&app, &kiosk).await, (Same, None));
    counted(&app, 1).await;
    let channels = app.standings().await.json()["channels"].clone();
    assert_eq!(
        channels,
        serde_json::json!([{ "channel": "paper", "ballots": 1 }])
    );

    // Those who differ are flagged, until a third entry settles it.
    kiosk.put(&credential(2), 1, 1, Some(First));
    kiosk.put(&credential(2), 1, 2, Some(Second));
    let at = kiosk.queue.len() - 2;
    let sent = kiosk.outcomes(&app, &kiosk.queue[at..]).await;
    assert_eq!(sent, [Pending, Pending]);
    let differs = (Pending, Some(ProblemCode::PaperDiffers));
    assert_eq!(last(&app, &kiosk).await, differs);
    assert!(papers(&app).await.contains("differs"));
    kiosk.put(&credential(2), 1, 2, Some(First));
    assert_eq!(last(&app, &kiosk).await, (Stored, None));
    counted(&app, 2).await;

    // The code has voted by phone since: the paper is refused, not added.
    let mark = wire::Mark {
        contest: 0,
        number: wire::BallotNumber(1),
        value: 1,
    };
    let phone = credential(3).cast(
        TestApp::slug(),
        app.manifest().await,
        1,
        wire::Channel::Code,
        wire::Hex([9; 32]),
        vec![mark],
    );
    let answer = app.send(app.request(Method::POST, "/api/v1/ballots").json(&phone));
    assert_eq!(answer.await.status, 201);
    kiosk.put(&credential(3), 1, 2, Some(First));
    kiosk.put(&credential(3), 1, 2, Some(Second));
    let at = kiosk.queue.len() - 2;
    let sent = kiosk.outcomes(&app, &kiosk.queue[at..]).await;
    assert_eq!(sent, [Pending, Refused]);
    counted(&app, 3).await;
    assert!(papers(&app).await.contains("refused"));
}
