//! Less and more, with the number between.

use leptos::prelude::*;
use wire::{Card, Values};

use super::{hint, value_text};
use crate::{
    components::button,
    i18n::{fill, number},
    platform::{
        document,
        dom::{Element, el},
    },
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
        .child(match values {
            Values::Score { max } if max > FEW => choice(card, values, max),
            _ => el("span", "c-steps__value")
                .live_text(move || number(ballot.value(innovation).into())),
        })
        .child(up)
}

/// Beyond so many steps one may also choose the number itself.
const FEW: u16 = 10;

/// The number, and a list of all that there are.
fn choice(card: &'static Card, values: Values, max: u16) -> Element {
    let ballot = expect_context::<BallotBox>();
    let innovation = card.number;
    let options = (0..=max).map(|score| {
        el("option", "")
            .attr("value", &score.to_string())
            .text(&number(score.into()))
    });
    el("select", "c-steps__value")
        .attr("aria-label", &fill("score.group", &[("name", &card.name)]))
        .children(options)
        .live_property("value", move || ballot.value(innovation).to_string().into())
        .on("change", move |event| {
            if let Ok(score) = document::value_of(&event).parse() {
                ballot.give(values, innovation, score);
            }
        })
}
