//! The drawing: an SVG of our own, made into a PNG.

use std::sync::{Arc, OnceLock};

use maud::html;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{self, fontdb},
};
use wire::{Card, Level};

use super::text;
use crate::{
    page::{Language, View, format, palette},
    snapshot::Snapshot,
};

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
/// Where the map stands: left, top, side.
const MAP: [f64; 3] = [720.0, 60.0, 520.0];
const TEXT_WIDTH: f64 = 680.0;

/// Pins on the picture of the edition; more would only be a blur.
const PINS: usize = 300;
const SEA: &str = "#0b6e75";

/// The preview of one innovation, or of the edition; none if it can't be drawn.
pub(super) fn picture(snapshot: &Snapshot, position: Option<usize>) -> Option<Vec<u8>> {
    let svg = svg(snapshot, position.map(|at| &snapshot.cards()[at]));
    let options = usvg::Options {
        font_family: "Inter".to_owned(),
        fontdb: fonts(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(&svg, &options).ok()?;
    let mut pixels = Pixmap::new(WIDTH, HEIGHT)?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().ok()
}

/// Read when the first picture is drawn.
fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        for face in [print::REGULAR, print::BOLD] {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(face)));
        }
        Arc::new(fonts)
    }))
}

fn svg(snapshot: &Snapshot, card: Option<&Card>) -> String {
    let language = Language::choose(None);
    let edition = snapshot.edition();
    let event = edition.name.get(language.tag);
    let category = card.and_then(|card| snapshot.category(&card.category));
    let colour = category.map_or(SEA, |it| palette::colour(it.colour));
    let lacks = print::lacks();
    let label = category.map(|it| it.label.get(language.tag));
    // A name that can't be drawn makes way for what finds the innovation too.
    let title = match card {
        Some(card) => text::legible(&card.name, &lacks)
            .unwrap_or_else(|| format!("{} · {}", card.number, label.unwrap_or_default())),
        None => event.to_owned(),
    };
    let block = text::fit(
        &title,
        TEXT_WIDTH,
        &[(68.0, 3), (54.0, 4), (44.0, 5), (38.0, 6)],
    );
    let below = match card {
        Some(card) => {
            let place = snapshot
                .area(&card.area)
                .map_or("", |area| area.name.as_str());
            [card.agency.clone(), place.to_owned()]
        }
        None => [
            format::days(edition.starts_on, edition.ends_on, language),
            edition.venue.clone(),
        ],
    };
    let below = below.map(|line| text::legible(&line, &lacks).unwrap_or_default());
    let below = below.map(|line| text::fit(&line, TEXT_WIDTH, &[(28.0, 1), (24.0, 1), (20.0, 1)]));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT) viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } {
            rect width="1200" height="630" fill="#fbf8f3" {}
            rect width="1200" height="14" fill=(colour) {}
            (map(snapshot, card))
            g font-family="Inter" fill="#14213d" {
                @if let (Some(category), Some(label)) = (category, label) {
                    path transform="translate(84 98) scale(2)" d=(palette::outline(category.shape)) fill=(colour) {}
                    text x="120" y="108" font-size="28" { (label) }
                }
                g font-weight="700" font-size=(block.size) {
                    @for (at, line) in (0u32..).zip(&block.lines) {
                        text x="60" y=(190.0 + block.size * 1.18 * f64::from(at)) { (line) }
                    }
                }
                g fill="#44506b" {
                    @for (at, block) in (0u32..).zip(&below) {
                        @for line in &block.lines {
                            text x="60" y=(476.0 + 38.0 * f64::from(at)) font-size=(block.size) { (line) }
                        }
                    }
                }
                text x="60" y="580" font-size="28" font-weight="700" fill=(SEA) {
                    (card.map_or(edition.region.name.as_str(), |_| event))
                }
            }
        }
    }
    .into_string()
}

/// Outline of the region, and where the innovation is in it.
fn map(snapshot: &Snapshot, card: Option<&Card>) -> maud::Markup {
    let map = snapshot.map();
    let view = View::close(map);
    let [left, top, side] = MAP;
    let scale = side / view.side();
    let across = left + (side - view.width * scale) / 2.0 - view.left * scale;
    let down = top + (side - view.height * scale) / 2.0 - view.top * scale;
    // One pin, or all of them.
    let (cards, radius) = match card {
        Some(card) => (std::slice::from_ref(card), 18.0),
        None => (
            snapshot.cards().get(..PINS).unwrap_or(snapshot.cards()),
            8.0,
        ),
    };
    let pin = |card: &Card| {
        snapshot
            .category(&card.category)
            .map_or(SEA, |it| palette::colour(it.colour))
    };
    html! {
        g transform={ "translate(" (across) " " (down) ") scale(" (scale) ")" } {
            @for area in map.areas.iter().filter(|it| matches!(it.level, Level::Region | Level::District)) {
                path d=(area.path) fill="#e6dfd0" fill-rule="evenodd" stroke="#fbf8f3" stroke-width=(2.0 / scale) {}
            }
            @for card in cards {
                @let [x, y] = atlas::project(&map.frame, card.point);
                circle cx=(x) cy=(y) r=(radius / scale) fill=(pin(card)) stroke="#fff" stroke-width=(radius / scale * 0.25) {}
            }
        }
    }
}
