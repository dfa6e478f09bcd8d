//! What on the drawing can be reached by key or finger, and in which order.

use atlas::Bounds;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{PIN, Scene, focus, pins::is_focused};
use crate::map::node;

impl Scene {
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
        wire::sort(&mut order);
        order
            .into_iter()
            .map(|packed| stops[(packed & 0xffff) as usize].clone())
            .collect()
    }

    /// What the controls beside the drawing cover, pixels.
    pub(super) fn covered(&self) -> Vec<Bounds> {
        let Some(map) = self.layers.stage.parent_element() else {
            return Vec::new();
        };
        let corner = map.get_bounding_client_rect();
        let Ok(found) = map.query_selector_all(".c-map__controls, .c-map__key, .c-map__foot")
        else {
            return Vec::new();
        };
        (0..found.length())
            .filter_map(|i| found.get(i)?.dyn_into::<Element>().ok())
            .map(|element| element.get_bounding_client_rect())
            .filter(|part| part.width() > 0.0)
            .map(|part| Bounds {
                west: part.left() - corner.left(),
                north: part.top() - corner.top(),
                east: part.right() - corner.left(),
                south: part.bottom() - corner.top(),
            })
            .collect()
    }

    /// What is drawn can be pressed. A pin whose middle is below the controls is not
    /// drawn, nor is one that only looks out from below the sheet.
    pub(super) fn retire_covered(&self, covered: &[Bounds]) {
        let [width, height] = self.viewport.size;
        let free = height - self.inset;
        for pin in self.pins.all() {
            let at @ [x, y] = self.viewport.to_screen(pin.cluster.at);
            let is_out = !(0.0..=width).contains(&x) || !(0.0..=free).contains(&y);
            let is_covered = covered.iter().any(|it| it.contains(at));
            let looks_out = self.inset > 0.0 && (free..free + 2.0 * PIN).contains(&y);
            let is_hidden = is_covered || looks_out;
            if is_hidden && is_focused(&pin.node) {
                self.layers.stage.focus().ok();
            }
            node::flag(&pin.node, "inert", is_out || is_hidden);
            node::flag(&pin.node, "hidden", is_hidden);
        }
    }

    /// Of all things on the map exactly one can be reached with Tab.
    pub(super) fn keep_one_stop(&self) {
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
}
