//! Points, scores and ranked ballots from end to end: what is taken, what is
//! refused, what is counted, and the page that comes with such a rule.

use serde_json::{Value, json};
use wire::{
    Ballot, BallotNumber, Channel, Hex, Mark, Phase, RankedCount, Rule, TieRule, Visibility,
};

use crate::{
    app::{Answer, Setting, TestApp, credential},
    fixture,
    pages::boot,
};

async fn app(change: impl FnOnce(&mut wire::Edition)) -> TestApp {
    let mut contents = fixture::contents(Visibility::Live, None);
    change(&mut contents.edition);
    TestApp::with(Setting {
        contents,
        ..Setting::default()
    })
    .await
}

/// A ballot with these values, by ballot number.
async fn ballot(app: &TestApp, voter: u8, seq: u16, values: &[(u32, u16)]) -> Ballot {
    let mark = |(number, value): &(u32, u16)| Mark {
        contest: 0,
        number: BallotNumber(*number),
        value: *value,
    };
    let marks = values.iter().map(mark).collect();
    let (edition, manifest) = (TestApp::slug(), app.manifest().await);
    let salt = Hex([voter; 32]);
    credential(voter).cast(edition, manifest, seq, Channel::Device, salt, marks)
}

/// Casts one ballot for each voter; all are taken.
async fn cast_all(app: &TestApp, ballots: &[&[(u32, u16)]]) {
    for (voter, values) in (1..).zip(ballots) {
        let answer = app.cast(&ballot(app, voter, 1, values).await).await;
        assert_eq!(answer.status, 201, "{values:?}: {}", answer.body);
    }
}

/// The one contest after the close, with so many ballots.
async fn counted(app: &TestApp, ballots: usize) -> Value {
    app.set_phase(Phase::Closed).await;
    let all = |it: &Answer| {
        let standings = it.json();
        standings["disclosure"] == "complete" && standings["ballots"] == ballots
    };
    let standings = app.until("/api/v1/standings", all).await.json();
    assert_eq!(standings["contests"].as_array().map(Vec::len), Some(1));
    standings["contests"][0].clone()
}

/// Number, votes and rank of those who have any.
fn rows(contest: &Value) -> Vec<(u64, u64, u64)> {
    let of = |row: &Value, name: &str| row[name].as_u64().expect("a count");
    let rows = contest["rows"].as_array().expect("rows");
    rows.iter()
        .map(|row| (of(row, "number"), of(row, "votes"), of(row, "rank")))
        .filter(|(_, votes, _)| *votes > 0)
        .collect()
}

