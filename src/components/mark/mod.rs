//! What one gives an innovation where a mark has a value: points, a score, a
//! place. Linked by bundles with the feature `rules` alone.

mod place_button;
mod place_moves;
mod rule;
mod scale;
mod stepper;

use leptos::prelude::*;
use wire::{Card, Values};

use crate::{
    i18n::{count, t},
    platform::dom::{Element, el},
    state::BallotBox,
};
use place_button::place_button;
use scale::scale;
use stepper::stepper;

pub use place_moves::place_moves;
pub use rule::{rule_text, tie_text};

/// Up to this score all of them stand side by side.
const WIDEST: u16 = 5;

/// On a card: what is given, what may be, and how to give it.
pub fn mark_row(card: &'static Card, values: Values) -> Element {
    let ballot = expect_context::<BallotBox>();
    let note = format!("mark-note-{}", fresh());
    let text = move || match values {
        Values::Points { .. } => hint(ballot, card, values),
        Values::Score { .. } => value_text(ballot, values, card),
        Values::Places { .. } => String::new(),
    };
    let row =
        el("div", "c-pick__row").child(el("p", "c-pick__note").attr("id", &note).live_text(text));
    match values {
        Values::Places { .. } => row.child(place_button(card)),
        _ => row.child(mark_control(card, values, &note)),
    }
}

/// The control alone; what `note` names says what is left.
pub fn mark_control(card: &'static Card, values: Values, note: &str) -> Element {
    match values {
        Values::Score { max } if max <= WIDEST => scale(card, values, max),
        _ => stepper(card, values, note),
    }
}

/// What an innovation has: `3 points`, `Score 4`, `Not scored`.
pub fn value_text(ballot: BallotBox, values: Values, card: &Card) -> String {
    let value = ballot.value(card.number);
    match values {
        Values::Points { .. } => count("results.points", value.into()),
        Values::Score { .. } if value == 0 => t("score.none"),
        Values::Score { .. } => count("score.value", value.into()),
        Values::Places { .. } => count("place.picked", ballot.place(card.number).unwrap_or(0)),
    }
}

/// Why there is no more for this one, else how much is left for all.
fn hint(ballot: BallotBox, card: &Card, values: Values) -> String {
    let value = ballot.value(card.number);
    match values {
        Values::Points { total, .. } if ballot.left(total) == 0 => t("points.none_left"),
        Values::Points { max, .. } if value >= max => count("points.most", max.into()),
        Values::Points { total, .. } => count("points.left", ballot.left(total).into()),
        Values::Score { max } if value >= max => count("score.most", max.into()),
        _ => String::new(),
    }
}

/// For ids of elements: an innovation may stand on the page more than once.
fn fresh() -> u32 {
    use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Relaxed)
}
