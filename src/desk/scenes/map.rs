//! The map: districts shaded by votes, a pulse where counts rise, and one
//! innovation in the light.

use std::{cell::Cell, time::Duration};

use atlas::project;
use leptos::prelude::set_timeout;
use wire::{AreaMap, Card, Level};

use super::{
    super::desk::Desk,
    heading, n, sealed,
    spotlight::{self, spotlight},
};
use crate::{
    i18n::{localized, t},
    map::{Measure, Shades, outlines, region_of},
    platform::dom::{Element, el, group, nothing, svg, watch},
    reactive::Memo,
};

/// How long a pulse is seen.
const PULSE: Duration = Duration::from_millis(1800);
/// More at once would be noise.
const PULSES: usize = 24;
/// Room around the region, as a share of its size.
const MARGIN: f64 = 0.04;

pub fn map(desk: Desk) -> Element {
    let shades = Memo::new(move || shades(desk));
    let spot = Memo::new(move || spotlight::card(desk).map(|card| card.number));
    let side = el("div", "c-mapscene__side").live(move || {
        spot.track();
        match spotlight::card(desk) {
            Some(card) => spotlight(desk, card),
            None => districts(desk, shades),
        }
    });
    el("div", "c-mapscene")
        .child(drawing(desk, shades))
        .child(side)
}

/// Votes for the innovations of each district, as far as they are shown.
fn shades(desk: Desk) -> Shades {
    let areas = &desk.edition.facts().map.areas;
    let votes: Vec<u64> = match desk.shown() {
        Some(live) if !live.standings.contests.is_empty() => {
            let rows: Vec<_> = live
                .standings
                .contests
                .iter()
                .flat_map(|it| &it.rows)
                .collect();
            let votes = desk.cards.iter().map(|card| {
                let row = rows.iter().find(|row| row.number == card.number);
                row.map_or(0, |row| row.votes)
            });
            votes.collect()
        }
        _ => return Shades::new(Measure::None, areas, &[], &[], &[]),
    };
    let all: Vec<u32> = (0..).take(desk.cards.len()).collect();
    Shades::new(Measure::Votes, areas, desk.cards, &all, &votes)
}

fn drawing(desk: Desk, shades: Memo<Shades>) -> Element {
    let map: &'static AreaMap = &desk.edition.facts().map;
    let view = region_of(&map.areas);
    let margin = view.width().max(view.height()) * MARGIN;
    let sides = [
        view.west - margin,
        view.north - margin,
        view.width() + 2.0 * margin,
        view.height() + 2.0 * margin,
    ];
    let unit = view.width().max(view.height()) / 100.0;
    let districts = map.areas.iter().filter(|it| it.level == Level::District);
    let land = districts.clone().map(|area| {
        svg("path", "c-mapscene__district")
            .attr("d", &area.path)
            .live_attr("data-step", move || {
                Some(shades.with(|shades| shades.step(&area.code)).to_string())
            })
    });
    let names = districts.map(|area| {
        svg("text", "c-mapscene__name")
            .attr("x", &area.label[0].to_string())
            .attr("y", &area.label[1].to_string())
            .attr("font-size", &format!("{:.0}", unit * 3.0))
            .text(&area.name)
    });
    let pins = desk.cards.iter().map(|card| {
        let category = desk.edition.category(&card.category);
        let place = place_of(map, card, unit * 0.12);
        svg("g", "c-mapscene__pin")
            .attr("data-cat", &category.map_or(0, |it| it.colour).to_string())
            .attr("transform", &place)
            .class_if("is-lit", move || {
                spotlight::card(desk).is_some_and(|lit| lit.number == card.number)
            })
            .child(category.map(|it| svg("path", "").attr("d", it.shape.outline())))
    });
    let halo = svg("g", "").live(move || match spotlight::card(desk) {
        Some(card) => svg("g", "c-mapscene__halo")
            .attr("transform", &place_of(map, card, unit))
            .child(svg("circle", "").attr("r", "4")),
        None => nothing(),
    });
    let pulses = svg("g", "");
    pulse(desk, map, unit, pulses.clone());
    svg("svg", "c-mapscene__map")
        .attr("viewBox", &sides.map(|side| format!("{side:.0}")).join(" "))
        .attr("role", "img")
        .attr("aria-label", &t("screen.map"))
        .child(outlines(map, Level::Neighbour))
        .child(group(land))
        .child(outlines(map, Level::Region))
        .child(group(pins))
        .child(halo)
        .child(pulses)
        .child(group(names))
}

fn place_of(map: &AreaMap, card: &Card, scale: f64) -> String {
    let [x, y] = project(&map.frame, card.point);
    format!("translate({x:.0} {y:.0}) scale({scale:.2})")
}

/// Draws a ring that spreads and goes at each innovation whose count has risen.
fn pulse(desk: Desk, map: &'static AreaMap, unit: f64, layer: Element) {
    let is_first = Cell::new(true);
    watch(move || {
        let risen = desk.feed.risen.get();
        // What rose before this scene was shown is no news; what is frozen stands still.
        if is_first.replace(false) || desk.stage.with_untracked(|stage| stage.frozen) {
            return;
        }
        let cards = risen.iter().filter_map(|number| desk.card(*number));
        for card in cards.take(PULSES) {
            let category = desk.edition.category(&card.category);
            let ring = svg("g", "c-mapscene__pulse")
                .attr("data-cat", &category.map_or(0, |it| it.colour).to_string())
                .attr("transform", &place_of(map, card, unit))
                .child(svg("circle", "").attr("r", "6"));
            let node = ring.html();
            let _ = layer.clone().child(ring);
            set_timeout(move || node.remove(), PULSE);
        }
    });
}

/// The districts by votes, and what belongs to none of them, so that the sum is right.
fn districts(desk: Desk, shades: Memo<Shades>) -> Element {
    let word = localized(&desk.edition.edition().region.district_word);
    let title = el("span", "").text(&t("screen.map"));
    el("div", "c-mapscene__list")
        .child(heading(&word, title))
        .live(move || {
            let Some(live) = desk.shown() else {
                return sealed("screen.waiting");
            };
            if live.standings.contests.is_empty() {
                return sealed("screen.hidden");
            }
            let rows = live.standings.contests.iter().flat_map(|it| &it.rows);
            let all: u64 = rows.map(|row| row.votes).sum();
            let mut values = shades.with(|shades| shades.values.clone());
            let rest = all - values.iter().map(|(_, votes)| votes).sum::<u64>();
            values.sort_by_key(|(_, votes)| core::cmp::Reverse(*votes));
            let line = |name: &str, votes: u64, step: usize| {
                el("li", "c-mapscene__line")
                    .child(
                        el("span", "c-mapscene__shade")
                            .attr("data-step", &step.to_string())
                            .attr("aria-hidden", "true"),
                    )
                    .child(el("span", "").text(name))
                    .child(el("b", "").text(&n(votes)))
            };
            let lines = values.iter().map(|(code, votes)| {
                let step = shades.with(|shades| shades.step(code));
                line(desk.edition.area_name(code), *votes, step)
            });
            let whole = (rest > 0).then(|| line(&t("screen.whole"), rest, 0));
            group([
                el("ul", "c-mapscene__lines").children(lines).child(whole),
                el("p", "c-mapscene__note").text(&t("screen.map_note")),
            ])
        })
}
