//! The names of areas: buttons that can be reached even where there is no room to see them.

use atlas::{
    Bounds,
    label::{self, Label},
    viewport::Viewport,
};
use web_sys::HtmlElement;
use wire::{AreaShape, Level};

use super::super::node;

/// About the width of a letter and the height of a line, CSS pixels.
const LETTER: f64 = 7.2;
const LINE: f64 = 20.0;

/// A name on the map.
pub struct Name {
    spot: HtmlElement,
    pub node: HtmlElement,
    pub at: [f64; 2],
    size: [f64; 2],
    level: Level,
    /// How far it has moved to make way for pins, CSS pixels.
    aside: [f64; 2],
}

impl Name {
    fn place(&self, viewport: &Viewport) -> [f64; 2] {
        let [x, y] = viewport.to_screen(self.at);
        [x + self.aside[0], y + self.aside[1]]
    }
}

/// Where a name may go when a pin is in its place, nearest first: shares of
/// its width to the right, CSS pixels down.
const ASIDE: [[f64; 2]; 13] = [
    [0.0, 0.0],
    [0.0, -26.0],
    [0.0, 26.0],
    [0.4, -26.0],
    [-0.4, -26.0],
    [0.4, 26.0],
    [-0.4, 26.0],
    [0.0, -40.0],
    [0.0, 40.0],
    [0.75, 0.0],
    [-0.75, 0.0],
    [0.75, -30.0],
    [-0.75, 30.0],
];

/// All names.
pub struct Names {
    layer: HtmlElement,
    pub all: Vec<Name>,
}

impl Names {
    pub fn new(layer: HtmlElement) -> Self {
        Self {
            layer,
            all: Vec::new(),
        }
    }

    /// Adds the districts or villages among `areas`. `named` gives what is read aloud.
    pub fn add(&mut self, areas: &[AreaShape], named: impl Fn(&AreaShape) -> String) {
        for area in areas {
            let class = match area.level {
                Level::District => "c-map__name",
                Level::Village => "c-map__name is-village",
                Level::Neighbour => "c-map__name is-neighbour",
                Level::Region => continue,
            };
            // Neighbours can't be chosen: their names are text.
            let element = if area.level == Level::Neighbour {
                "span"
            } else {
                "button"
            };
            let Some(node) = node::html(element, class) else {
                continue;
            };
            node.set_text_content(Some(&area.name));
            if area.level == Level::Neighbour {
                node::set(&node, "aria-hidden", "true");
            } else {
                node::set(&node, "type", "button");
                node::set(&node, "tabindex", "-1");
                node::set(&node, "data-code", area.code.as_str());
                node::set(&node, "aria-label", &named(area));
            }
            let Some(spot) = node::spot(&node) else {
                continue;
            };
            self.layer.append_child(&spot).ok();
            let letters = area.name.chars().count() as f64;
            self.all.push(Name {
                spot,
                node,
                at: area.label.map(f64::from),
                size: [letters * LETTER + 10.0, LINE],
                level: area.level,
                aside: [0.0, 0.0],
            });
        }
    }

    /// Puts every name in its place and shows those that there is room for.
    /// They make way for what is `taken` (pixels) where they can: pins, controls.
    pub fn draw(&mut self, viewport: &Viewport, villages: bool, taken: &[Bounds]) {
        for name in &mut self.all {
            let [x, y] = viewport.to_screen(name.at);
            let size = name.size;
            let free = |aside: &[f64; 2]| {
                let label = Label {
                    at: [x + aside[0], y + aside[1]],
                    size,
                    priority: 0,
                };
                !taken.iter().any(|it| it.overlaps(&label.bounds()))
            };
            let asides = ASIDE
                .into_iter()
                .map(|[right, down]| [right * size[0], down]);
            name.aside = asides.into_iter().find(free).unwrap_or_default();
        }
        let labels: Vec<Label> = self
            .all
            .iter()
            .map(|name| Label {
                at: name.place(viewport),
                size: name.size,
                priority: match name.level {
                    Level::District => 2,
                    Level::Neighbour => 1,
                    _ => 0,
                },
            })
            .collect();
        let screen = Bounds {
            west: 0.0,
            north: 0.0,
            east: viewport.size[0],
            south: viewport.size[1],
        };
        // Names at a level that isn't drawn want no room.
        let wanted: Vec<usize> = (0..labels.len())
            .filter(|i| villages || self.all[*i].level != Level::Village)
            .collect();
        let asking: Vec<Label> = wanted.iter().map(|i| labels[*i]).collect();
        let shown = label::place(&asking, &[], screen);
        let mut shown = shown.into_iter().map(|i| wanted[i]).peekable();
        for (i, name) in self.all.iter().enumerate() {
            node::put(&name.spot, labels[i].at);
            let is_shown = shown.next_if_eq(&i).is_some();
            node::flag(&name.node, "data-shown", is_shown);
            // Those without room can still be reached by key, and are seen then.
            let is_reachable = name.level != Level::Village || villages;
            name.node.set_hidden(!is_reachable);
        }
    }

    /// Moves the names while a gesture lasts.
    pub fn place(&self, viewport: &Viewport) {
        for name in &self.all {
            node::put(&name.spot, name.place(viewport));
        }
    }

    pub fn shift(&self, by: [f64; 2]) {
        node::put(&self.layer, by);
    }
}
