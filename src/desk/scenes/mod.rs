//! What the big screen shows. One scene, one file; each reads the desk's state
//! and draws, and none of them decides anything.

mod join;
mod leaders;
mod map;
mod reveal;
mod spotlight;
mod thanks;
mod turnout;

use super::{desk::Desk, stage::Scene};
use crate::{
    i18n::{number, t},
    platform::dom::{Element, el},
};

/// The map alone, with what is in the light.
pub fn map_view(desk: Desk) -> Element {
    map::map(desk)
}

/// The scene that is on.
pub fn scene_view(desk: Desk, scene: Scene) -> Element {
    el("section", "c-scene")
        .attr("data-scene", scene.as_str())
        .child(match scene {
            Scene::Join => join::join(desk),
            Scene::Leaders => leaders::leaders(desk),
            Scene::Map => map::map(desk),
            Scene::Turnout => turnout::turnout(desk),
            Scene::Reveal => reveal::reveal(desk),
            Scene::Thanks => thanks::thanks(desk),
        })
}

fn n(count: u64) -> String {
    number(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The scene's heading, and above it what it is a part of.
fn heading(over: &str, title: Element) -> Element {
    el("header", "c-scene__head")
        .child((!over.is_empty()).then(|| el("p", "c-scene__over").text(over)))
        .child(el("h1", "c-scene__title").child(title))
}

/// In place of what can't be shown yet.
fn sealed(key: &str) -> Element {
    el("p", "c-scene__sealed").text(&t(key))
}
