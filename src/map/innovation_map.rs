//! The map that is touched: ties the drawing to data, events and controls.

use std::sync::Arc;

use atlas::{Bounds, cluster::Cluster, outline};
use catalogue::Codes;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};
use wire::{AreaCode, AreaMap, AreaShape, BallotNumber, Card, Category, Level, Shape, TileLayer};

use super::{
    choropleth::{Measure, Shades},
    legend::legend,
    mini_map::outlines,
    motion::Motion,
    node,
    parts::{controls, foot, list_here, on_stage_key},
    place,
    scene::{Layers, Look, Scene},
};
use crate::{
    i18n::{count, fill, localized, number, t},
    platform::{
        document,
        dom::{Element, Event, el, group, nothing, svg, watch},
    },
    reactive::{Memo, RwSignal, Signal, StoredValue},
};

/// What the map shows.
#[derive(Clone, Copy)]
pub struct MapInput(&'static MapCells);

impl MapInput {
    /// Kept for ever: some hundred bytes for each time that the map is drawn
    /// anew, and in return a handle is one pointer and closures stay small.
    pub fn new(cells: MapCells) -> Self {
        Self(Box::leak(Box::new(cells)))
    }
}

impl core::ops::Deref for MapInput {
    type Target = MapCells;

    fn deref(&self) -> &MapCells {
        self.0
    }
}

/// What is in it. Data that never changes is borrowed for ever.
pub struct MapCells {
    /// Region, districts and neighbours.
    pub areas: &'static AreaMap,
    /// Villages, once somebody has come close enough to want them.
    pub villages: Signal<Option<&'static AreaMap>>,
    /// Ascending by ballot number.
    pub cards: Signal<&'static [Card]>,
    pub categories: &'static [Category],
    /// Positions in `cards` that the filters let through.
    pub shown: Signal<Arc<Vec<u32>>>,
    pub selected: Signal<Option<BallotNumber>>,
    /// Marked here and on the board alike.
    pub hovered: RwSignal<Option<BallotNumber>>,
    pub picked: Signal<Vec<BallotNumber>>,
    /// Areas that the board is filtered by.
    pub active_areas: Signal<Codes>,
    /// Votes by position in `cards`, where the edition lets them be seen.
    pub votes: Signal<Option<Arc<Vec<u64>>>>,
    /// Why there are none to be seen.
    pub votes_note: Signal<String>,
    /// What districts and villages are called here.
    pub words: [&'static str; 2],
    /// The part of the map that the URL names: `lat,lon,zoom`; empty for all of it.
    pub place: Signal<String>,
    /// Pixels at the lower end that the sheet covers.
    pub inset: Signal<f64>,
    pub tiles: Option<&'static TileLayer>,
    pub credits: &'static [String],
    pub approximate: bool,
    /// An area in words: `Lalang, Manggar`.
    pub area_words: Callback<AreaCode, String>,
}

/// What the map tells.
#[derive(Clone, Copy)]
pub struct MapEvents {
    pub select: Callback<Option<BallotNumber>>,
    pub area: Callback<AreaCode>,
    /// The drawing came to rest at another place: for the URL.
    pub place: Callback<String>,
    /// West, south, east and north in degrees of what is seen.
    pub bounds: Callback<[f64; 4]>,
    /// Somebody came close enough to see villages.
    pub villages: Callback<()>,
    /// The person's place: longitude and latitude.
    pub here: Callback<[f64; 2]>,
    /// Whether somebody wants to see votes on the map.
    pub wants_votes: Callback<bool>,
    /// What a screen reader is told.
    pub say: Callback<String>,
}

/// The position of a ballot number in cards that ascend by it.
fn position(cards: &[Card], number: BallotNumber) -> Option<u32> {
    let at = cards
        .binary_search_by_key(&number, |card| card.number)
        .ok()?;
    u32::try_from(at).ok()
}

fn positions(cards: &[Card], numbers: impl IntoIterator<Item = BallotNumber>) -> Vec<u32> {
    numbers
        .into_iter()
        .filter_map(|number| position(cards, number))
        .collect()
}

pub fn innovation_map(input: MapInput, events: MapEvents) -> Element {
    let measure = RwSignal::new(Measure::None);
    let listed = RwSignal::new(None::<Vec<u32>>);
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
    let stage = touched(stage, input, events, motion, listed).on("keydown", move |event| {
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
        .live_style("--inset", move || px(input.inset.get()))
        .child(legend(input, events, measure, shades))
        .child(foot(input, metres));
    el("div", "c-map")
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
        .child(list_here(input, events, listed))
        .child(corner)
}

/// Sea to villages, from the bottom up.
fn land(input: MapInput, shades: Memo<Shades>) -> Element {
    let areas = input.areas;
    let districts = areas
        .areas
        .iter()
        .filter(|area| area.level == Level::District)
        .map(|area| district(input, shades, area));
    let villages = svg("g", "c-map__villages").live(move || match input.villages.get() {
        Some(map) => group(map.areas.iter().map(|area| village(input, area))),
        None => nothing(),
    });
    group([
        svg("g", "c-map__shelf").child(outlines(areas, Level::Region)),
        outlines(areas, Level::Neighbour),
        group(districts),
        villages,
        outlines(areas, Level::Region),
    ])
}

/// A district can be tapped, and carries the shade of the choropleth.
fn district(input: MapInput, shades: Memo<Shades>, area: &'static AreaShape) -> Element {
    svg("path", "c-map__district")
        .attr("d", &area.path)
        .attr("data-code", area.code.as_str())
        .class_if("is-active", move || {
            input
                .active_areas
                .with(|active| active.contains(area.code.as_str()))
        })
        .live_attr("data-step", move || {
            Some(shades.with(|shades| shades.step(&area.code)).to_string())
        })
}

/// A village can be tapped once one is close enough to see it.
fn village(input: MapInput, area: &'static AreaShape) -> Element {
    svg("path", "c-map__village")
        .attr("d", &area.path)
        .attr("data-code", area.code.as_str())
        .class_if("is-active", move || {
            input
                .active_areas
                .with(|active| active.contains(area.code.as_str()))
        })
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

/// Listens to pointer, wheel and click.
fn touched(
    stage: Element,
    input: MapInput,
    events: MapEvents,
    motion: Motion,
    listed: RwSignal<Option<Vec<u32>>>,
) -> Element {
    let node = stage.html();
    let tapped_area = StoredValue::new(false);
    let at = move |event: &MouseEvent| node::point_in(&node, event);
    let [on_down, on_move, on_up, on_wheel] = [at.clone(), at.clone(), at.clone(), at];
    stage
        .on("pointerdown", move |event| {
            if let Some(event) = event.dyn_ref::<PointerEvent>()
                && event.button() == 0
            {
                motion.press(event.pointer_id(), on_down(event));
            }
        })
        .on("pointermove", move |event| {
            let Some(pointer) = event.dyn_ref::<PointerEvent>() else {
                return;
            };
            if pointer.pointer_type() == "mouse" && pointer.buttons() == 0 {
                // The button went up outside of the map.
                motion.let_go();
            } else if motion.drag(pointer.pointer_id(), on_move(pointer)) {
                // Only a drag captures: a tap has to reach the pin under it.
                document::capture_pointer(&event);
            }
        })
        .on("pointerup", move |event| {
            if let Some(event) = event.dyn_ref::<PointerEvent>() {
                motion.release(event.pointer_id(), on_up(event));
            }
        })
        .on("pointercancel", move |_| motion.cancel())
        .on("pointerover", move |event| hover(input, motion, &event))
        .on("wheel", move |event| {
            if let Some(wheel) = event.dyn_ref::<WheelEvent>() {
                event.prevent_default();
                let (delta, mode) = (wheel.delta_y(), wheel.delta_mode());
                motion.wheel(on_wheel(wheel), delta, mode, wheel.ctrl_key());
            }
        })
        .on("click", move |event| {
            // A click without a pointer (detail 0) comes from a keyboard.
            let pointed = event
                .dyn_ref::<MouseEvent>()
                .is_some_and(|it| it.detail() > 0);
            if pointed && motion.has_double_tapped() {
                // The first of the two taps was not meant: it is taken back.
                if tapped_area.get_value() {
                    document::go_back();
                }
                tapped_area.set_value(false);
            } else if !(pointed && motion.has_dragged()) {
                tapped_area.set_value(choose(input, events, motion, listed, &event));
            }
        })
}

/// What was tapped: a pin, an area, or the sea. True for an area.
fn choose(
    input: MapInput,
    events: MapEvents,
    motion: Motion,
    listed: RwSignal<Option<Vec<u32>>>,
    event: &Event,
) -> bool {
    listed.set(None);
    if let Some(pin) = node::target_in(event, ".c-pin") {
        if let Some(cluster) = motion.with(|scene| scene.pin_of(&pin)).flatten() {
            open(input, events, motion, listed, &cluster);
        }
    } else if let Some(area) = node::target_in(event, "[data-code]") {
        if let Some(code) = area.get_attribute("data-code") {
            events.area.run(AreaCode::new(code));
            return true;
        }
    } else {
        events.select.run(None);
    }
    false
}

fn hover(input: MapInput, motion: Motion, event: &Event) {
    let touched = event
        .dyn_ref::<PointerEvent>()
        .is_some_and(|event| event.pointer_type() == "touch");
    if touched {
        return;
    }
    let number = node::target_in(event, ".c-pin")
        .and_then(|pin| motion.with(|scene| scene.pin_of(&pin)).flatten())
        .filter(|cluster| cluster.count == 1)
        .and_then(|cluster| input.cards.get_untracked().get(cluster.first as usize))
        .map(|card| card.number);
    if input.hovered.get_untracked() != number {
        input.hovered.set(number);
    }
}

/// Pixels for a custom property.
fn px(pixels: f64) -> String {
    let mut text = String::new();
    node::push_pixels(&mut text, pixels);
    text.push_str("px");
    text
}

/// What is shown at first: the largest part of each district, so that small
/// islands far out don't make the land small; everything where there is no district.
fn region_of(areas: &[AreaShape]) -> Bounds {
    let mut whole = Bounds::EMPTY;
    for area in areas.iter().filter(|area| area.level == Level::District) {
        let parts = outline::rings(&area.path).unwrap_or_default();
        let largest = parts
            .iter()
            .map(|ring| Bounds::of(ring.iter().map(|point| point.map(f64::from))))
            .max_by(|a, b| (a.width() * a.height()).total_cmp(&(b.width() * b.height())));
        if let Some(part) = largest {
            whole.include([part.west, part.north]);
            whole.include([part.east, part.south]);
        }
    }
    if whole.width() > 0.0 {
        return whole;
    }
    Bounds::of(areas.iter().flat_map(|area| {
        let [west, north, east, south] = area.bounds.map(f64::from);
        [[west, north], [east, south]]
    }))
}

/// What is read aloud for an area's name: it is a button that filters.
fn area_words(area: &AreaShape) -> String {
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

/// What is done each time that the drawing has come to rest.
fn at_rest(
    input: MapInput,
    events: MapEvents,
    motion: Motion,
    metres: RwSignal<f64>,
    written: StoredValue<String>,
) {
    mark(input, motion);
    let seen = motion.with(|scene| {
        let is_home = scene.viewport == scene.home();
        let place = if is_home {
            String::new()
        } else {
            place::write(&scene.frame, &scene.viewport)
        };
        (
            place,
            scene.degrees(),
            scene.shows_villages(),
            scene.metres_per_pixel(),
        )
    });
    let Some((place, degrees, villages, metres_now)) = seen else {
        return;
    };
    metres.set(metres_now);
    events.bounds.run(degrees);
    if villages && input.villages.get_untracked().is_none() {
        events.villages.run(());
    }
    if place != input.place.get_untracked() {
        written.set_value(place.clone());
        events.place.run(place);
    }
}

fn say_what_is_seen(motion: Motion, on_say: Callback<String>) {
    let seen = motion.with(|scene| scene.seen());
    if let Some(seen) = seen {
        on_say.run(count("map.seen", seen as usize));
    }
}

/// Marks what is selected, hovered and picked.
fn mark(input: MapInput, motion: Motion) {
    let cards = input.cards.get_untracked();
    let selected = positions(cards, input.selected.get_untracked());
    let hovered = positions(cards, input.hovered.get_untracked());
    let picked = positions(cards, input.picked.get_untracked());
    motion.with(|scene| {
        scene.mark("data-selected", &selected);
        scene.mark("data-hovered", &hovered);
        scene.mark("data-picked", &picked);
    });
}

/// Brings the data into the drawing, and again when it changes.
fn follow_data(input: MapInput, motion: Motion) {
    let mut taken = None;
    watch(move || {
        let cards = input.cards.get();
        let shown = input.shown.get();
        motion.with(|scene| {
            if taken != Some(cards.len()) {
                scene.set_cards(cards);
                taken = Some(cards.len());
            }
            scene.select(&shown);
        });
        motion.rest_soon();
    });
    watch(move || {
        input.hovered.track();
        input.picked.track();
        input.selected.track();
        mark(input, motion);
    });
    watch(move || {
        if let Some(villages) = input.villages.get() {
            motion.with(|scene| scene.add_names(&villages.areas, area_words));
            motion.rest_soon();
        }
    });
    // What is selected is brought into view.
    watch(move || {
        let selected = input.selected.get();
        let inset = input.inset.get();
        let to = motion.with(|scene| {
            scene.set_inset(inset);
            let at = position(input.cards.get_untracked(), selected?)?;
            let point = scene.point(at)?;
            (!scene.is_seen(point)).then(|| scene.centred(point, 0.0))
        });
        if let Some(to) = to.flatten() {
            motion.fly(to);
        }
    });
}

/// Goes where the URL says, unless it says what the map itself wrote.
fn follow_url(input: MapInput, motion: Motion, written: StoredValue<String>) {
    watch(move || {
        let asked = input.place.get();
        if asked == written.get_value() {
            return;
        }
        written.set_value(asked.clone());
        let to = motion.with(|scene| {
            place::read(&scene.frame, scene.viewport.size, &asked)
                .map_or_else(|| scene.home(), |there| there.clamped(&scene.limits))
        });
        if let Some(to) = to {
            motion.fly(to);
        }
    });
}

/// A pin is selected; a cluster is zoomed to, or listed where zooming can't part it.
fn open(
    input: MapInput,
    events: MapEvents,
    motion: Motion,
    listed: RwSignal<Option<Vec<u32>>>,
    cluster: &Cluster,
) {
    if cluster.count == 1 {
        let card = input.cards.get_untracked().get(cluster.first as usize);
        events.select.run(card.map(|card| card.number));
        return;
    }
    match motion.with(|scene| scene.opened(cluster)).flatten() {
        Some(to) => motion.fly(to),
        None => listed.set(motion.with(|scene| scene.members(cluster))),
    }
}
