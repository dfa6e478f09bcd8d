//! The map that is touched: ties the drawing to data, events and controls.

use atlas::cluster::Cluster;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use wire::{AreaShape, Shape};

use super::{
    choropleth::{Measure, Shades},
    follow::{at_rest, follow_data, follow_url, say_what_is_seen},
    input::{MapEvents, MapInput},
    land::{land, region_of},
    legend::legend,
    motion::Motion,
    node,
    parts::{controls, foot, on_stage_key, opener},
    place,
    scene::{Layers, Look, Scene},
    touch::touched,
};
use crate::{
    i18n::{fill, localized, number, t},
    platform::dom::{Element, el, svg},
    reactive::{Memo, RwSignal, StoredValue},
};

/// The map, and its legend, which stands beside it.
pub fn innovation_map(input: MapInput, events: MapEvents) -> [Element; 2] {
    let measure = RwSignal::new(Measure::None);
    let metres = RwSignal::new(0.0);
    // The place that this map itself wrote to the URL.
    let written = StoredValue::new(String::new());
    let is_spoken = StoredValue::new(false);
    let motion = Motion::new(Callback::new(move |motion: Motion| {
        at_rest(input, events, motion, metres, written);
        if is_spoken.get_value() {
            is_spoken.set_value(false);
            say_what_is_seen(motion, events.say);
        }
    }));
    let shades = Memo::new(move || {
        let votes = input.votes.get();
        Shades::new(
            measure.get(),
            &input.areas.areas,
            input.cards.get(),
            &input.shown.get(),
            votes.as_deref().map_or(&[], Vec::as_slice),
        )
    });

    let stage = el("div", "c-map__stage")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", &t("map.label"))
        .attr("aria-describedby", "map-help")
        .attr_unless_empty("data-tiles", input.tiles.map_or("", |_| "shown"));
    let camera = svg("g", "").child(land(input, shades));
    let land = svg("svg", "c-map__land").attr("aria-hidden", "true");
    let [tiles, names, pins] =
        ["c-map__tiles", "c-map__names", "c-map__pins"].map(|class| el("div", class));
    let layers = Layers {
        stage: stage.html(),
        land: land.html(),
        camera: camera.html().into(),
        names: names.html(),
        pins: pins.html(),
        tiles: tiles.html(),
    };
    let stage = stage
        .child(tiles)
        .child(land.child(camera))
        .child(names)
        .child(pins);
    let stage = touched(stage, input, events, motion).on("keydown", move |event| {
        if let Some(key) = event.dyn_ref::<KeyboardEvent>()
            && on_stage_key(key, motion)
        {
            is_spoken.set_value(true);
            event.prevent_default();
        }
    });
    mount(input, motion, layers, written);
    follow_data(input, motion);
    follow_url(input, motion, written);

    let corner = el("div", "c-map__corner")
        .child(opener(input, "c-map__key", "map.legend"))
        .child(foot(input, metres));
    let map = el("div", "c-map")
        .live_style("--inset", move || px(input.inset.get()))
        .live_attr("data-measure", move || {
            (measure.get() != Measure::None).then(String::new)
        })
        .child(stage)
        .child(
            el("p", "u-hidden")
                .attr("id", "map-help")
                .text(&t("map.help")),
        )
        .child(controls(input, motion, events))
        .child(corner);
    [map, legend(input, events, motion, measure, shades)]
}

/// Makes the drawing once its nodes are on the page and have a size.
fn mount(input: MapInput, motion: Motion, layers: Layers, written: StoredValue<String>) {
    let mut scene = Scene::new(
        input.areas.frame,
        region_of(&input.areas.areas),
        layers,
        input.tiles.cloned(),
        look(input),
    );
    scene.set_inset(input.inset.get_untracked());
    scene.add_names(&input.areas.areas, area_words);
    let asked = input.place.get_untracked();
    if let Some(there) = place::read(&scene.frame, scene.viewport.size, &asked) {
        scene.start_at(there);
        written.set_value(asked);
    } else {
        scene.viewport = scene.home();
    }
    watch_size(scene.stage(), motion);
    motion.mount(scene);
}

/// Pixels for a custom property.
fn px(pixels: f64) -> String {
    let mut text = String::new();
    node::push_pixels(&mut text, pixels);
    text.push_str("px");
    text
}

/// What is read aloud for an area's name: it is a button that filters.
pub fn area_words(area: &AreaShape) -> String {
    fill("map.area", &[("name", &area.name)])
}

/// How pins look and what they are called.
fn look(input: MapInput) -> Look {
    let category = move |at: u32| -> (u8, Shape) {
        input
            .cards
            .get_untracked()
            .get(at as usize)
            .and_then(|card| input.categories.iter().find(|it| it.code == card.category))
            .map_or((0, Shape::Circle), |category| {
                (category.colour, category.shape)
            })
    };
    let name = move |cluster: &Cluster| {
        let cards = input.cards.get_untracked();
        let Some(card) = cards.get(cluster.first as usize) else {
            return String::new();
        };
        let place = input.area_words.run(card.area.clone());
        if cluster.count > 1 {
            return fill(
                "map.cluster",
                &[("n", &number(cluster.count as usize)), ("place", &place)],
            );
        }
        let category = input
            .categories
            .iter()
            .find(|it| it.code == card.category)
            .map(|it| localized(&it.label))
            .unwrap_or_default();
        [card.name.as_str(), &category, &place].join(", ")
    };
    Look {
        category: Box::new(category),
        name: Box::new(name),
        number: Box::new(|n| number(n as usize)),
    }
}

/// Keeps the drawing as large as its frame on the page.
fn watch_size(stage: &web_sys::HtmlElement, motion: Motion) {
    let on_size = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || {
        if motion.with(Scene::resize) == Some(true) {
            motion.rest();
        }
    });
    if let Ok(watcher) = web_sys::ResizeObserver::new(on_size.as_ref().unchecked_ref()) {
        watcher.observe(stage);
        let kept = StoredValue::new((watcher, on_size));
        on_cleanup(move || {
            kept.with_value(|(watcher, _)| watcher.disconnect());
        });
    }
}
