//! One innovation on the board.

use maud::{Markup, html};
use wire::{Card, Level, Term};

use super::{language::Language, palette};
use crate::snapshot::Snapshot;

pub(super) fn card(snapshot: &Snapshot, language: &Language, card: &Card) -> Markup {
    html! {
        li.c-card {
            h3.c-card__name {
                a href=(language.link(&format!("/innovations/{}", card.slug))) { (card.name) }
            }
            p.c-card__summary { (card.summary) }
            p.c-card__meta {
                (category(snapshot, language, card))
                " · " (place(snapshot, card))
                " · " (term(&snapshot.vocabulary().stages, &card.stage, language))
            }
        }
    }
}

/// Shape and label of the category.
pub(super) fn category(snapshot: &Snapshot, language: &Language, card: &Card) -> Markup {
    let Some(category) = snapshot.category(&card.category) else { return html! {} };
    html! {
        svg.c-shape viewBox="-12 -12 24 24" width="16" height="16" aria-hidden="true" {
            path d=(palette::outline(category.shape)) fill=(palette::colour(category.colour)) {}
        }
        " " span { (category.label.get(language.tag)) }
    }
}

/// Village and district, or what is known of it.
pub(super) fn place(snapshot: &Snapshot, card: &Card) -> String {
    let Some(area) = snapshot.area(&card.area) else { return card.area.to_string() };
    match (area.level, area.parent.as_ref().and_then(|code| snapshot.area(code))) {
        (Level::Village, Some(district)) => format!("{}, {}", area.name, district.name),
        _ => area.name.clone(),
    }
}

/// The label of a code, or the code.
pub(super) fn term<'a>(terms: &'a [Term], code: &'a str, language: &Language) -> &'a str {
    let label = terms.iter().find(|term| term.code == code).map(|term| term.label.get(language.tag));
    label.filter(|it| !it.is_empty()).unwrap_or(code)
}
