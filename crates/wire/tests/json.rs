//! What stands in manifests that were signed against, byte for byte.

#![allow(clippy::unwrap_used)]

use serde::{Serialize, de::DeserializeOwned};
use wire::{
    BallotNumber, Contest, ContestStandings, RankedCount, Round, RoundRule, Rule, Standing,
    TieRule, Values,
};

fn is<T: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(value: T, json: &str) {
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), value);
}

#[test]
fn marks_without_values_have_the_json_of_before_there_were_any() {
    is(Rule::OnePerCategory, r#"{"kind":"one_per_category"}"#);
    is(Rule::Approval { max: 3 }, r#"{"kind":"approval","max":3}"#);
    is(TieRule::JointWinners, r#""joint_winners""#);
    let contest = Contest {
        category: Some("school".into()),
        max_marks: 1,
        values: None,
        numbers: vec![BallotNumber(2)],
    };
    is(
        contest,
        r#"{"category":"school","max_marks":1,"numbers":[2]}"#,
    );
    let row = Standing {
        number: BallotNumber(2),
        votes: 1,
        rank: 1,
        tied: false,
    };
    let standings = ContestStandings {
        category: None,
        ballots: 1,
        marks: 1,
        abstentions: None,
        undervotes: None,
        short_by: None,
        settled: None,
        rows: vec![row],
        rounds: Vec::new().into(),
    };
    let json = r#"{"ballots":1,"marks":1,"rows":[{"number":2,"votes":1,"rank":1,"tied":false}]}"#;
    is(standings, json);
}

#[test]
fn marks_with_values() {
    let (total, max, count) = (7, 3, RankedCount::InstantRunoff);
    is(
        Rule::Points { total, max },
        r#"{"kind":"points","total":7,"max":3}"#,
    );
    is(Rule::Score { max }, r#"{"kind":"score","max":3}"#);
    is(
        Rule::Ranked { max, count },
        r#"{"kind":"ranked","max":3,"count":"instant_runoff"}"#,
    );
    is(
        Values::Places { count },
        r#"{"kind":"places","count":"instant_runoff"}"#,
    );
    let round = Round {
        votes: vec![2, 1],
        exhausted: 0,
        eliminated: vec![BallotNumber(4)],
        by: RoundRule::EarlierRound,
    };
    is(
        round,
        r#"{"votes":[2,1],"exhausted":0,"eliminated":[4],"by":"earlier_round"}"#,
    );
}
