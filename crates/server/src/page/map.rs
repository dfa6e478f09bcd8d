//! The drawing of the map in the first view: still, but complete.

use maud::{Markup, html};
use wire::{AreaMap, AreaShape, Card, Level};

use super::{card::place, language::Language, palette};
use crate::snapshot::Snapshot;

/// Room around the region, as a part of its larger side.
const MARGIN: f64 = 0.04;
const CLOSE_MARGIN: f64 = 0.13;
/// Radius of a pin, as a part of the larger side.
const PIN: f64 = 0.014;

/// The part of the drawing that is shown: the region with a margin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl View {
    /// Everything of the region, islets included.
    pub(crate) fn of(map: &AreaMap) -> Self {
        let inside = map
            .areas
            .iter()
            .filter(|area| matches!(area.level, Level::Region | Level::District))
            .map(|area| area.bounds);
        Self::around(inside, MARGIN).unwrap_or(Self {
            left: 0.0,
            top: 0.0,
            width: f64::from(map.frame.width.max(1)),
            height: f64::from(map.frame.height.max(1)),
        })
    }

    /// Where most of the land is: around the places that names are written at.
    pub(crate) fn close(map: &AreaMap) -> Self {
        let labels = map
            .areas
            .iter()
            .filter(|area| matches!(area.level, Level::District | Level::Village))
            .map(|area| [area.label[0], area.label[1], area.label[0], area.label[1]]);
        Self::around(labels, CLOSE_MARGIN)
            .filter(|view| view.width > 1.0 && view.height > 1.0)
            .unwrap_or_else(|| Self::of(map))
    }

    /// `margin` is a part of the larger side.
    fn around(bounds: impl Iterator<Item = [i32; 4]>, margin: f64) -> Option<Self> {
        let all = bounds.reduce(|a, b| {
            [
                a[0].min(b[0]),
                a[1].min(b[1]),
                a[2].max(b[2]),
                a[3].max(b[3]),
            ]
        })?;
        let [west, north, east, south] = all.map(f64::from);
        let margin = margin * (east - west).max(south - north);
        Some(Self {
            left: west - margin,
            top: north - margin,
            width: east - west + 2.0 * margin,
            height: south - north + 2.0 * margin,
        })
    }

    pub(crate) fn side(&self) -> f64 {
        self.width.max(self.height)
    }

    pub(crate) fn view_box(&self) -> String {
        format!(
            "{:.0} {:.0} {:.0} {:.0}",
            self.left, self.top, self.width, self.height
        )
    }
}

/// Sea, neighbours, region, districts, pins.
pub(super) fn drawing(snapshot: &Snapshot, language: &Language, cards: &[Card]) -> Markup {
    let map = snapshot.map();
    let view = View::of(map);
    let used = |it: &&wire::Category| cards.iter().any(|card| card.category == it.code);
    let line = format!("{:.1}", view.side() * 0.002);
    html! {
        div.c-map { svg.c-map__drawing viewBox=(view.view_box()) role="img" aria-label=(language.text("map.label"))
            preserveAspectRatio="xMidYMid meet" {
            defs {
                @for category in snapshot.categories().iter().filter(used) {
                    symbol id={ "p-" (category.code) } data-cat=(category.colour) viewBox=(palette::VIEW_BOX) overflow="visible" {
                        path d=(palette::outline(category.shape)) fill=(palette::colour(category.colour))
                            stroke="#fff" stroke-width="2" {}
                    }
                }
            }
            g.c-map__neighbours fill="#e9e4da" { (paths(map, Level::Neighbour)) }
            g.c-map__region fill="#f3ede1" { (paths(map, Level::Region)) }
            g.c-map__districts fill="#f3ede1" stroke="#b9ae98" stroke-width=(line) { (paths(map, Level::District)) }
            g.c-map__pins { (pins(map, &view, cards)) }
        } }
    }
}

/// How large the pin of a small map is, in shares of the drawing's width.
const SMALL_PIN: f64 = 1.0 / 340.0;

/// Where one innovation is: small, and in a box of its own. The same elements as
/// the app's, so that nothing moves when it takes over.
pub(super) fn small(snapshot: &Snapshot, language: &Language, card: &Card) -> Markup {
    let map = snapshot.map();
    let frame = map.frame;
    let [x, y] = atlas::project(&frame, card.point);
    let size = f64::from(frame.width) * SMALL_PIN;
    let category = snapshot.category(&card.category);
    html! {
        a.c-profile__map href=(language.link(&format!("/?selected={}", card.slug))) {
            svg.c-minimap viewBox={ "0 0 " (frame.width) " " (frame.height) } role="img" aria-label=(place(snapshot, card)) {
                (outlines(map, Level::Neighbour, "c-map__neighbour"))
                (outlines(map, Level::District, "c-map__district"))
                (outlines(map, Level::Region, "c-map__region"))
                @if let Some(category) = category {
                    g.c-minimap__pin data-cat=(category.colour) transform={ "translate(" (format!("{x:.0} {y:.0}")) ") scale(" (format!("{size:.1}")) ")" } {
                        circle r="14" {}
                        path d=(palette::outline(category.shape)) {}
                    }
                }
            }
            span { (language.text("profile.on_map")) }
        }
    }
}

fn outlines(map: &AreaMap, level: Level, class: &str) -> Markup {
    html! {
        @for area in map.areas.iter().filter(|area| area.level == level) {
            path class=(class) d=(area.path) {}
        }
    }
}

fn paths(map: &AreaMap, level: Level) -> Markup {
    let areas = map
        .areas
        .iter()
        .filter(|area: &&AreaShape| area.level == level);
    html! {
        @for area in areas {
            path d=(area.path) fill-rule="evenodd" { @if level == Level::District { title { (area.name) } } }
        }
    }
}

fn pins(map: &AreaMap, view: &View, cards: &[Card]) -> Markup {
    let radius = view.side() * PIN;
    let size = format!("{:.0}", radius * 2.4);
    html! {
        @for card in cards {
            @let [x, y] = atlas::project(&map.frame, card.point);
            use href={ "#p-" (card.category) } width=(size) height=(size)
                x={ (format!("{:.0}", x - radius * 1.2)) } y={ (format!("{:.0}", y - radius * 1.2)) } {}
        }
    }
}
