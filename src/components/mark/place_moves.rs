//! Up, down and off, for an innovation that has a place.

use std::time::Duration;

use leptos::prelude::*;
use wire::Card;

use crate::{
    components::{Icon, button, icon_button},
    i18n::{fill, number, t},
    platform::dom::{Element, el, refocus},
    state::{BallotBox, Session, ballot::values::Towards},
};

pub fn place_moves(card: &'static Card) -> Element {
    let ballot = expect_context::<BallotBox>();
    let session = expect_context::<Session>();
    let off = fill("ballot.remove", &[("name", &card.name)]);
    el("div", "c-moves")
        .child(shift(card, Towards::First))
        .child(shift(card, Towards::Last))
        .child(icon_button("c-tool", Icon::Close, &off).press(move || {
            let (_, before) = ballot.pick(card.number);
            let said = fill("pick.said_removed", &[("name", &card.name)]);
            session.notify(said, Some(before));
        }))
}

fn shift(card: &'static Card, towards: Towards) -> Element {
    let ballot = expect_context::<BallotBox>();
    let session = expect_context::<Session>();
    let (label, end) = match towards {
        Towards::First => ("place.up", "place.said_first"),
        Towards::Last => ("place.down", "place.said_last"),
    };
    let is_at_end = move || match (ballot.place(card.number), towards) {
        (None, _) => true,
        (Some(place), Towards::First) => place == 1,
        (Some(place), Towards::Last) => place == ballot.count(),
    };
    let element = button("c-moves__button")
        .state("aria-disabled", is_at_end)
        .text(&t(label))
        .child(el("span", "u-hidden").text(": ").text(&card.name));
    let itself = element.clone();
    element.press(move || {
        let before = ballot.place(card.number);
        ballot.shift(card.number, towards);
        let place = ballot.place(card.number);
        let key = if place == before {
            end
        } else {
            "place.said_moved"
        };
        let place = number(place.unwrap_or(0));
        session.announce(fill(key, &[("name", &card.name), ("n", &place)]));
        // The browser takes the focus from what is moved, which is done after this.
        let itself = itself.clone();
        set_timeout(move || refocus(&itself), Duration::ZERO);
    })
}
