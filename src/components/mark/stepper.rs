//! Less and more, with the number between.

use leptos::prelude::*;
use wire::{Card, Values};

use super::{hint, value_text};
use crate::{
    components::button,
    i18n::{fill, number},
    platform::dom::{Element, el},
    state::{BallotBox, Session},
};

/// A button that can do nothing now keeps the focus and says why: it is not
/// `disabled`, which would take it out of reach.
pub(super) fn stepper(card: &'static Card, values: Values, note: &str) -> Element {
    let ballot = expect_context::<BallotBox>();
    let session = expect_context::<Session>();
    let innovation = card.number;
    let (group, less, more) = match values {
        Values::Points { .. } => ("points.group", "points.less", "points.more"),
        _ => ("score.group", "score.less", "score.more"),
    };
    let step = move |to: u16| {
        ballot.give(values, innovation, to);
        let value = value_text(ballot, values, card);
        let hint = hint(ballot, card, values);
        let said = [
            ("name", card.name.as_str()),
            ("value", &value),
            ("hint", &hint),
        ];
        session.announce(fill("mark.said", &said));
    };
    let name = [("name", card.name.as_str())];
    let down = button("c-steps__button")
        .attr("aria-label", &fill(less, &name))
        .state("aria-disabled", move || ballot.value(innovation) == 0)
        .text("\u{2212}")
        .press(move || step(ballot.value(innovation).saturating_sub(1)));
    let up = button("c-steps__button")
        .attr("aria-label", &fill(more, &name))
        .attr("aria-describedby", note)
        .state("aria-disabled", move || {
            ballot.value(innovation) >= ballot.most(values, innovation)
        })
        .text("+")
        .press(move || step(ballot.value(innovation) + 1));
    el("div", "c-steps")
        .attr("role", "group")
        .attr("aria-label", &fill(group, &name))
        .class_if("is-given", move || ballot.value(innovation) > 0)
        .child(down)
        .child(
            el("span", "c-steps__value").live_text(move || number(ballot.value(innovation).into())),
        )
        .child(up)
}
