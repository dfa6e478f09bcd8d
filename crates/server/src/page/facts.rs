//! The short facts of a profile. What is unknown is left out.

use maud::{Markup, html};
use wire::Profile;

use super::{card, format, language::Language};
use crate::snapshot::Snapshot;

pub(super) fn facts(snapshot: &Snapshot, language: &Language, profile: &Profile) -> Markup {
    let rows = rows(snapshot, language, profile);
    html! {
        h2 { (language.text("profile.facts")) }
        dl.c-facts.c-facts--list {
            @for (key, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
                div { dt { (language.text(key)) } dd { (value) } }
            }
        }
    }
}

type Row = (&'static str, String);

fn rows(snapshot: &Snapshot, language: &Language, profile: &Profile) -> Vec<Row> {
    let card = &profile.card;
    let vocabulary = snapshot.vocabulary();
    let term = |terms, code: &str| card::term(terms, code, language).to_owned();
    let terms = |terms, codes: &[String]| {
        let labels: Vec<&str> = codes
            .iter()
            .map(|code| card::term(terms, code, language))
            .collect();
        labels.join(", ")
    };
    let month = |it: Option<chrono::NaiveDate>| {
        it.map(|it| format::month(it, language)).unwrap_or_default()
    };
    let kind = term(&vocabulary.initiators, &profile.initiator);
    let initiator = match profile.initiator_name.as_str() {
        "" => kind,
        name => format!("{name} ({kind})"),
    };
    let people = profile
        .beneficiaries
        .map(|n| language.count("profile.people", n.into()));
    let times = match profile.replications {
        0 => String::new(),
        n => language.count("profile.times", n.into()),
    };
    let reach: Vec<&str> = profile
        .reach
        .iter()
        .map(|code| {
            snapshot
                .area(code)
                .map_or(code.as_str(), |area| area.name.as_str())
        })
        .collect();
    vec![
        ("profile.place", card::place(snapshot, card)),
        ("profile.agency", card.agency.clone()),
        ("profile.booth", card.booth.clone()),
        ("profile.stage", term(&vocabulary.stages, &card.stage)),
        ("profile.form", term(&vocabulary.forms, &profile.form)),
        ("profile.kind", term(&vocabulary.kinds, &card.kind)),
        ("profile.initiator", initiator),
        ("profile.affair", term(&vocabulary.affairs, &card.affair)),
        (
            "profile.related",
            terms(&vocabulary.affairs, &profile.related_affairs),
        ),
        ("profile.goals", terms(&vocabulary.goals, &card.goals)),
        ("profile.themes", profile.themes.join(", ")),
        ("profile.beneficiaries", people.unwrap_or_default()),
        ("profile.reach", reach.join(", ")),
        ("profile.trial_on", month(profile.trial_on)),
        ("profile.in_use_since", month(profile.in_use_since)),
        ("profile.budget", budget(language, profile)),
        ("profile.replications", times),
        ("profile.awards", profile.awards.join("; ")),
        ("profile.contact", profile.contact.clone()),
        ("profile.id", card.id.to_string()),
        (
            "profile.number",
            format::number(card.number.0.into(), language),
        ),
    ]
}

fn budget(language: &Language, profile: &Profile) -> String {
    let Some(rupiah) = profile.budget else {
        return String::new();
    };
    let amount = format::rupiah(rupiah, language);
    match profile.budget_source.as_str() {
        "" => amount,
        source => format!("{amount} ({source})"),
    }
}
