//! `[voting]`: how a ballot is filled in, how ties are settled, what is shown when.

use core::num::NonZero;

use chrono::{DateTime, Utc};
use wire::{OBJECTION_DAYS, OpeningPolicy, RankedCount, Release, Rule, TieRule, Visibility};

use crate::keys::Keys;

pub(super) struct Voting {
    pub(super) rule: Rule,
    pub(super) tie_rule: TieRule,
    pub(super) lot_source: Option<String>,
    pub(super) minimum_turnout: Option<u32>,
    pub(super) objection_days: u16,
    pub(super) visibility: Visibility,
    pub(super) openings: OpeningPolicy,
    pub(super) sample_ballots: Option<NonZero<u16>>,
    pub(super) release: Release,
    pub(super) opens_at: Option<DateTime<Utc>>,
    pub(super) closes_at: Option<DateTime<Utc>>,
}

impl Default for Voting {
    fn default() -> Self {
        Self {
            rule: Rule::OnePerCategory,
            tie_rule: TieRule::JointWinners,
            lot_source: None,
            minimum_turnout: None,
            objection_days: OBJECTION_DAYS,
            visibility: Visibility::Live,
            openings: OpeningPolicy::All,
            sample_ballots: None,
            release: Release::default(),
            opens_at: None,
            closes_at: None,
        }
    }
}

pub(super) fn voting(keys: Keys) -> Voting {
    let (opens_at, closes_at) = (moment(&keys, "opens_at"), moment(&keys, "closes_at"));
    if let (Some(opens), Some(closes)) = (opens_at, closes_at)
        && closes <= opens
    {
        let found = closes.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let expected = format!(
            "a moment after opens_at, {}",
            opens.format("%Y-%m-%dT%H:%M:%SZ")
        );
        keys.wrong("closes_at", Some(&found), expected);
    }
    let (openings, sample_ballots) = openings(&keys);
    let tie_rule = tie_rule(&keys);
    let lot_source = lot_source(&keys, tie_rule, openings);
    let voting = Voting {
        rule: rule(&keys),
        tie_rule,
        lot_source,
        minimum_turnout: keys.number("minimum_turnout", 1, u16::MAX).map(u32::from),
        objection_days: keys
            .number("objection_days", 0, 90)
            .unwrap_or(OBJECTION_DAYS),
        visibility: visibility(&keys, closes_at),
        openings,
        sample_ballots,
        release: release(&keys),
        opens_at,
        closes_at,
    };
    keys.finish();
    voting
}

/// Places that a ranked ballot has if the folder doesn't say.
const PLACES: u16 = 5;

