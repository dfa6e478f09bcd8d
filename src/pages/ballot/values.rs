//! The ballot where marks have values: what is left to give, and what each
//! innovation has.

use leptos::prelude::*;
use voting::Gate;
use wire::{BallotNumber, Card, Contest, Values};

use crate::{
    components::{link, mark_control, place_moves, rule_text, sign, value_text},
    i18n::{count, fill, number, t},
    page::Page,
    platform::dom::{Element, el, group, keyed, live, nothing},
    state::{BallotBox, CatalogueState, EditionState},
};

/// Names what is left, for the buttons that ask for it.
const LEFT: &str = "ballot-left";

pub(super) fn values(contest: &'static Contest, values: Values) -> Element {
    let edition = expect_context::<EditionState>();
    let is_open = edition.gate() == Gate::Open;
    let see = count("ballot.see", contest.numbers.len());
    el("section", "c-values")
        .child(el("p", "c-values__rule").text(&rule_text(edition.edition().rule)))
        .child(if is_open { head(values) } else { nothing() })
        .child(list(values, is_open))
        .child(el("div", "c-row__actions").child(link("c-link", &Page::Board.path()).text(&see)))
}

/// Stays in sight while one scrolls.
fn head(values: Values) -> Element {
    let ballot = expect_context::<BallotBox>();
    let head = el("div", "c-values__left").attr("id", LEFT);
    match values {
        Values::Points { total, .. } => {
            let text = move || {
                let left = ballot.left(total).to_string();
                fill(
                    "points.of",
                    &[("left", &left), ("total", &total.to_string())],
                )
            };
            let share = move || {
                let given = u32::from(total.saturating_sub(ballot.left(total)));
                [&(given * 100 / u32::from(total.max(1))).to_string(), "%"].concat()
            };
            let meter = el("span", "c-values__meter")
                .attr("aria-hidden", "true")
                .child(el("span", "").live_style("inline-size", share));
            head.child(el("strong", "").live_text(text)).child(meter)
        }
        Values::Score { .. } => head.text(&t("score.hint")),
        Values::Places { .. } => nothing(),
    }
}

/// All that has a mark, or had one since the page was opened: a row does not go
/// away from under a thumb. Places are another matter: who has none is not listed.
fn list(values: Values, is_open: bool) -> Element {
    let ballot = expect_context::<BallotBox>();
    let catalogue = expect_context::<CatalogueState>();
    let mut rows = Vec::<BallotNumber>::new();
    let numbers = move || -> Vec<u32> {
        let marked = ballot.marked();
        if matches!(values, Values::Places { .. }) {
            rows = marked;
        } else {
            for number in marked {
                if !rows.contains(&number) {
                    rows.push(number);
                }
            }
        }
        rows.iter().map(|number| number.0).collect()
    };
    let row = move |number| {
        catalogue
            .by_number(BallotNumber(number))
            .map_or_else(nothing, |card| row(card, values, is_open))
    };
    let tag = match values {
        Values::Places { .. } => "ol",
        _ => "ul",
    };
    keyed(el(tag, "c-rows"), numbers, row)
}

fn row(card: &'static Card, values: Values, is_open: bool) -> Element {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let name = el("div", "c-value__name")
        .child(sign(edition.category(&card.category)))
        .child(link("", &Page::Innovation(card.slug.clone()).path()).text(&card.name));
    let row = el("li", "c-row c-value");
    let row = match values {
        Values::Places { .. } => {
            let place = move || ballot.place(card.number).unwrap_or(0);
            row.child(
                el("span", "c-value__place")
                    .attr("aria-hidden", "true")
                    .live_text(move || number(place())),
            )
            .child(el("span", "u-hidden").live_text(move || count("place.picked", place())))
            .child(name)
        }
        _ => row.child(name),
    };
    let control = match (is_open, values) {
        (true, Values::Places { .. }) => place_moves(card),
        (true, _) => mark_control(card, values, LEFT),
        (false, Values::Places { .. }) => nothing(),
        (false, _) => {
            live(move || el("span", "c-value__given").text(&value_text(ballot, values, card)))
        }
    };
    row.child(control)
}

/// What the ballot leaves open, in the last look before it is cast.
pub(super) fn left_open(ballot: BallotBox, contest: &Contest, values: Values) -> Element {
    let marked = ballot.marked().len();
    let innovations = contest.numbers.len();
    let (key, n) = match values {
        Values::Points { total, max } => {
            let most = usize::from(max).saturating_mul(innovations);
            let given = usize::from(total) - usize::from(ballot.left(total));
            (
                "points.unused",
                usize::from(total).min(most).saturating_sub(given),
            )
        }
        Values::Score { .. } => ("score.unused", innovations.saturating_sub(marked)),
        Values::Places { .. } => {
            let most = usize::from(contest.max_marks).min(innovations);
            ("place.unused", most.saturating_sub(marked))
        }
    };
    if n == 0 {
        return nothing();
    }
    el("p", "c-review__open").text(&count(key, n))
}

/// All that has a mark, with its value.
pub(super) fn reviewed(ballot: BallotBox, values: Values) -> Element {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let lines = ballot.marked();
    let cards = lines
        .iter()
        .filter_map(|number| catalogue.by_number(*number));
    let lines = cards.map(|card| {
        let words = el("span", "")
            .child(el("span", "c-review__category").text(&value_text(ballot, values, card)))
            .child(el("strong", "").text(&card.name));
        el("li", "")
            .child(sign(edition.category(&card.category)))
            .child(words)
    });
    group(lines)
}
