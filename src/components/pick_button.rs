//! The button that picks an innovation: it says what it will do and what it
//! did, and stays where it is.

use leptos::prelude::*;
use voting::Gate;
use wire::{BallotNumber, Card, Rule};

use super::{Icon, button, icon, mark_row};
use crate::{
    i18n::{count, fill, t},
    platform::dom::{Element, el, group, live, nothing},
    state::{
        BallotBox, CatalogueState, EditionState, Session,
        ballot::{Picked, picks::contest_of},
    },
};

pub fn pick_button(card: &'static Card) -> Element {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let catalogue = expect_context::<CatalogueState>();
    let session = expect_context::<Session>();
    let number = card.number;
    let on_pick = move || {
        let (picked, before) = ballot.pick(number);
        let said = said(edition, catalogue, card, picked);
        let undo = matches!(
            picked,
            Picked::Added | Picked::Removed | Picked::Replaced(_)
        );
        session.notify(said, undo.then_some(before));
    };
    live(move || {
        if edition.open.get() != Gate::Open {
            return nothing();
        }
        if contest_of(ballot.contests(), number).is_none() {
            return el("p", "c-pick__note").text(&t("pick.not_votable"));
        }
        if let Some(values) = ballot.values() {
            return mark_row(card, values);
        }
        el("div", "c-pick__row")
            .child(el("p", "c-pick__note").live_text(move || note(catalogue, face(ballot, number))))
            .child(
                button("c-pick")
                    .state("aria-pressed", move || ballot.is_picked(number))
                    .class_if("is-full", move || face(ballot, number) == Face::Full)
                    .live(move || {
                        let face = face(ballot, number);
                        group([icon(face.icon()), el("span", "").text(&t(face.label()))])
                    })
                    .child(el("span", "u-hidden").text(": ").text(&card.name))
                    .press(on_pick),
            )
    })
}

/// What the button shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Free,
    Picked,
    /// A pick would replace this one.
    Replaces(BallotNumber),
    /// As many are picked as may be: one has to go first.
    Full,
}

impl Face {
    const fn icon(self) -> Icon {
        match self {
            Self::Free | Self::Full => Icon::Plus,
            Self::Picked => Icon::Check,
            Self::Replaces(_) => Icon::Swap,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Free => "pick.pick",
            Self::Picked => "pick.picked",
            Self::Replaces(_) => "pick.replace",
            Self::Full => "pick.full",
        }
    }
}

fn face(ballot: BallotBox, number: BallotNumber) -> Face {
    if ballot.is_picked(number) {
        return Face::Picked;
    }
    match ballot.rival(number) {
        Some(rival) => Face::Replaces(rival),
        None if ballot.is_full(number) => Face::Full,
        None => Face::Free,
    }
}

fn name_of(catalogue: CatalogueState, number: BallotNumber) -> String {
    catalogue
        .by_number(number)
        .map(|card| card.name.clone())
        .unwrap_or_default()
}

fn note(catalogue: CatalogueState, face: Face) -> String {
    match face {
        Face::Replaces(other) => fill(
            "pick.would_replace",
            &[("other", &name_of(catalogue, other))],
        ),
        Face::Free | Face::Picked | Face::Full => String::new(),
    }
}

/// What the pick did, for the notice.
fn said(edition: EditionState, catalogue: CatalogueState, card: &Card, picked: Picked) -> String {
    let category = edition.category_label(&card.category);
    let values = [
        ("name", card.name.as_str()),
        ("category", category.as_str()),
    ];
    let by_category = edition.edition().rule == Rule::OnePerCategory;
    match picked {
        Picked::Added if by_category => fill("pick.said_added", &values),
        Picked::Added => fill("pick.said_added_any", &values),
        Picked::Removed => fill("pick.said_removed", &values),
        Picked::Replaced(other) => {
            let key = if by_category {
                "pick.said_replaced"
            } else {
                "pick.said_replaced_any"
            };
            let other = name_of(catalogue, other);
            fill(key, &[values[0], values[1], ("other", &other)])
        }
        Picked::Full { max } => count("pick.said_full", usize::from(max)),
        Picked::NotOnBallot => t("pick.not_votable"),
    }
}
