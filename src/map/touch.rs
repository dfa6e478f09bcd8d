//! Pointer, wheel and click on the drawing, and what they choose.

use atlas::cluster::Cluster;
use leptos::prelude::Callable;
use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, PointerEvent, WheelEvent};
use wire::AreaCode;

use super::{
    input::{MapEvents, MapInput},
    motion::Motion,
    node,
};
use crate::{
    platform::{
        document,
        dom::{Element, Event},
    },
    reactive::StoredValue,
};

/// Listens to pointer, wheel and click.
pub fn touched(stage: Element, input: MapInput, events: MapEvents, motion: Motion) -> Element {
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
                tapped_area.set_value(choose(input, events, motion, &event));
            }
        })
}

/// What was tapped: a pin, an area, or the sea. True for an area.
fn choose(input: MapInput, events: MapEvents, motion: Motion, event: &Event) -> bool {
    input.legend.set(false);
    events.spot.run(None);
    if let Some(pin) = node::target_in(event, ".c-pin") {
        if let Some(cluster) = motion.with(|scene| scene.pin_of(&pin)).flatten() {
            open(input, events, motion, &cluster);
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

/// A pin is selected; a cluster is zoomed to, or listed where zooming can't part it.
fn open(input: MapInput, events: MapEvents, motion: Motion, cluster: &Cluster) {
    if cluster.count == 1 {
        let card = input.cards.get_untracked().get(cluster.first as usize);
        events.select.run(card.map(|card| card.number));
        return;
    }
    match motion.with(|scene| scene.opened(cluster)).flatten() {
        Some(to) => motion.fly(to),
        None => events.spot.run(motion.with(|scene| scene.members(cluster))),
    }
}
