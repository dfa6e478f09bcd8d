//! Pins and clusters: keyed nodes that are moved, and made only when needed.

use std::collections::HashMap;

use atlas::{
    cluster::{Cluster, ClusterIndex},
    viewport::Viewport,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use wire::Shape;

use super::super::node;
use super::Look;

/// Clusters with more members than this get a plain ring: adding up the
/// categories of thousands at each step would cost frames.
const RING_MEMBERS: u32 = 400;

/// Things on the map are at least that far apart, CSS pixels: a thumb hits one.
pub const SPACING: f64 = 40.0;

/// A button on the map.
pub struct Pin {
    /// What is moved, and marked.
    pub spot: HtmlElement,
    pub node: HtmlElement,
    pub cluster: Cluster,
}

/// All nodes that are on the map now.
pub struct Pins {
    layer: HtmlElement,
    by_id: HashMap<u64, Pin>,
    /// Of single innovations and of clusters: each keeps its insides.
    spare: [Vec<Nodes>; 2],
    /// Colour and shape of each innovation.
    kinds: Vec<Kind>,
}

/// What is moved, and the button in it.
type Nodes = [HtmlElement; 2];

/// Colour (0 to 9) and shape.
pub type Kind = (u8, Shape);

impl Pins {
    pub fn new(layer: HtmlElement) -> Self {
        Self {
            layer,
            by_id: HashMap::new(),
            spare: [Vec::new(), Vec::new()],
            kinds: Vec::new(),
        }
    }

    pub fn set_kinds(&mut self, kinds: Vec<Kind>) {
        self.kinds = kinds;
    }

    pub fn get(&self, id: u64) -> Option<&Pin> {
        self.by_id.get(&id)
    }

    pub fn all(&self) -> impl Iterator<Item = &Pin> {
        self.by_id.values()
    }

    /// The pin that a node belongs to.
    pub fn of_node(&self, node: &web_sys::Element) -> Option<&Pin> {
        self.get(node.get_attribute("data-id")?.parse().ok()?)
    }

    /// Makes the nodes those of `clusters`, in reading order.
    pub fn patch(&mut self, clusters: &[Cluster], index: &mut ClusterIndex, look: &Look) {
        let mut before = core::mem::take(&mut self.by_id);
        let mut missing = Vec::new();
        for cluster in clusters {
            let Some(mut pin) = before.remove(&cluster.id) else {
                missing.push(*cluster);
                continue;
            };
            if pin.cluster.count != cluster.count || pin.cluster.first != cluster.first {
                self.dress(&pin.node, cluster, index, look);
            }
            pin.cluster = *cluster;
            self.by_id.insert(cluster.id, pin);
        }
        // What is seen at a place that is no more goes to one that is.
        for pin in before.into_values() {
            self.spare[usize::from(pin.cluster.count > 1)].push([pin.spot, pin.node]);
        }
        for cluster in missing {
            let is_cluster = cluster.count > 1;
            let spare = self.spare[usize::from(is_cluster)].pop();
            let Some([spot, node]) = spare.or_else(|| new_pin(is_cluster)) else {
                return;
            };
            self.dress(&node, &cluster, index, look);
            if spot.parent_node().is_none() {
                self.layer.append_child(&spot).ok();
            }
            let pin = Pin {
                spot,
                node,
                cluster,
            };
            self.by_id.insert(cluster.id, pin);
        }
        for [spot, _] in self.spare.iter().flatten() {
            spot.remove();
        }
    }

    /// Moves every node to its place.
    pub fn place(&self, viewport: &Viewport) {
        for pin in self.by_id.values() {
            node::put(&pin.spot, viewport.to_screen(pin.cluster.at));
        }
    }

    /// Moves all of them at once.
    pub fn shift(&self, by: [f64; 2]) {
        node::put(&self.layer, by);
    }

    fn kind(&self, at: u32) -> Kind {
        let kind = self.kinds.get(at as usize).copied();
        kind.unwrap_or((0, Shape::Circle))
    }

    /// Gives a node the looks, the name and the key of what it stands for.
    fn dress(&self, node: &HtmlElement, cluster: &Cluster, index: &mut ClusterIndex, look: &Look) {
        node::set(node, "data-id", &cluster.id.to_string());
        node::set(node, "aria-label", &(look.name)(cluster));
        let Some(inside) = node.first_element_child() else {
            return;
        };
        if cluster.count == 1 {
            let (colour, drawn) = self.kind(cluster.first);
            node::set(node, "data-cat", &colour.to_string());
            if let Some(path) = inside.first_element_child() {
                node::set(&path, "d", drawn.outline());
            }
            return;
        }
        let number = (look.number)(cluster.count);
        match inside.first_child() {
            // The same text node with other words is laid out sooner than a new one.
            Some(text) => text.set_node_value(Some(&number)),
            None => inside.set_text_content(Some(&number)),
        }
        let digits = cluster.count.to_string().len();
        node::set(node, "data-digits", &digits.to_string());
        match self.ring(cluster, index) {
            Some(ring) => node::style(node, "--ring", &ring),
            None => {
                node.style().remove_property("--ring").ok();
            }
        }
    }

    /// The shares of the categories as a conic gradient.
    fn ring(&self, cluster: &Cluster, index: &mut ClusterIndex) -> Option<String> {
        if cluster.count > RING_MEMBERS {
            return None;
        }
        let mut counts = [0_u32; 10];
        for member in index.members(cluster) {
            counts[usize::from(self.kind(member).0) % 10] += 1;
        }
        if let Some(only) = counts.iter().position(|count| *count == cluster.count) {
            // A gradient takes several times as long to paint as a colour.
            return Some(["var(--cat-", &only.to_string(), ")"].concat());
        }
        let mut text = String::from("conic-gradient(");
        let mut before = 0;
        for (colour, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            if before > 0 {
                text.push(',');
            }
            text.push_str("var(--cat-");
            text.push_str(&colour.to_string());
            text.push_str(") ");
            for at in [before, before + count] {
                text.push_str(&(at * 360 / cluster.count).to_string());
                text.push_str("deg ");
            }
            before += count;
        }
        text.push(')');
        Some(text)
    }
}

fn new_pin(is_cluster: bool) -> Option<Nodes> {
    let node = node::html(
        "button",
        if is_cluster {
            "c-pin is-cluster"
        } else {
            "c-pin"
        },
    )?;
    node::set(&node, "type", "button");
    node::set(&node, "tabindex", "-1");
    node.set_inner_html(if is_cluster {
        "<span></span>"
    } else {
        "<svg viewBox=\"-12 -12 24 24\" aria-hidden=\"true\"><path/></svg>"
    });
    Some([node::spot(&node)?, node])
}

/// Whether a node has the focus.
pub fn is_focused(node: &HtmlElement) -> bool {
    leptos::prelude::document()
        .active_element()
        .is_some_and(|active| active == *node.unchecked_ref::<web_sys::Element>())
}