fn rule(keys: &Keys) -> Rule {
    let word = keys.required("rule", 40);
    let most = if word == "ranked" { 20 } else { 100 };
    let max = keys.number("max", 1, most);
    let total = keys.number("points", 1, 1000);
    let (count, needed): (_, &[&'static str]) = match word.as_str() {
        "one_per_category" | "" => (None, &[]),
        "approval" | "score" => (None, &["max"]),
        "points" => (None, &["points", "max"]),
        "ranked" => (count(keys), &["count"]),
        other => {
            let expected = "one_per_category, approval, points, score or ranked";
            keys.wrong("rule", Some(other), expected);
            return Rule::OnePerCategory;
        }
    };
    for key in needed.iter().filter(|key| !keys.has(key)) {
        keys.wrong(key, None, format!("this key, with rule \"{word}\""));
    }
    for key in ["max", "points", "count"] {
        let is_known = needed.contains(&key) || (word == "ranked" && key == "max");
        if !word.is_empty() && !is_known && keys.has(key) {
            keys.wrong(key, None, format!("no such key with rule \"{word}\""));
        }
    }
    if let ("points", Some(max), Some(total)) = (word.as_str(), max, total)
        && max > total
    {
        let expected = format!("a whole number from 1 to {total}, the points of a ballot");
        keys.wrong("max", Some(&max.to_string()), expected);
    }
    // What is missing has been noted.
    match word.as_str() {
        "approval" => Rule::Approval {
            max: max.unwrap_or(1),
        },
        "score" => Rule::Score {
            max: max.unwrap_or(1),
        },
        "points" => Rule::Points {
            total: total.unwrap_or(1),
            max: max.unwrap_or(1),
        },
        "ranked" => Rule::Ranked {
            max: max.unwrap_or(PLACES),
            count: count.unwrap_or(RankedCount::Borda),
        },
        _ => Rule::OnePerCategory,
    }
}

fn count(keys: &Keys) -> Option<RankedCount> {
    let word = keys.optional("count", 40)?;
    match word.as_str() {
        "borda" => Some(RankedCount::Borda),
        "instant_runoff" => Some(RankedCount::InstantRunoff),
        other => {
            keys.wrong("count", Some(other), "borda or instant_runoff");
            None
        }
    }
}

fn tie_rule(keys: &Keys) -> TieRule {
    match keys.optional("tie_rule", 40).as_deref() {
        None | Some("joint_winners") => {}
        Some("jury_mean") => return TieRule::JuryMean,
        Some("lot") => return TieRule::Lot,
        Some(other) => keys.wrong("tie_rule", Some(other), "joint_winners, jury_mean or lot"),
    }
    TieRule::JointWinners
}

/// Where the value for a lot comes from, if there is one.
fn lot_source(keys: &Keys, tie_rule: TieRule, openings: OpeningPolicy) -> Option<String> {
    let source = keys.optional("lot_source", 300);
    let needed_by = match (tie_rule, openings) {
        (TieRule::Lot, _) => "tie_rule \"lot\"",
        (_, OpeningPolicy::Sample) => "openings \"sample\"",
        _ => {
            if keys.has("lot_source") {
                let expected = "no such key but with tie_rule \"lot\" or openings \"sample\"";
                keys.wrong("lot_source", None, expected);
            }
            return None;
        }
    };
    if !keys.has("lot_source") {
        keys.wrong("lot_source", None, format!("this key, with {needed_by}"));
    }
    source
}

fn visibility(keys: &Keys, closes_at: Option<DateTime<Utc>>) -> Visibility {
    let word = keys.required("visibility", 40);
    let minutes = keys.number("frozen_minutes", 1, 10_080);
    match word.as_str() {
        "frozen" if !keys.has("frozen_minutes") => {
            keys.wrong(
                "frozen_minutes",
                None,
                "this key, with visibility \"frozen\"",
            );
        }
        "frozen" if closes_at.is_none() && !keys.has("closes_at") => {
            keys.wrong("closes_at", None, "this key, with visibility \"frozen\"");
        }
        "frozen" => {
            return Visibility::Frozen {
                minutes: minutes.unwrap_or(1),
            };
        }
        "live" | "hidden" | "" => {
            if minutes.is_some() {
                keys.wrong(
                    "frozen_minutes",
                    None,
                    "no such key but with visibility \"frozen\"",
                );
            }
        }
        other => keys.wrong("visibility", Some(other), "live, frozen or hidden"),
    }
    if word == "hidden" {
        Visibility::Hidden
    } else {
        Visibility::Live
    }
}

/// Who gets them, and how many are drawn for everybody.
fn openings(keys: &Keys) -> (OpeningPolicy, Option<NonZero<u16>>) {
    let ballots = keys.number("sample_ballots", 1, 10_000);
    let policy = match keys.optional("openings", 40).as_deref() {
        None | Some("all") => OpeningPolicy::All,
        Some("auditors") => OpeningPolicy::Auditors,
        Some("sample") => {
            if !keys.has("sample_ballots") {
                keys.wrong("sample_ballots", None, "this key, with openings \"sample\"");
            }
            return (OpeningPolicy::Sample, ballots.and_then(NonZero::new));
        }
        Some(other) => {
            keys.wrong("openings", Some(other), "all, auditors or sample");
            OpeningPolicy::Auditors
        }
    };
    if keys.has("sample_ballots") {
        let expected = "no such key but with openings \"sample\"";
        keys.wrong("sample_ballots", None, expected);
    }
    (policy, None)
}

fn release(keys: &Keys) -> Release {
    let usual = Release::default();
    Release {
        ballots: keys
            .number("release_ballots", 1, 1000)
            .unwrap_or(usual.ballots),
        seconds: keys
            .number("release_seconds", 0, 3600)
            .unwrap_or(usual.seconds),
    }
}

fn moment(keys: &Keys, key: &'static str) -> Option<DateTime<Utc>> {
    let text = keys.optional(key, 40)?;
    let moment = DateTime::parse_from_rfc3339(&text).ok();
    if moment.is_none() {
        let expected = "a date and time with its offset, such as 2026-08-04T09:00:00+07:00";
        keys.wrong(key, Some(&text), expected);
    }
    moment.map(|moment| moment.to_utc())
}
