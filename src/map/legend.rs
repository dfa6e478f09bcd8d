//! What the signs and the shades mean, and which shades are shown.

use leptos::prelude::*;

use super::{
    choropleth::{Measure, STEPS, Shades},
    input::{MapEvents, MapInput},
    motion::Motion,
    parts::{close, credits_key, zoom},
    shape::shape_icon,
};
use crate::{
    i18n::{fill, localized, number, t},
    platform::{
        document,
        dom::{Element, el, group, live, nothing},
    },
    reactive::{Memo, RwSignal},
};

/// Beside the map: in the sheet's place on a phone, above the board elsewhere.
pub fn legend(
    input: MapInput,
    events: MapEvents,
    motion: Motion,
    measure: RwSignal<Measure>,
    shades: Memo<Shades>,
) -> Element {
    let leave = move || {
        input.legend.set(false);
        document::focus(".c-map__key");
    };
    live(move || {
        if !input.legend.get() {
            return nothing();
        }
        document::focus(".c-legend h2");
        let head = el("div", "c-legend__head")
            .child(el("h2", "").attr("tabindex", "-1").text(&t("map.legend")))
            .child(close().press(leave));
        el("section", "c-legend")
            .attr("aria-label", &t("map.legend"))
            .on("keydown", move |event| {
                if document::key(&event) == "Escape" {
                    leave();
                }
            })
            .child(head)
            .child(zoom(motion))
            .child(el("ul", "c-legend__signs").child(signs(input)))
            .child(choices(input, events, measure))
            .live(move || match measure.get() {
                Measure::None => nothing(),
                Measure::Votes if input.votes.get().is_none() => {
                    el("p", "c-legend__note").text(&input.votes_note.get())
                }
                _ => steps(&shades.get()),
            })
            .child(credits(input))
    })
}

fn choices(input: MapInput, events: MapEvents, measure: RwSignal<Measure>) -> Element {
    let choices = [
        (Measure::None, "map.shade_none"),
        (Measure::Innovations, "map.shade_innovations"),
        (Measure::Votes, "map.shade_votes"),
    ];
    let choices = choices.map(|(value, key)| choice(events, measure, value, key));
    let title = fill("map.shade", &[("district", input.words[0])]);
    el("fieldset", "")
        .child(el("legend", "").text(&title))
        .children(choices)
}

/// Who drew the borders, and the tiles below them.
fn credits(input: MapInput) -> Element {
    let tiles = input.tiles.map(|it| &it.attribution);
    let lines = input.credits.iter().chain(tiles);
    group([
        el("h3", "").text(&t(credits_key(input))),
        el("ul", "c-legend__note").children(lines.map(|line| el("li", "").text(line))),
    ])
}

/// The categories that are on the map.
fn signs(input: MapInput) -> Element {
    let cards = input.cards.get();
    let used = input
        .categories
        .iter()
        .filter(|category| cards.iter().any(|card| card.category == category.code));
    group(used.map(|category| {
        let sign = el("span", "c-sign")
            .attr("data-cat", &category.colour.to_string())
            .child(shape_icon(category.shape));
        el("li", "")
            .child(sign)
            .child(el("span", "").text(&localized(&category.label)))
    }))
}

fn choice(events: MapEvents, measure: RwSignal<Measure>, value: Measure, key: &str) -> Element {
    let input = el("input", "")
        .attr("type", "radio")
        .attr("name", "measure")
        .live_property("checked", move || (measure.get() == value).into())
        .on("change", move |_| {
            measure.set(value);
            events.wants_votes.run(value == Measure::Votes);
        });
    el("label", "c-legend__choice")
        .child(input)
        .child(el("span", "").text(&t(key)))
}

/// Each shade with the numbers that it stands for.
fn steps(shades: &Shades) -> Element {
    let mut list = el("ul", "c-legend__steps");
    let mut before = 0;
    for (step, bound) in shades.bounds.iter().take(STEPS).enumerate() {
        let from = before + 1;
        before = *bound;
        if from > *bound {
            continue;
        }
        let whole = |value: u64| number(usize::try_from(value).unwrap_or(usize::MAX));
        let range = if from == *bound {
            whole(from)
        } else {
            [whole(from), whole(*bound)].join("–")
        };
        let shade = el("span", "c-legend__shade").attr("data-step", &(step + 1).to_string());
        list = list.child(el("li", "").child(shade).child(el("span", "").text(&range)));
    }
    list
}
