//! edition.toml.

use chrono::{DateTime, SecondsFormat, Utc};
use toml::{Table, Value};
use wire::{Edition, Localized, OpeningPolicy, RankedCount, Rule, TieRule, Visibility};

use crate::zone;

pub(super) fn text(edition: &Edition) -> String {
    let mut root = Table::new();
    let mut set = |key: &str, value: Value| {
        root.insert(key.to_owned(), value);
    };
    set("slug", edition.slug.as_str().into());
    set("venue", edition.venue.as_str().into());
    set("agency", edition.agency.as_str().into());
    set("starts_on", edition.starts_on.to_string().into());
    set("ends_on", edition.ends_on.to_string().into());
    set("contact", edition.contact.as_str().into());
    set(
        "attribution",
        edition
            .attribution
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .into(),
    );
    if !edition.witnesses.is_empty() {
        set("witnesses", edition.witnesses.clone().into());
    }
    set("approximate_borders", edition.approximate_borders.into());
    set("example", edition.example.into());
    set("name", localized(&edition.name));
    if !edition.theme.0.is_empty() {
        set("theme", localized(&edition.theme));
    }
    set("region", region(edition));
    set("voting", voting(edition));
    if let Some(tiles) = &edition.tiles {
        let mut table = Table::new();
        table.insert("url".to_owned(), tiles.url.as_str().into());
        table.insert("attribution".to_owned(), tiles.attribution.as_str().into());
        table.insert("max_zoom".to_owned(), i64::from(tiles.max_zoom).into());
        set("tiles", table.into());
    }
    root.to_string()
}

fn region(edition: &Edition) -> Value {
    let region = &edition.region;
    let mut table = Table::new();
    for (key, text) in [
        ("code", &region.code),
        ("name", &region.name),
        ("timezone", &region.timezone),
    ] {
        table.insert(key.to_owned(), text.as_str().into());
    }
    if let Some(label) = zone::given_label(edition) {
        table.insert("timezone_label".to_owned(), label.into());
    }
    table.insert("district_word".to_owned(), localized(&region.district_word));
    table.insert("village_word".to_owned(), localized(&region.village_word));
    table.into()
}

fn voting(edition: &Edition) -> Value {
    let mut table = Table::new();
    let mut set = |key: &str, value: Value| {
        table.insert(key.to_owned(), value);
    };
    let (rule, numbers): (_, &[(&str, u16)]) = match edition.rule {
        Rule::OnePerCategory => ("one_per_category", &[]),
        Rule::Approval { max } => ("approval", &[("max", max)]),
        Rule::Points { total, max } => ("points", &[("points", total), ("max", max)]),
        Rule::Score { max } => ("score", &[("max", max)]),
        Rule::Ranked { max, .. } => ("ranked", &[("max", max)]),
    };
    set("rule", rule.into());
    for (key, number) in numbers {
        set(key, i64::from(*number).into());
    }
    if let Rule::Ranked { count, .. } = edition.rule {
        let count = match count {
            RankedCount::Borda => "borda",
            RankedCount::InstantRunoff => "instant_runoff",
        };
        set("count", count.into());
    }
    let tie_rule = match edition.tie_rule {
        TieRule::JointWinners => "joint_winners",
        TieRule::JuryMean => "jury_mean",
        TieRule::Lot => "lot",
    };
    set("tie_rule", tie_rule.into());
    if let Some(source) = &edition.lot_source {
        set("lot_source", source.as_str().into());
    }
    if let Some(minimum) = edition.minimum_turnout {
        set("minimum_turnout", i64::from(minimum).into());
    }
    set("objection_days", i64::from(edition.objection_days).into());
    match edition.visibility {
        Visibility::Live => set("visibility", "live".into()),
        Visibility::Hidden => set("visibility", "hidden".into()),
        Visibility::Frozen { minutes } => {
            set("visibility", "frozen".into());
            set("frozen_minutes", i64::from(minutes).into());
        }
    }
    let openings = match edition.openings {
        OpeningPolicy::All => "all",
        OpeningPolicy::Auditors => "auditors",
        OpeningPolicy::Sample => "sample",
    };
    set("openings", openings.into());
    if let Some(ballots) = edition.sample_ballots {
        set("sample_ballots", i64::from(ballots.get()).into());
    }
    set("release_ballots", i64::from(edition.release.ballots).into());
    set("release_seconds", i64::from(edition.release.seconds).into());
    let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true).into();
    if let Some(at) = edition.voting_opens_at {
        set("opens_at", moment(at));
    }
    if let Some(at) = edition.voting_closes_at {
        set("closes_at", moment(at));
    }
    table.into()
}

fn localized(texts: &Localized) -> Value {
    let texts = texts
        .0
        .iter()
        .map(|(tag, text)| (tag.clone(), Value::from(text.as_str())));
    Value::Table(texts.collect())
}
