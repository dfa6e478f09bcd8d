//! The short facts of a profile, as a list of terms. What is unknown is left out.

use wire::{Profile, Term};

use crate::{
    i18n::{count, money, month_of, number, t},
    platform::dom::{Element, el, group},
    state::EditionState,
};

pub fn facts(edition: EditionState, profile: &Profile) -> Element {
    let card = &profile.card;
    let vocabulary = &edition.facts().vocabulary;
    let term = |terms: &[Term], code: &str| EditionState::term(terms, code);
    let terms = |terms: &[Term], codes: &[String]| {
        codes
            .iter()
            .map(|code| EditionState::term(terms, code))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let initiator = match profile.initiator_name.as_str() {
        "" => term(&vocabulary.initiators, &profile.initiator),
        name => [
            name,
            " (",
            &term(&vocabulary.initiators, &profile.initiator),
            ")",
        ]
        .concat(),
    };
    let budget = profile.budget.map(|rupiah| {
        let source = profile.budget_source.as_str();
        let open = if source.is_empty() {
            [" ", "", ""]
        } else {
            [" (", source, ")"]
        };
        [&money(rupiah), open.concat().trim_end()].concat()
    });
    let reach: Vec<&str> = profile
        .reach
        .iter()
        .map(|code| edition.area_name(code))
        .collect();
    let beneficiaries = profile
        .beneficiaries
        .map(|n| count("profile.people", n as usize));
    let replications = match profile.replications {
        0 => String::new(),
        n => count("profile.times", n as usize),
    };
    let rows = [
        ("profile.place", edition.place(&card.area)),
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
        ("profile.beneficiaries", beneficiaries.unwrap_or_default()),
        ("profile.reach", reach.join(", ")),
        (
            "profile.trial_on",
            profile.trial_on.map(month_of).unwrap_or_default(),
        ),
        (
            "profile.in_use_since",
            profile.in_use_since.map(month_of).unwrap_or_default(),
        ),
        ("profile.budget", budget.unwrap_or_default()),
        ("profile.replications", replications),
        ("profile.awards", profile.awards.join("; ")),
        ("profile.contact", profile.contact.clone()),
        ("profile.id", card.id.to_string()),
        ("profile.number", number(card.number.0 as usize)),
    ];
    let rows = rows.iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(key, value)| {
        el("div", "")
            .child(el("dt", "").text(&t(key)))
            .child(el("dd", "").text(value))
    });
    group([
        el("h2", "").text(&t("profile.facts")),
        el("dl", "c-facts c-facts--list").children(rows),
    ])
}
