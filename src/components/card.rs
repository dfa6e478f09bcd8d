//! One innovation on the board.

use leptos::prelude::*;
use wire::Card;

use super::{link, pick_button, sign_label};
use crate::{
    page::Page,
    platform::dom::{Element, el},
    state::{EditionState, Session},
};

pub fn innovation_card(card: &'static Card) -> Element {
    let edition = expect_context::<EditionState>();
    let session = expect_context::<Session>();
    let number = card.number;
    let vocabulary = &edition.facts().vocabulary;
    let name = link("", &Page::Innovation(card.slug.clone()).path()).text(&card.name);
    let meta = el("p", "c-card__meta")
        .child(el("span", "").text(&edition.place(&card.area)))
        .child(el("span", "").text(&EditionState::term(&vocabulary.stages, &card.stage)));
    let body = el("div", "c-card__body")
        .child(el("p", "c-card__category").child(sign_label(edition, &card.category)))
        .child(el("h3", "c-card__name").child(name))
        .child(el("p", "c-card__summary").text(&card.summary))
        .child(meta);
    let picture = card.picture.as_ref().map(|picture| {
        // The name beside it says what a thumbnail could: the page has its description.
        el("img", "c-card__picture")
            .attr("alt", "")
            .attr("loading", "lazy")
            .attr("decoding", "async")
            .attr("width", "72")
            .attr("height", "72")
            .attr("src", &["/media/", &picture.file].concat())
    });
    el("li", "c-card")
        .class_if("is-marked", move || session.hovered.get() == Some(number))
        .attr("data-number", &number.0.to_string())
        .on("pointerenter", move |_| session.hovered.set(Some(number)))
        .on("pointerleave", move |_| session.hovered.set(None))
        .child(body)
        .child(picture)
        .child(pick_button(card))
}
