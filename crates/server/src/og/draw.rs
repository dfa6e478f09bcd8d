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
    page::{Language, View, palette},
    snapshot::Snapshot,
};

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
/// Where the map stands: left, top, side.
const MAP: [f64; 3] = [780.0, 130.0, 360.0];
const TEXT_WIDTH: f64 = 660.0;

static REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
static BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-Bold.otf");

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
        for face in [REGULAR, BOLD] {
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
    let colour = category.map_or("#0b6e75", |it| palette::colour(it.colour));
    let title = card.map_or(event, |card| card.name.as_str());
    let block = text::fit(title, TEXT_WIDTH, &[(68.0, 3), (54.0, 4), (44.0, 5), (38.0, 6)]);
    let below = match card {
        Some(card) => {
            let place = snapshot.area(&card.area).map_or("", |area| area.name.as_str());
            [card.agency.as_str(), place].join(" · ")
        }
        None => [edition.venue.as_str(), edition.region.name.as_str()].join(" · "),
    };
    let below = text::fit(&below, TEXT_WIDTH, &[(28.0, 2)]);
    let label = category.map(|it| it.label.get(language.tag));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT) viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } {
            rect width="1200" height="630" fill="#fbf8f3" {}
            rect width="1200" height="14" fill=(colour) {}
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
                g font-size="28" fill="#44506b" {
                    @for (at, line) in (0u32..).zip(&below.lines) {
                        text x="60" y=(476.0 + 38.0 * f64::from(at)) { (line) }
                    }
                }
                @if card.is_some() {
                    text x="60" y="580" font-size="28" font-weight="700" fill="#0b6e75" { (event) }
                }
            }
            (map(snapshot, card, colour))
        }
    }
    .into_string()
}

/// Outline of the region, and where the innovation is in it.
fn map(snapshot: &Snapshot, card: Option<&Card>, colour: &str) -> maud::Markup {
    let map = snapshot.map();
    let view = View::of(map);
    let [left, top, side] = MAP;
    let scale = side / view.side();
    let across = left + (side - view.width * scale) / 2.0 - view.left * scale;
    let down = top + (side - view.height * scale) / 2.0 - view.top * scale;
    let point = card.map(|card| atlas::project(&map.frame, card.point));
    html! {
        g transform={ "translate(" (across) " " (down) ") scale(" (scale) ")" } {
            @for area in map.areas.iter().filter(|it| matches!(it.level, Level::Region | Level::District)) {
                path d=(area.path) fill="#e6dfd0" fill-rule="evenodd" stroke="#fbf8f3" stroke-width=(2.0 / scale) {}
            }
            @if let Some([x, y]) = point {
                circle cx=(x) cy=(y) r=(16.0 / scale) fill=(colour) stroke="#fff" stroke-width=(5.0 / scale) {}
            }
        }
    }
}
