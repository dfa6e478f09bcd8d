//! All scores side by side, of which one is chosen; 0 is no mark.

use leptos::prelude::*;
use wire::{Card, Values};

use super::fresh;
use crate::{
    i18n::{fill, number, t},
    platform::dom::{Element, el},
    state::BallotBox,
};

pub(super) fn scale(card: &'static Card, values: Values, max: u16) -> Element {
    let ballot = expect_context::<BallotBox>();
    let innovation = card.number;
    // Another scale for the same innovation must not share its choice by name.
    let group = format!("score-{}", fresh());
    let steps = (0..=max).map(|score| {
        let radio = el("input", "c-scale__radio")
            .attr("type", "radio")
            .attr("name", &group)
            .attr("value", &score.to_string())
            .live_property("checked", move || {
                (ballot.value(innovation) == score).into()
            })
            .on("change", move |_| ballot.give(values, innovation, score));
        let none = (score == 0).then(|| el("span", "u-hidden").text(": ").text(&t("score.none")));
        el("label", "c-scale__step").child(radio).child(
            el("span", "c-scale__face")
                .text(&number(score.into()))
                .child(none),
        )
    });
    el("fieldset", "c-scale")
        .child(el("legend", "u-hidden").text(&fill("score.group", &[("name", &card.name)])))
        .children(steps)
}
