use chrono::DateTime;
use serde::{Deserialize, Serialize};
use wire::{
    Ballot, BallotNumber, Card, Channel, Hex, Mark, Precision, Problem, ProblemCode, Profile, Rule,
    Visibility,
};

use super::*;

fn ballot() -> Ballot {
    Ballot {
        edition: "beltim-2026".into(),
        manifest: Hex([1; 32]),
        credential: Hex([2; 32]),
        seq: 3,
        channel: Channel::Device,
        commitment: Hex([4; 32]),
        signature: Hex([5; 64]),
        salt: Hex([6; 32]),
        marks: vec![
            Mark {
                contest: 0,
                number: BallotNumber(7),
                value: 1,
            },
            Mark {
                contest: 1,
                number: BallotNumber(8),
                value: 1,
            },
        ],
    }
}

fn card() -> Card {
    Card {
        number: BallotNumber(12),
        id: "BLT-2026-012".into(),
        slug: "si-gesit".into(),
        name: "SI \"GESIT\" \\ é 🌊".into(),
        expansion: String::new(),
        summary: "baris\npertama\tdan\u{1}".into(),
        category: "school".into(),
        area: "19.06.01.2001".into(),
        agency: "Dinas".into(),
        stage: "trial".into(),
        kind: "digital".into(),
        affair: "2".into(),
        goals: vec!["3".into(), "6".into()],
        point: [108.267_81, -2.868_5],
        precision: Precision::Village,
        booth: String::new(),
        picture: None,
    }
}

#[test]
fn a_ballot_is_written_as_serde_json_writes_it_and_read_back() {
    let text = to_string(&ballot()).unwrap();
    assert_eq!(text, serde_json::to_string(&ballot()).unwrap());
    assert_eq!(from_str::<Ballot>(&text).unwrap(), ballot());
}

#[test]
fn a_profile_with_its_flattened_card_is_read() {
    let text = serde_json::to_string(&card()).unwrap();
    let mut text = text.trim_end_matches('}').to_owned();
    text.push_str(
        r#","design":"a","purpose":"b","benefit":"c","results":{"before":"d","after":"e"},
        "beneficiaries":1250,"form":"f","initiator":"i","initiator_name":"n","budget":9007199254740993,
        "trial_on":"2025-02-03","pictures":[{"file":"a.webp","alt":"b"}],"unknown":[1,{"x":null}]}"#,
    );
    let profile: Profile = from_str(&text).unwrap();
    assert_eq!(profile, serde_json::from_str::<Profile>(&text).unwrap());
    assert_eq!(profile.card, card());
    assert_eq!(profile.budget, Some(9_007_199_254_740_993));
}

#[test]
fn enumerations_with_a_kind_are_read() {
    assert_eq!(
        from_str(r#"{"kind":"approval","max":4}"#),
        Ok(Rule::Approval { max: 4 })
    );
    assert_eq!(
        from_str(r#"{"max":4,"kind":"approval"}"#),
        Ok(Rule::Approval { max: 4 })
    );
    assert_eq!(
        from_str(r#"{"kind":"one_per_category"}"#),
        Ok(Rule::OnePerCategory)
    );
    assert_eq!(
        from_str(r#"{"kind":"frozen","minutes":30}"#),
        Ok(Visibility::Frozen { minutes: 30 })
    );
    assert_eq!(from_str::<Rule>(r#"{"kind":"approval"}"#), Err(Unexpected));
}

#[cfg(feature = "rules")]
#[test]
fn a_rule_beyond_choosing_is_read_where_there_is_a_ballot_for_it() {
    assert_eq!(
        from_str(r#"{"kind":"ranked","count":"borda","max":5}"#),
        Ok(Rule::Ranked {
            max: 5,
            count: wire::RankedCount::Borda
        })
    );
}

#[test]
fn a_code_of_a_later_build_is_unknown_and_not_an_error() {
    let text = r#"{"type":"about:blank","title":"t","status":409,"code":"from_the_future"}"#;
    assert_eq!(
        from_str::<Problem>(text).unwrap().code,
        ProblemCode::Unknown
    );
}

#[test]
fn times_are_read() {
    let time: DateTime<chrono::Utc> = from_str(r#""2026-08-10T02:05:00Z""#).unwrap();
    assert_eq!(time.timestamp(), 1_786_327_500);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Numbers {
    float: f64,
    signed: i64,
    maybe: Option<u8>,
}

#[test]
fn numbers_are_what_serde_json_says_they_are() {
    for text in [
        "0",
        "-0.5",
        "108.26781",
        "-2.868499999999",
        "1e3",
        "2.5E-4",
        "0.1",
        "123456789",
    ] {
        let ours: f64 = from_str(text).unwrap();
        let theirs: f64 = serde_json::from_str(text).unwrap();
        assert!(
            (ours - theirs).abs() <= theirs.abs() * 4.0 * f64::EPSILON,
            "{text}: {ours}"
        );
    }
    let text = r#"{"float":0.30151234567890123,"signed":-9,"maybe":null}"#;
    let ours: Numbers = from_str(text).unwrap();
    assert!((ours.float - 0.301_512_345_678_901_23).abs() < 1e-15);
    assert_eq!((ours.signed, ours.maybe), (-9, None));
}

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "[1 2]",
        "nul",
        "\"a",
        "\"\\x\"",
        "\"\\ud800\"",
        "01x",
        "[1]]",
        "{\"a\" 1}",
        "\"\n\"",
        "--1",
        "\"\\u12",
        "{1:2}",
    ] {
        assert!(from_str::<serde_json::Value>(text).is_err(), "{text}");
    }
    let deep = "[".repeat(100_000);
    assert!(from_str::<serde_json::Value>(&deep).is_err());
}

#[test]
fn strings_with_escapes_are_read() {
    let text = r#""\u0041\n\"\\\/\ud83c\udf0a é\t""#;
    assert_eq!(from_str::<String>(text).unwrap(), "A\n\"\\/🌊 é\t");
    assert_eq!(from_str::<String>(r#""a\"b""#).unwrap(), "a\"b");
}

/// What the server really answers, shortened: both readers must see the same.
#[test]
fn every_body_of_the_server_is_read_as_serde_json_reads_it() {
    fn same<T: serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(
        bodies: &serde_json::Value,
        name: &str,
    ) {
        let text = bodies[name].to_string();
        let theirs: T = serde_json::from_str(&text).unwrap_or_else(|it| panic!("{name}: {it}"));
        let ours: T = from_str(&text).unwrap_or_else(|it| panic!("{name}: {it}"));
        assert_eq!(ours, theirs, "{name}");
    }
    let bodies: serde_json::Value = serde_json::from_str(include_str!("bodies.json")).unwrap();
    same::<wire::Boot>(&bodies, "boot");
    same::<wire::Boot>(&bodies, "full_boot");
    same::<wire::Profile>(&bodies, "profile");
    same::<wire::Profile>(&bodies, "bare_profile");
    same::<wire::Standings>(&bodies, "standings");
    same::<wire::AreaMap>(&bodies, "areas");
    same::<Vec<crate::api::InnovationText>>(&bodies, "texts");
    same::<crate::api::CardPage>(&bodies, "page");
    same::<wire::Receipt>(&bodies, "receipt");
    same::<wire::Clock>(&bodies, "clock");
}