async fn refused(app: &TestApp, values: &[(u32, u16)]) {
    let answer = app.cast(&ballot(app, 200, 1, values).await).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (422, "invalid_marks".into()),
        "{values:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn points_are_added_up_and_never_more_than_a_ballot_has() {
    let app = app(|edition| edition.rule = Rule::Points { total: 5, max: 3 }).await;
    refused(&app, &[(1, 3), (2, 3)]).await;
    refused(&app, &[(1, 4)]).await;
    refused(&app, &[(1, 0)]).await;
    cast_all(&app, &[&[(1, 3), (2, 2)], &[(2, 3)], &[(5, 1)]]).await;
    // The last ballot of a voter counts, with all its points.
    let again = ballot(&app, 3, 2, &[(1, 1), (5, 3)]).await;
    assert_eq!(app.cast(&again).await.status, 201);

    let contest = counted(&app, 3).await;
    assert_eq!(rows(&contest), [(2, 5, 1), (1, 4, 2), (5, 3, 3)]);
    assert_eq!(contest["undervotes"], 2);
    assert_eq!(contest["abstentions"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn scores_are_added_up_and_no_score_is_none() {
    let app = app(|edition| edition.rule = Rule::Score { max: 4 }).await;
    refused(&app, &[(1, 5)]).await;
    // Not votable.
    refused(&app, &[(6, 1)]).await;
    let all: &[(u32, u16)] = &[(1, 1), (2, 1), (3, 4), (4, 1), (5, 1)];
    cast_all(&app, &[all, &[(3, 2), (4, 4)]]).await;

    let contest = counted(&app, 2).await;
    let expected = [(3, 6, 1), (4, 5, 2), (1, 1, 3), (2, 1, 3), (5, 1, 3)];
    assert_eq!(rows(&contest), expected);
    assert_eq!(contest["rows"][2]["tied"], true);
    assert_eq!(contest["undervotes"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn places_are_counted_by_borda() {
    let rule = Rule::Ranked {
        max: 3,
        count: RankedCount::Borda,
    };
    let app = app(|edition| edition.rule = rule).await;
    refused(&app, &[(1, 1), (2, 1)]).await;
    refused(&app, &[(1, 1), (2, 3)]).await;
    cast_all(
        &app,
        &[&[(1, 2), (3, 1)], &[(1, 1)], &[(2, 1), (3, 2), (4, 3)]],
    )
    .await;

    let contest = counted(&app, 3).await;
    assert_eq!(rows(&contest), [(1, 5, 1), (3, 5, 1), (2, 3, 3), (4, 1, 4)]);
    assert_eq!(contest.get("rounds"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instant_run_off_tells_every_round() {
    let rule = Rule::Ranked {
        max: 3,
        count: RankedCount::InstantRunoff,
    };
    let app = app(|edition| edition.rule = rule).await;
    let second: &[(u32, u16)] = &[(2, 1), (3, 2)];
    let third: &[(u32, u16)] = &[(1, 2), (3, 1)];
    cast_all(
        &app,
        &[
            &[(1, 1)],
            &[(1, 1)],
            &[(1, 1)],
            second,
            second,
            third,
            third,
        ],
    )
    .await;

    let contest = counted(&app, 7).await;
    let rounds = contest["rounds"].as_array().expect("rounds");
    assert!(rounds.len() > 1, "{contest}");
    assert_eq!(rounds[0]["votes"], json!([3, 2, 2, 0, 0]));
    let last = rounds.last().expect("a round");
    assert_eq!(last["by"], "majority", "{contest}");
    assert_eq!(last.get("eliminated").cloned(), Some(json!([])));
    assert_eq!(contest["rows"][0]["rank"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_enough_ballots_nobody_has_won() {
    let app = app(|edition| {
        edition.rule = Rule::Points { total: 2, max: 2 };
        edition.minimum_turnout = Some(4);
    })
    .await;
    cast_all(&app, &[&[(1, 2)], &[(2, 1)]]).await;
    assert_eq!(counted(&app, 2).await["short_by"], 2);
    let page = app.get("/results").await.body;
    assert!(page.contains("kurang 2 surat suara"), "{page}");
    assert!(page.contains("2 poin"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_edition_with_such_a_rule_carries_its_texts() {
    let plain = app(|_| {}).await;
    let page = boot(&plain.get("/").await);
    assert!(page.messages.contains_key("pick.pick"));
    assert!(!page.messages.contains_key("points.left"));
    let kept = plain.get("/sw.js").await.body;
    assert_eq!(kept.matches("/locales/rules/id.json").count(), 1);

    let changes: [fn(&mut wire::Edition); 3] = [
        |edition| edition.rule = Rule::Score { max: 5 },
        |edition| edition.minimum_turnout = Some(10),
        |edition| edition.tie_rule = TieRule::JuryMean,
    ];
    for change in changes {
        let app = app(change).await;
        for path in ["/", "/ballot", "/results", "/innovations/awan"] {
            let page = boot(&app.get(path).await);
            assert!(page.messages.contains_key("points.left"), "{path}");
        }
        let texts = app.get("/locales/rules/en.json").await;
        assert_eq!(texts.status, 200);
        assert!(texts.json()["points.left"].is_string());
        assert!(
            app.get("/sw.js")
                .await
                .body
                .contains("/locales/rules/id.json")
        );
    }
}
