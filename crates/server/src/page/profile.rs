//! One innovation with everything that is known of it.

use maud::{Markup, html};
use wire::{Card, Picture, Profile};

use super::{card, format, language::Language, map};
use crate::snapshot::Snapshot;

pub(super) fn profile(snapshot: &Snapshot, language: &Language, profile: &Profile) -> Markup {
    let Profile { card, .. } = profile;
    html! {
        article.c-profile {
            p { a href=(language.link("/board")) { (language.text("profile.back")) } }
            h1.c-profile__name { (card.name) }
            @if !card.expansion.is_empty() { p.c-profile__expansion { (card.expansion) } }
            p.c-card__meta { (card::category(snapshot, language, card)) " · " (card::place(snapshot, card)) }
            p.c-profile__summary { (card.summary) }
            (pictures(profile))
            (text(language, "profile.design", &profile.design))
            (text(language, "profile.purpose", &profile.purpose))
            (text(language, "profile.benefit", &profile.benefit))
            (text(language, "profile.before", &profile.results.before))
            (text(language, "profile.after", &profile.results.after))
            (facts(snapshot, language, profile))
            (map::drawing(snapshot, language, std::slice::from_ref(card)))
        }
    }
}

fn pictures(profile: &Profile) -> Markup {
    let first = profile.card.picture.as_ref();
    let others = profile.pictures.iter().filter(|it| Some(*it) != first);
    html! {
        @for Picture { file, alt } in first.into_iter().chain(others) {
            img src={ "/media/" (file) } alt=(alt) loading="lazy" width="640";
        }
    }
}

/// A heading and paragraphs; nothing where there is no text.
fn text(language: &Language, key: &str, text: &str) -> Markup {
    html! {
        @if !text.trim().is_empty() {
            h2 { (language.text(key)) }
            @for paragraph in text.split("\n\n") { p { (paragraph) } }
        }
    }
}

fn facts(snapshot: &Snapshot, language: &Language, profile: &Profile) -> Markup {
    let facts: Vec<(&str, String)> = all_facts(snapshot, language, profile)
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    html! {
        dl.c-facts {
            @for (key, value) in facts { dt { (language.text(key)) } dd { (value) } }
            @if !profile.video_url.is_empty() {
                dt { (language.text("profile.video")) }
                dd { (link(&profile.video_url)) }
            }
        }
    }
}

/// Only what is plainly a web address becomes a link.
fn link(url: &str) -> Markup {
    html! {
        @if url.starts_with("https://") || url.starts_with("http://") {
            a href=(url) rel="noopener noreferrer" { (url) }
        } @else { (url) }
    }
}

fn all_facts<'a>(
    snapshot: &Snapshot,
    language: &Language,
    profile: &Profile,
) -> Vec<(&'a str, String)> {
    let vocabulary = snapshot.vocabulary();
    let term = |terms, code: &str| card::term(terms, code, language).to_owned();
    let terms = |terms, codes: &[String]| {
        let labels: Vec<&str> =
            codes.iter().map(|code| card::term(terms, code, language)).collect();
        labels.join(", ")
    };
    let number = |n: u64| format::number(n, language.tag);
    let date = |it: chrono::NaiveDate| format::date(it, language.tag);
    let reach: Vec<&str> = profile
        .reach
        .iter()
        .map(|code| snapshot.area(code).map_or(code.as_str(), |area| area.name.as_str()))
        .collect();
    let Profile { card: Card { stage, kind, affair, goals, agency, booth, id, .. }, .. } = profile;
    let budget = profile.budget.map(|n| format::rupiah(n, language.tag)).unwrap_or_default();
    vec![
        ("profile.number", number(profile.card.number.0.into())),
        ("profile.id", id.to_string()),
        ("profile.agency", agency.clone()),
        ("profile.initiator", term(&vocabulary.initiators, &profile.initiator)),
        ("profile.initiator_name", profile.initiator_name.clone()),
        ("profile.form", term(&vocabulary.forms, &profile.form)),
        ("profile.kind", term(&vocabulary.kinds, kind)),
        ("profile.stage", term(&vocabulary.stages, stage)),
        ("profile.affair", term(&vocabulary.affairs, affair)),
        ("profile.related_affairs", terms(&vocabulary.affairs, &profile.related_affairs)),
        ("profile.goals", terms(&vocabulary.goals, goals)),
        ("profile.themes", profile.themes.join(", ")),
        ("profile.trial_on", profile.trial_on.map(date).unwrap_or_default()),
        ("profile.in_use_since", profile.in_use_since.map(date).unwrap_or_default()),
        (
            "profile.beneficiaries",
            profile.beneficiaries.map(|n| number(n.into())).unwrap_or_default(),
        ),
        ("profile.budget", budget),
        ("profile.budget_source", profile.budget_source.clone()),
        ("profile.reach", reach.join(", ")),
        ("profile.booth", booth.clone()),
        ("profile.awards", profile.awards.join(", ")),
        (
            "profile.replications",
            match profile.replications {
                0 => String::new(),
                n => number(n.into()),
            },
        ),
        ("profile.contact", profile.contact.clone()),
    ]
}
