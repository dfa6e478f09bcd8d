//! Keeps the drawing in step with data, selection and URL, and tells where it came to rest.

use leptos::prelude::{Callable, Callback};
use wire::{BallotNumber, Card};

use super::{
    innovation_map::area_words,
    input::{MapEvents, MapInput},
    motion::Motion,
    place,
};
use crate::{
    i18n::count,
    platform::dom::watch,
    reactive::{RwSignal, StoredValue},
};

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

/// What is done each time that the drawing has come to rest.
pub fn at_rest(
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

pub fn say_what_is_seen(motion: Motion, on_say: Callback<String>) {
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
pub fn follow_data(input: MapInput, motion: Motion) {
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
pub fn follow_url(input: MapInput, motion: Motion, written: StoredValue<String>) {
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
