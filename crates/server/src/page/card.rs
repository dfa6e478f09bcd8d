//! One innovation on the board.

use maud::{Markup, html};
use wire::{Card, CategoryCode, Level, Shape, Term};

use super::{language::Language, palette};
use crate::snapshot::Snapshot;

pub(super) fn card(snapshot: &Snapshot, language: &Language, card: &Card) -> Markup {
    html! {
        li.c-card data-number=(card.number) {
            div.c-card__body {
                p.c-card__category { (sign_label(snapshot, language, &card.category)) }
                h3.c-card__name {
                    a href=(language.link(&format!("/innovations/{}", card.slug))) { (card.name) }
                }
                p.c-card__summary { (card.summary) }
                p.c-card__meta {
                    span { (place(snapshot, card)) }
                    " " span { (term(&snapshot.vocabulary().stages, &card.stage, language)) }
                }
            }
        }
    }
}

/// Shape and name of a category.
pub(super) fn sign_label(snapshot: &Snapshot, language: &Language, code: &CategoryCode) -> Markup {
    let Some(category) = snapshot.category(code) else {
        return html! {};
    };
    html! {
        span.c-sign-label {
            span.c-sign data-cat=(category.colour) { (shape(category.shape, category.colour)) }
            " " span { (category.label.get(language.tag)) }
        }
    }
}

/// The colour is an attribute, which any style sheet overrules.
fn shape(shape: Shape, colour: u8) -> Markup {
    html! {
        svg viewBox=(palette::VIEW_BOX) width="16" height="16" aria-hidden="true" {
            path d=(palette::outline(shape)) fill=(palette::colour(colour)) {}
        }
    }
}

/// Village and district, or what is known of it.
pub(super) fn place(snapshot: &Snapshot, card: &Card) -> String {
    let Some(area) = snapshot.area(&card.area) else {
        return card.area.to_string();
    };
    match (
        area.level,
        area.parent.as_ref().and_then(|code| snapshot.area(code)),
    ) {
        (Level::Village, Some(district)) => format!("{}, {}", area.name, district.name),
        _ => area.name.clone(),
    }
}

/// The label of a code, or the code.
pub(super) fn term<'a>(terms: &'a [Term], code: &'a str, language: &Language) -> &'a str {
    let label = terms
        .iter()
        .find(|term| term.code == code)
        .map(|term| term.label.get(language.tag));
    label.filter(|it| !it.is_empty()).unwrap_or(code)
}
