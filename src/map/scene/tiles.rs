//! The optional raster background: images of the XYZ scheme under the drawing.

use atlas::viewport::Viewport;
use web_sys::HtmlElement;
use wire::{Frame, TileLayer};

use super::super::node;

/// Which tile: zoom, x, y.
type Key = (u32, i64, i64);

/// Images that are on the map now.
pub struct Tiles {
    layer: HtmlElement,
    source: TileLayer,
    shown: Vec<(Key, HtmlElement)>,
}

impl Tiles {
    pub fn new(layer: HtmlElement, source: TileLayer) -> Self {
        Self {
            layer,
            source,
            shown: Vec::new(),
        }
    }

    /// Shows the tiles of the nearest whole zoom that cover the screen.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "zooms are 0 to 24"
    )]
    pub fn draw(&mut self, frame: &Frame, viewport: &Viewport) {
        let zoom = viewport
            .web_zoom(frame)
            .round()
            .clamp(0.0, f64::from(self.source.max_zoom));
        let level = zoom as u32;
        let tiles = f64::from(1 << level);
        // World coordinates of the screen's corners, in tiles.
        let corner = |pixels: [f64; 2]| {
            let units = viewport.to_units(pixels);
            [0, 1].map(|axis| (units[axis] / frame.scale + frame.origin[axis]) * tiles)
        };
        let [west, north] = corner([0.0, 0.0]);
        let [east, south] = corner(viewport.size);
        let size = frame.scale * viewport.scale / tiles;
        let mut before = core::mem::take(&mut self.shown);
        for y in north.floor() as i64..=south.floor() as i64 {
            for x in west.floor() as i64..=east.floor() as i64 {
                if x < 0 || y < 0 || x >= tiles as i64 || y >= tiles as i64 {
                    continue;
                }
                let key = (level, x, y);
                let kept = before.iter().position(|(it, _)| *it == key);
                let image = match kept {
                    Some(at) => Some(before.swap_remove(at).1),
                    None => self.load(key),
                };
                let Some(image) = image else { continue };
                node::put(
                    &image,
                    [(x as f64 - west) * size, (y as f64 - north) * size],
                );
                let mut side = String::new();
                // A hair wider, so that no seams show between tiles.
                node::push_pixels(&mut side, size + 0.5);
                side.push_str("px");
                node::style(&image, "width", &side);
                node::style(&image, "height", &side);
                self.shown.push((key, image));
            }
        }
        for (_, image) in before {
            image.remove();
        }
    }

    fn load(&self, (zoom, x, y): Key) -> Option<HtmlElement> {
        let image = node::html("img", "c-map__tile")?;
        let url = self
            .source
            .url
            .replace("{z}", &zoom.to_string())
            .replace("{x}", &x.to_string())
            .replace("{y}", &y.to_string());
        node::set(&image, "alt", "");
        node::set(&image, "src", &url);
        self.layer.append_child(&image).ok()?;
        Some(image)
    }

    pub fn shift(&self, transform: &str) {
        node::style(&self.layer, "transform", transform);
    }
}
