//! The button that gives an innovation the next place, or takes its place away.

use leptos::prelude::*;
use wire::Card;

use crate::{
    components::{Icon, button, icon},
    i18n::{count, fill, number, t},
    platform::dom::{Element, el, group},
    state::{BallotBox, Session, ballot::Picked},
};

pub(super) fn place_button(card: &'static Card) -> Element {
    let ballot = expect_context::<BallotBox>();
    let session = expect_context::<Session>();
    let innovation = card.number;
    let on_pick = move || {
        let (picked, before) = ballot.pick(innovation);
        let place = ballot.place(innovation).unwrap_or(0);
        let name = card.name.as_str();
        let undo = match picked {
            Picked::Full { .. } | Picked::NotOnBallot => None,
            Picked::Added | Picked::Removed | Picked::Replaced(_) => Some(before),
        };
        let said = match picked {
            Picked::Added | Picked::Replaced(_) => {
                fill("place.said_added", &[("name", name), ("n", &number(place))])
            }
            Picked::Removed => fill("pick.said_removed", &[("name", name)]),
            Picked::Full { max } => count("pick.said_full", max.into()),
            Picked::NotOnBallot => t("pick.not_votable"),
        };
        session.notify(said, undo);
    };
    let face = move || {
        let (sign, label) = match ballot.place(innovation) {
            Some(place) => (Icon::Check, count("place.picked", place)),
            None if ballot.is_full(innovation) => (Icon::Plus, t("pick.full")),
            None => (Icon::Plus, count("place.pick", ballot.count() + 1)),
        };
        group([icon(sign), el("span", "").text(&label)])
    };
    button("c-pick")
        .state("aria-pressed", move || ballot.is_picked(innovation))
        .class_if("is-full", move || {
            !ballot.is_picked(innovation) && ballot.is_full(innovation)
        })
        .live(face)
        .child(el("span", "u-hidden").text(": ").text(&card.name))
        .press(on_pick)
}
