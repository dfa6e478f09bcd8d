//! The drawing as it is on the screen: what is where, and how it moves.
//!
//! Lives outside of the reactive graph. While a gesture lasts only transforms
//! change; when it ends, clusters, names and tiles are worked out again.

pub mod focus;
mod labels;
mod pins;
mod tiles;

use atlas::{
    Bounds,
    cluster::{Cluster, ClusterIndex},
    math, project, unproject,
    viewport::{Limits, Viewport},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use wire::{AreaShape, Card, Frame, TileLayer};

use super::node;
use crate::platform::document;
use labels::Names;
use pins::{Kind, Pins, SPACING, is_focused};
use tiles::Tiles;

/// Pixels for a unit at the closest zoom: a cell of the grid of whole drawing
/// units (about 10 m) is then 1 cm wide.
const CLOSEST: f64 = 6.0;
/// Half of what a pin covers, CSS pixels.
const PIN: f64 = 15.0;
/// From this many times the scale of the whole region on, villages are drawn.
const VILLAGES_FROM: f64 = 1.9;
/// How much more than the screen is drawn on each side, as a share of it.
const MARGIN: f64 = 0.25;
/// The same for pins where there are many: each costs time in every frame of a zoom.
const MARGIN_OF_MANY: f64 = 0.04;
/// From this many pins on, they are many.
const MANY: usize = 150;
/// While a gesture lasts, nothing is worked out anew more often, milliseconds:
/// a fast one is over by then, and water shows at the edges until it is.
const DRAWN_FOR: f64 = 120.0;
/// Free room around what is shown whole, as a share of the shorter side.
const PADDING: f64 = 0.055;

/// How a pin gets its looks and its words.
pub struct Look {
    /// Colour (0 to 9) and shape of the innovation at a position.
    pub category: Box<dyn Fn(u32) -> Kind>,
    /// What a screen reader says.
    pub name: Box<dyn Fn(&Cluster) -> String>,
    /// A number as people write it.
    pub number: Box<dyn Fn(u32) -> String>,
}

/// The nodes that the drawing consists of.
pub struct Layers {
    pub stage: HtmlElement,
    pub land: HtmlElement,
    pub camera: Element,
    pub names: HtmlElement,
    pub pins: HtmlElement,
    pub tiles: HtmlElement,
}

/// The drawing.
pub struct Scene {
    pub frame: Frame,
    /// What the screen shows.
    pub viewport: Viewport,
    pub limits: Limits,
    /// What it showed when everything was last worked out.
    drawn: Viewport,
    /// And when that was, milliseconds.
    drawn_at: f64,
    /// Pixels at the bottom that something else covers.
    inset: f64,
    whole: Bounds,
    points: Vec<[f64; 2]>,
    index: ClusterIndex,
    look: Look,
    layers: Layers,
    pins: Pins,
    names: Names,
    tiles: Option<Tiles>,
    here: Option<(HtmlElement, [f64; 2])>,
    /// A link named the place.
    is_placed: bool,
}

impl Scene {
    pub fn new(
        frame: Frame,
        whole: Bounds,
        layers: Layers,
        tiles: Option<TileLayer>,
        look: Look,
    ) -> Self {
        let size = size_of(&layers.stage);
        let viewport = Viewport::fit(whole, size, size[0].min(size[1]) * PADDING);
        Self {
            frame,
            viewport,
            limits: Limits::new(&frame, size, CLOSEST),
            drawn: viewport,
            drawn_at: 0.0,
            inset: 0.0,
            whole,
            points: Vec::new(),
            index: ClusterIndex::new(&[]),
            pins: Pins::new(layers.pins.clone()),
            names: Names::new(layers.names.clone()),
            tiles: tiles.map(|source| Tiles::new(layers.tiles.clone(), source)),
            look,
            layers,
            here: None,
            is_placed: false,
        }
    }

    /// Takes other innovations; all are shown until `select`.
    pub fn set_cards(&mut self, cards: &[Card]) {
        self.points = cards
            .iter()
            .map(|card| project(&self.frame, card.point))
            .collect();
        let all = 0..u32::try_from(cards.len()).unwrap_or(0);
        self.pins.set_kinds(all.map(&self.look.category).collect());
        self.index = document::timed("peta-index", || ClusterIndex::new(&self.points));
    }

    /// Shows only those at these positions.
    pub fn select(&mut self, shown: &[u32]) {
        let mut included = vec![false; self.points.len()];
        for at in shown {
            if let Some(is) = included.get_mut(*at as usize) {
                *is = true;
            }
        }
        self.index.select(|at| included[at as usize]);
    }

    /// Writes the names of areas.
    pub fn add_names(&mut self, areas: &[AreaShape], named: impl Fn(&AreaShape) -> String) {
        self.names.add(areas, named);
    }

    /// Starts at a place that a link names.
    pub fn start_at(&mut self, there: Viewport) {
        self.viewport = there;
        self.is_placed = true;
    }

    /// Something covers the screen's lower end.
    pub fn set_inset(&mut self, inset: f64) {
        self.inset = inset;
    }

    /// The stage has another size.
    pub fn resize(&mut self) -> bool {
        let size = size_of(&self.layers.stage);
        let same = size
            .iter()
            .zip(self.viewport.size)
            .all(|(a, b)| (a - b).abs() < 0.5);
        if same || size[0] < 1.0 || size[1] < 1.0 {
            return false;
        }
        // Before the first layout there was nothing to keep but a place from a link.
        let fresh = self.viewport.size[0] <= 1.0 && !self.is_placed;
        self.limits = Limits::new(&self.frame, size, CLOSEST);
        self.viewport = self.viewport.resized(size);
        if fresh {
            self.viewport = self.fitted(self.whole);
        }
        true
    }

    /// The viewport that shows `bounds` in the part of the screen that is free.
    pub fn fitted(&self, bounds: Bounds) -> Viewport {
        let size = self.viewport.size;
        let free = [size[0], (size[1] - self.inset).max(80.0)];
        let mut viewport =
            Viewport::fit(bounds, free, free[0].min(free[1]) * PADDING).resized(size);
        viewport.scale = self.limits.scale(viewport.scale);
        viewport.centre[1] += (size[1] - free[1]) / 2.0 / viewport.scale;
        viewport
    }

    /// The viewport that shows everything.
    pub fn home(&self) -> Viewport {
        self.fitted(self.whole)
    }

    /// The viewport that has a place in the middle of what is free, at `scale` or closer.
    pub fn centred(&self, units: [f64; 2], scale: f64) -> Viewport {
        let scale = self.limits.scale(scale.max(self.viewport.scale));
        let centre = [units[0], units[1] + self.inset / 2.0 / scale];
        Viewport {
            centre,
            scale,
            size: self.viewport.size,
        }
    }

    /// Drawing units of the innovation at a position.
    pub fn point(&self, at: u32) -> Option<[f64; 2]> {
        self.points.get(at as usize).copied()
    }

    /// Whether a place lies in the part of the screen that is free.
    pub fn is_seen(&self, units: [f64; 2]) -> bool {
        let [x, y] = self.viewport.to_screen(units);
        let [width, height] = self.viewport.size;
        (20.0..=width - 20.0).contains(&x) && (20.0..=height - self.inset - 10.0).contains(&y)
    }

    /// What a cluster should be zoomed to; nothing where its members are at one spot.
    pub fn opened(&mut self, cluster: &Cluster) -> Option<Viewport> {
        let bounds = self.index.bounds(cluster);
        let closest = self.viewport.scale >= self.limits.scales[1] * 0.99;
        let spread = bounds.width().max(bounds.height());
        if closest || spread * self.limits.scales[1] < SPACING {
            return None;
        }
        Some(self.fitted(bounds))
    }

    /// How many innovations lie in the part of the screen that is free.
    pub fn seen(&self) -> u32 {
        self.pins
            .all()
            .filter(|pin| self.is_seen(pin.cluster.at))
            .map(|pin| pin.cluster.count)
            .sum()
    }

    pub fn members(&mut self, cluster: &Cluster) -> Vec<u32> {
        self.index.members(cluster)
    }

    pub fn pin_of(&self, node: &Element) -> Option<Cluster> {
        self.pins.of_node(node).map(|pin| pin.cluster)
    }

    /// West, south, east, north in degrees of what is free.
    pub fn degrees(&self) -> [f64; 4] {
        let [width, height] = self.viewport.size;
        let corner = |pixels| unproject(&self.frame, self.viewport.to_units(pixels));
        let [west, north] = corner([0.0, 0.0]);
        let [east, south] = corner([width, height - self.inset]);
        [west, south, east, north]
    }

    /// Whether villages are drawn at this zoom.
    pub fn shows_villages(&self) -> bool {
        self.viewport.scale > self.fitted(self.whole).scale * VILLAGES_FROM
    }

    /// Metres for a pixel in the middle of the screen.
    pub fn metres_per_pixel(&self) -> f64 {
        /// The equator of the WGS 84 ellipsoid in metres.
        const EQUATOR: f64 = 40_075_016.686;
        let [_, latitude] = unproject(&self.frame, self.viewport.centre);
        EQUATOR * math::cos(latitude.to_radians()) / (self.frame.scale * self.viewport.scale)
    }

    /// Works everything out again for what the screen shows now.
    pub fn draw(&mut self) {
        // Asked first: after a change, the browser would have to lay out anew to tell.
        let covered = self.covered();
        let had_focus = self
            .pins
            .all()
            .find(|pin| is_focused(&pin.node))
            .map(|pin| pin.cluster.id);
        self.drawn = self.viewport;
        self.drawn_at = node::clock();
        let [width, height] = self.viewport.size;
        // The land is twice as wide and high as the stage: see map.css.
        let [x, y] = self.viewport.to_screen([0.0, 0.0]);
        let mut camera = String::with_capacity(48);
        camera.push_str("translate(");
        node::push_pixels(&mut camera, x + width / 2.0);
        camera.push(' ');
        node::push_pixels(&mut camera, y + height / 2.0);
        camera.push_str(") scale(");
        camera.push_str(&node::decimal(self.viewport.scale, 9));
        camera.push(')');
        node::set(&self.layers.camera, "transform", &camera);
        let villages = self.shows_villages();
        node::flag(&self.layers.stage, "data-villages", villages);

        let clusters = self.clusters(MARGIN);
        let is_many = clusters.len() > MANY;
        node::flag(&self.layers.stage, "data-many", is_many);
        let clusters = if is_many {
            self.clusters(MARGIN_OF_MANY)
        } else {
            clusters
        };
        if let Some(id) = had_focus
            && clusters.iter().all(|cluster| cluster.id != id)
        {
            self.layers.stage.focus().ok();
        }
        self.pins.patch(&clusters, &mut self.index, &self.look);
        let pins = clusters.iter().map(|cluster| {
            let [x, y] = self.viewport.to_screen(cluster.at);
            Bounds::of([[x, y]]).grown(PIN)
        });
        let taken: Vec<Bounds> = pins.chain(covered.iter().copied()).collect();
        self.names.draw(&self.viewport, villages, &taken);
        if let Some(tiles) = &mut self.tiles {
            tiles.draw(&self.frame, &self.viewport);
        }
        self.retire_covered(&covered);
        self.keep_one_stop();
        self.follow();
    }

    /// What is drawn: on the screen, and on each side `margin` of its longer side.
    fn clusters(&mut self, margin: f64) -> Vec<Cluster> {
        let [width, height] = self.viewport.size;
        let margin = width.max(height) * margin / self.viewport.scale;
        let seen = self.viewport.bounds().grown(margin);
        self.index.query(seen, SPACING / self.viewport.scale)
    }

    /// Works out in advance what a zoom would need. False when nothing is left to do.
    pub fn prepare(&mut self) -> bool {
        self.index.prepare()
    }

    /// Marks the pins that hold the innovations at these positions.
    pub fn mark(&mut self, attribute: &str, positions: &[u32]) {
        let pins: Vec<_> = self
            .pins
            .all()
            .map(|pin| (pin.spot.clone(), pin.cluster))
            .collect();
        for (spot, cluster) in pins {
            let on = if positions.is_empty() {
                false
            } else if cluster.count == 1 {
                positions.contains(&cluster.first)
            } else {
                positions.len() < 64
                    && cluster.count < 5_000
                    && self
                        .index
                        .members(&cluster)
                        .iter()
                        .any(|at| positions.contains(at))
            };
            node::flag(&spot, attribute, on);
        }
    }

    /// Shows where the person is.
    pub fn set_here(&mut self, degrees: [f64; 2]) -> [f64; 2] {
        let units = project(&self.frame, degrees);
        if let Some((node, at)) = &mut self.here {
            *at = units;
            node.set_hidden(false);
        } else if let Some(node) = node::html("span", "c-map__here") {
            node::set(&node, "aria-hidden", "true");
            self.layers.pins.append_child(&node).ok();
            self.here = Some((node, units));
        }
        units
    }

    /// Moves what is drawn to where the viewport is now, without making anything.
    /// Draws again where what was drawn no longer covers the screen.
    pub fn follow(&mut self) {
        let growth = self.viewport.scale / self.drawn.scale;
        let [x, y] = self.viewport.to_screen(self.drawn.to_units([0.0, 0.0]));
        let [width, height] = self.viewport.size;
        let uncovered = x.abs() > width * 0.45 * growth.max(1.0)
            || y.abs() > height * 0.45 * growth.max(1.0)
            || !(0.45..=3.4).contains(&growth);
        let is_due = node::clock() - self.drawn_at > DRAWN_FOR;
        if uncovered && is_due && self.drawn != self.viewport {
            return self.draw();
        }
        let mut transform = String::with_capacity(64);
        transform.push_str("translate(");
        node::push_pixels(&mut transform, x);
        transform.push_str("px,");
        node::push_pixels(&mut transform, y);
        transform.push_str("px) scale(");
        transform.push_str(&node::decimal(growth, 9));
        transform.push(')');
        node::style(&self.layers.land, "transform", &transform);
        if let Some(tiles) = &self.tiles {
            tiles.shift(&transform);
        }
        let only_moved = (growth - 1.0).abs() < 1e-9;
        if only_moved && self.drawn != self.viewport {
            self.pins.shift([x, y]);
            self.names.shift([x, y]);
        } else {
            self.pins.shift([0.0, 0.0]);
            self.names.shift([0.0, 0.0]);
            self.pins.place(&self.viewport);
            self.names.place(&self.viewport);
        }
        if let Some((node, at)) = &self.here {
            let base = if only_moved {
                self.drawn
            } else {
                self.viewport
            };
            node::put(node, base.to_screen(*at));
        }
    }

    /// Everything that can have the focus and is seen, in reading order, with its place.
    pub fn stops(&self) -> Vec<(HtmlElement, [f64; 2])> {
        let screen = Bounds {
            west: 0.0,
            north: 0.0,
            east: self.viewport.size[0],
            south: self.viewport.size[1] - self.inset,
        };
        let names = self
            .names
            .all
            .iter()
            .filter(|name| !name.node.hidden() && name.node.has_attribute("data-code"))
            .map(|name| (name.node.clone(), self.viewport.to_screen(name.at)));
        let pins = self
            .pins
            .all()
            .filter(|pin| !pin.node.has_attribute("inert"))
            .map(|pin| (pin.node.clone(), self.viewport.to_screen(pin.cluster.at)));
        let stops: Vec<_> = names
            .chain(pins)
            .filter(|(_, at)| screen.contains(*at))
            .collect();
        // Rows of about a thumb's height, then from left to right.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "stops are on the screen: pixels from 0 to some thousands"
        )]
        let key = |[x, y]: [f64; 2]| ((y / 44.0) as u64) << 32 | (x as u64) << 16;
        let mut order: Vec<u64> = (0..stops.len())
            .map(|i| key(stops[i].1) | i as u64 & 0xffff)
            .collect();
        order.sort_unstable();
        order
            .into_iter()
            .map(|packed| stops[(packed & 0xffff) as usize].clone())
            .collect()
    }

    /// What the controls beside the drawing cover, pixels.
    fn covered(&self) -> Vec<Bounds> {
        let Some(map) = self.layers.stage.parent_element() else {
            return Vec::new();
        };
        let corner = map.get_bounding_client_rect();
        let Ok(found) = map.query_selector_all(".c-map__controls, .c-legend, .c-map__foot") else {
            return Vec::new();
        };
        (0..found.length())
            .filter_map(|i| found.get(i)?.dyn_into::<Element>().ok())
            .map(|element| {
                let part = element.get_bounding_client_rect();
                Bounds {
                    west: part.left() - corner.left(),
                    north: part.top() - corner.top(),
                    east: part.right() - corner.left(),
                    south: part.bottom() - corner.top(),
                }
            })
            .collect()
    }

    /// A pin that is cut off or covered is only a picture until the map moves:
    /// nobody has to hit half a target.
    fn retire_covered(&self, covered: &[Bounds]) {
        for pin in self.pins.all() {
            let [x, y] = self.viewport.to_screen(pin.cluster.at);
            let target = Bounds::of([[x, y]]).grown(PIN);
            let usable =
                self.is_seen(pin.cluster.at) && !covered.iter().any(|it| it.overlaps(&target));
            node::flag(&pin.node, "inert", !usable);
        }
    }

    /// Of all things on the map exactly one can be reached with Tab.
    fn keep_one_stop(&self) {
        let stops = self.stops();
        let mut open = false;
        for (node, _) in &stops {
            if is_focused(node) {
                open = true;
            }
        }
        for (i, (node, _)) in stops.iter().enumerate() {
            let is_stop = if open { is_focused(node) } else { i == 0 };
            node::set(node, "tabindex", if is_stop { "0" } else { "-1" });
        }
    }

    /// Moves the focus to a stop, which becomes the one that Tab reaches.
    pub fn focus(&self, node: &HtmlElement) {
        for (other, _) in self.stops() {
            node::set(&other, "tabindex", "-1");
        }
        node::set(node, "tabindex", "0");
        node.focus().ok();
    }

    /// The thing that the arrow key reaches from `node`.
    pub fn beside(&self, node: &Element, direction: focus::Direction) -> Option<HtmlElement> {
        let stops = self.stops();
        let from = stops
            .iter()
            .find(|(it, _)| it.unchecked_ref::<Element>() == node)
            .map(|(_, at)| *at)?;
        let places: Vec<_> = stops.iter().map(|(_, at)| *at).collect();
        focus::next(from, direction, &places).map(|i| stops[i].0.clone())
    }

    pub fn stage(&self) -> &HtmlElement {
        &self.layers.stage
    }
}

fn size_of(stage: &HtmlElement) -> [f64; 2] {
    [
        f64::from(stage.client_width()),
        f64::from(stage.client_height()),
    ]
}
