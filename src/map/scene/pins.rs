//! Pins and clusters: keyed nodes that are moved, and made only when needed.

use std::collections::HashMap;

use atlas::{
    cluster::{Cluster, ClusterIndex},
    viewport::Viewport,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::super::{node, shape};
use super::Look;

/// Clusters with more members than this get a plain ring: adding up the
/// categories of thousands at each step would cost frames.
const RING_MEMBERS: u32 = 400;

/// Things on the map are at least that far apart, CSS pixels: a thumb hits one.
pub const SPACING: f64 = 40.0;

/// A node on the map.
pub struct Pin {
    pub node: HtmlElement,
    pub cluster: Cluster,
}

/// All nodes that are on the map now.
pub struct Pins {
    layer: HtmlElement,
    by_id: HashMap<u64, Pin>,
    spare: Vec<HtmlElement>,
}

impl Pins {
    pub fn new(layer: HtmlElement) -> Self {
        Self {
            layer,
            by_id: HashMap::new(),
            spare: Vec::new(),
        }
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
        for cluster in clusters {
            if let Some(mut pin) = before.remove(&cluster.id) {
                if pin.cluster.count != cluster.count || pin.cluster.first != cluster.first {
                    dress(&pin.node, cluster, index, look);
                }
                pin.cluster = *cluster;
                self.by_id.insert(cluster.id, pin);
            }
        }
        // A node that has the focus is taken away last: see `Scene::draw`.
        self.spare.extend(before.into_values().map(|pin| pin.node));
        for cluster in clusters {
            if self.by_id.contains_key(&cluster.id) {
                continue;
            }
            let Some(node) = self.spare.pop().or_else(new_node) else {
                return;
            };
            dress(&node, cluster, index, look);
            if node.parent_node().is_none() {
                self.layer.append_child(&node).ok();
            }
            self.by_id.insert(
                cluster.id,
                Pin {
                    node,
                    cluster: *cluster,
                },
            );
        }
        for node in &self.spare {
            node.remove();
        }
    }

    /// Moves every node to its place.
    pub fn place(&self, viewport: &Viewport) {
        for pin in self.by_id.values() {
            node::put(&pin.node, viewport.to_screen(pin.cluster.at));
        }
    }

    /// Moves all of them at once.
    pub fn shift(&self, by: [f64; 2]) {
        node::put(&self.layer, by);
    }
}

fn new_node() -> Option<HtmlElement> {
    let node = node::html("button", "c-pin")?;
    node::set(&node, "type", "button");
    node::set(&node, "tabindex", "-1");
    Some(node)
}

/// Gives a node the looks, the name and the key of what it stands for.
fn dress(node: &HtmlElement, cluster: &Cluster, index: &mut ClusterIndex, look: &Look) {
    node::set(node, "data-id", &cluster.id.to_string());
    let single = cluster.count == 1;
    node.class_list()
        .toggle_with_force("is-cluster", !single)
        .ok();
    if single {
        let (category, drawn) = (look.category)(cluster.first);
        node::set(node, "data-cat", &category.to_string());
        node.style().remove_property("--ring").ok();
        let mut inside =
            String::from("<svg viewBox=\"-12 -12 24 24\" aria-hidden=\"true\"><path d=\"");
        inside.push_str(shape::path(drawn));
        inside.push_str("\"/></svg>");
        node.set_inner_html(&inside);
    } else {
        node.remove_attribute("data-cat").ok();
        node.set_inner_html("<span></span>");
        if let Some(label) = node.first_element_child() {
            label.set_text_content(Some(&(look.number)(cluster.count)));
        }
        node::set(
            node,
            "data-digits",
            &cluster.count.to_string().len().to_string(),
        );
        match ring(cluster, index, look) {
            Some(ring) => node::style(node, "--ring", &ring),
            None => {
                node.style().remove_property("--ring").ok();
            }
        }
    }
    node::set(node, "aria-label", &(look.name)(cluster));
}

/// The shares of the categories as a conic gradient.
fn ring(cluster: &Cluster, index: &mut ClusterIndex, look: &Look) -> Option<String> {
    if cluster.count > RING_MEMBERS {
        return None;
    }
    let mut counts = [0_u32; 10];
    for member in index.members(cluster) {
        counts[usize::from((look.category)(member).0) % 10] += 1;
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

/// Whether a node has the focus.
pub fn is_focused(node: &HtmlElement) -> bool {
    leptos::prelude::document()
        .active_element()
        .is_some_and(|active| active == *node.unchecked_ref::<web_sys::Element>())
}
