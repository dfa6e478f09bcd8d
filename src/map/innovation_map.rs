//! The map that is touched: ties the drawing to data, events and controls.

use std::{collections::BTreeMap, collections::BTreeSet, sync::Arc};

use atlas::{Bounds, cluster::Cluster, outline};
use leptos::{ev, html, prelude::*, svg};
use wasm_bindgen::JsCast;
use wire::{AreaCode, AreaMap, AreaShape, BallotNumber, Card, Category, Level, Shape, TileLayer};

use super::{
    choropleth::{Measure, Shades},
    legend::Legend,
    motion::Motion,
    node,
    parts::{Controls, Foot, ListHere, on_stage_key},
    place,
    scene::{Layers, Look, Scene},
};
use crate::i18n::{count, fill, localized, number, t};

/// What the map shows. Data that never changes is borrowed for ever.
#[derive(Clone, Copy)]
pub struct MapInput {
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
    pub active_areas: Signal<BTreeSet<AreaCode>>,
    /// Votes, where the edition lets them be seen.
    pub votes: Signal<Option<Arc<BTreeMap<BallotNumber, u64>>>>,
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
    /// Somebody wants to see votes on the map.
    pub votes: Callback<()>,
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

#[expect(
    clippy::too_many_lines,
    reason = "handlers and markup of one component"
)]
#[component]
pub fn InnovationMap(input: MapInput, events: MapEvents) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    let land = NodeRef::<svg::Svg>::new();
    let camera = NodeRef::<svg::G>::new();
    let names = NodeRef::<html::Div>::new();
    let pins = NodeRef::<html::Div>::new();
    let tiles = NodeRef::<html::Div>::new();

    let measure = RwSignal::new(Measure::None);
    let listed = RwSignal::new(None::<Vec<u32>>);
    let metres = RwSignal::new(0.0);
    let ready = RwSignal::new(false);
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

    Effect::new(move |_| {
        let layers = (|| {
            Some(Layers {
                stage: stage.get()?.unchecked_into(),
                land: land.get()?.unchecked_into(),
                camera: camera.get()?.unchecked_into(),
                names: names.get()?.unchecked_into(),
                pins: pins.get()?.unchecked_into(),
                tiles: tiles.get()?.unchecked_into(),
            })
        })();
        let Some(layers) = layers else { return };
        if ready.get_untracked() {
            return;
        }
        let mut scene = Scene::new(
            input.areas.frame,
            region_of(&input.areas.areas),
            layers,
            input.tiles.cloned(),
            look(input),
        );
        scene.set_inset(input.inset.get_untracked());
        scene.add_names(&input.areas.areas, area_words);
        if let Some(there) = place::read(
            &scene.frame,
            scene.viewport.size,
            &input.place.get_untracked(),
        ) {
            scene.viewport = there.clamped(&scene.limits);
            written.set_value(input.place.get_untracked());
        } else {
            scene.viewport = scene.home();
        }
        watch_size(scene.stage(), motion);
        motion.mount(scene);
        ready.set(true);
    });
    follow_data(input, motion, ready);
    follow_url(input, motion, ready, written);
    let shades = Memo::new(move |_| {
        let votes = input.votes.get();
        let none = BTreeMap::new();
        Shades::new(
            measure.get(),
            &input.areas.areas,
            input.cards.get(),
            &input.shown.get(),
            votes.as_deref().unwrap_or(&none),
        )
    });

    let on_down = move |event: ev::PointerEvent| {
        if event.button() == 0
            && let Some(stage) = stage.get_untracked()
        {
            motion.press(event.pointer_id(), node::point_in(&stage, &event));
        }
    };
    let on_move = move |event: ev::PointerEvent| {
        if let Some(stage) = stage.get_untracked()
            && motion.drag(event.pointer_id(), node::point_in(&stage, &event))
            && !stage.has_pointer_capture(event.pointer_id())
        {
            // Only a drag captures: a tap has to reach the pin under it.
            stage.set_pointer_capture(event.pointer_id()).ok();
        }
    };
    let on_up = move |event: ev::PointerEvent| {
        if let Some(stage) = stage.get_untracked() {
            motion.release(event.pointer_id(), node::point_in(&stage, &event));
        }
    };
    let on_wheel = move |event: ev::WheelEvent| {
        event.prevent_default();
        if let Some(stage) = stage.get_untracked() {
            let at = node::point_in(&stage, &event);
            motion.wheel(at, event.delta_y(), event.delta_mode(), event.ctrl_key());
        }
    };
    let on_click = move |event: ev::MouseEvent| {
        // A click without a pointer (detail 0) comes from a keyboard.
        if event.detail() > 0 && motion.has_dragged() {
            return;
        }
        listed.set(None);
        if let Some(pin) = node::target_in(&event, ".c-pin") {
            if let Some(cluster) = motion.with(|scene| scene.pin_of(&pin)).flatten() {
                open(input, events, motion, listed, &cluster);
            }
        } else if let Some(area) = node::target_in(&event, "[data-code]")
            && let Some(code) = area.get_attribute("data-code")
        {
            events.area.run(AreaCode::new(code));
        } else if node::target_in(&event, ".c-map__stage").is_some() {
            events.select.run(None);
        }
    };
    let on_over = move |event: ev::PointerEvent| {
        if event.pointer_type() == "touch" {
            return;
        }
        let number = node::target_in(&event, ".c-pin")
            .and_then(|pin| motion.with(|scene| scene.pin_of(&pin)).flatten())
            .filter(|cluster| cluster.count == 1)
            .and_then(|cluster| input.cards.get_untracked().get(cluster.first as usize))
            .map(|card| card.number);
        if input.hovered.get_untracked() != number {
            input.hovered.set(number);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if on_stage_key(&event, motion) {
            is_spoken.set_value(true);
            event.prevent_default();
        }
    };

    view! {
        <div class="c-map" data-measure=move || measure.get() != Measure::None>
            <div
                class="c-map__stage"
                node_ref=stage
                tabindex="0"
                role="group"
                aria-label=t("map.label")
                aria-describedby="map-help"
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=move |_| motion.cancel()
                on:pointerover=on_over
                on:wheel=on_wheel
                on:click=on_click
                on:keydown=on_key
            >
                <div class="c-map__tiles" node_ref=tiles></div>
                <svg class="c-map__land" node_ref=land aria-hidden="true">
                    <g node_ref=camera>
                        {outlines(&input.areas.areas, Level::Neighbour)}
                        {outlines(&input.areas.areas, Level::Region)}
                        <g class="c-map__districts">
                            {districts(&input.areas.areas, shades, input.active_areas)}
                        </g>
                        <g class="c-map__villages">
                            {move || input.villages.get().map(|map| {
                                outlines(&map.areas, Level::Village)
                            })}
                        </g>
                        {outlines(&input.areas.areas, Level::Region)}
                    </g>
                </svg>
                <div class="c-map__names" node_ref=names></div>
                <div class="c-map__pins" node_ref=pins></div>
            </div>
            <p class="u-hidden" id="map-help">{t("map.help")}</p>
            <Controls motion events />
            <ListHere input events listed />
            <div class="c-map__corner" style:--inset=move || px(input.inset.get())>
                <Legend categories=input.categories cards=input.cards measure shades
                    votes=input.votes on_votes=events.votes />
                <Foot metres credits=input.credits approximate=input.approximate
                    tiles=input.tiles />
            </div>
        </div>
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

/// The outlines of one level, without names.
fn outlines(areas: &'static [AreaShape], level: Level) -> AnyView {
    let class = match level {
        Level::Region => "c-map__region",
        Level::District => "c-map__district",
        Level::Village => "c-map__village",
        Level::Neighbour => "c-map__neighbour",
    };
    areas
        .iter()
        .filter(|area| area.level == level)
        .map(|area| {
            view! { <path class=class d=area.path.as_str() data-code=area.code.as_str()></path> }
        })
        .collect_view()
        .into_any()
}

/// Districts can be tapped, and carry the shade of the choropleth.
fn districts(
    areas: &'static [AreaShape],
    shades: Memo<Shades>,
    active: Signal<BTreeSet<AreaCode>>,
) -> AnyView {
    areas
        .iter()
        .filter(|area| area.level == Level::District)
        .map(|area| {
            view! {
                <path
                    class="c-map__district"
                    class:is-active=move || active.with(|active| active.contains(&area.code))
                    d=area.path.as_str()
                    data-code=area.code.as_str()
                    data-step=move || shades.with(|shades| shades.step(&area.code)).to_string()
                ></path>
            }
        })
        .collect_view()
        .into_any()
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
        let kept = StoredValue::new_local((watcher, on_size));
        on_cleanup(move || {
            kept.update_value(|(watcher, _)| watcher.disconnect());
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
fn follow_data(input: MapInput, motion: Motion, ready: RwSignal<bool>) {
    Effect::new(move |before: Option<usize>| {
        let cards = input.cards.get();
        let shown = input.shown.get();
        if !ready.get() {
            return 0;
        }
        motion.with(|scene| {
            if before != Some(cards.len()) {
                scene.set_cards(cards);
            }
            scene.select(&shown);
        });
        motion.rest();
        cards.len()
    });
    Effect::new(move |_| {
        input.hovered.track();
        input.picked.track();
        input.selected.track();
        if ready.get() {
            mark(input, motion);
        }
    });
    Effect::new(move |_| {
        if let Some(villages) = input.villages.get()
            && ready.get()
        {
            motion.with(|scene| scene.add_names(&villages.areas, area_words));
            motion.rest();
        }
    });
    // What is selected is brought into view.
    Effect::new(move |_| {
        let selected = input.selected.get();
        let inset = input.inset.get();
        if !ready.get() {
            return;
        }
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
fn follow_url(
    input: MapInput,
    motion: Motion,
    ready: RwSignal<bool>,
    written: StoredValue<String>,
) {
    Effect::new(move |_| {
        let asked = input.place.get();
        if !ready.get() || asked == written.get_value() {
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
