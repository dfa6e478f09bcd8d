//! The drawing as it is on the screen: what is where, and how it moves.
//!
//! Lives outside of the reactive graph. While a gesture lasts only transforms
//! change; when it ends, clusters, names and tiles are worked out again.

pub mod focus;
mod labels;
mod pins;
mod stops;
mod tiles;
mod view;

use atlas::{
    Bounds,
    cluster::{Cluster, ClusterIndex},
    project,
    viewport::{Limits, Viewport},
};
use web_sys::{Element, HtmlElement};
use wire::{AreaShape, Card, Frame, TileLayer};

use super::node;
use crate::platform::document;
use labels::Names;
use pins::{Kind, Pins, SPACING, is_focused};
use tiles::Tiles;
use view::{CLOSEST, PADDING};

/// Half of what a pin covers, CSS pixels.
const PIN: f64 = 15.0;
/// How much more than the screen is drawn on each side, as a share of it.
const MARGIN: f64 = 0.25;
/// The same for pins where there are many: each costs time in every frame of a zoom.
const MARGIN_OF_MANY: f64 = 0.04;
/// From this many pins on, they are many.
const MANY: usize = 150;
/// While a gesture lasts, nothing is worked out anew more often, milliseconds:
/// a fast one is over by then, and water shows at the edges until it is.
const DRAWN_FOR: f64 = 120.0;

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
        let is_home = self.viewport == self.home();
        self.points = cards
            .iter()
            .map(|card| project(&self.frame, card.point))
            .collect();
        let all = 0..u32::try_from(cards.len()).unwrap_or(0);
        self.pins.set_kinds(all.map(&self.look.category).collect());
        self.index = document::timed("peta-index", || ClusterIndex::new(&self.points));
        let home = self.reach_home();
        if is_home {
            self.viewport = home;
        }
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

    /// Drawing units of the innovation at a position.
    pub fn point(&self, at: u32) -> Option<[f64; 2]> {
        self.points.get(at as usize).copied()
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
