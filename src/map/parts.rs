//! What stands on the map beside the drawing: buttons and scale.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::{
    geolocation::locate,
    input::{MapEvents, MapInput},
    motion::Motion,
    node,
    scene::focus::Direction,
};
use crate::{
    i18n::{fill, number, t},
    platform::dom::{Element, el, group, live, nothing, svg},
    reactive::RwSignal,
};

/// How far an arrow key moves the map, CSS pixels.
const STEP: f64 = 90.0;
/// How close the map comes to the person, pixels for a drawing unit.
const NEAR: f64 = 0.6;

/// Zoom, everything, and "around me".
pub fn controls(input: MapInput, motion: Motion, events: MapEvents) -> Element {
    let trouble = RwSignal::new(None::<&'static str>);
    let on_locate = move || {
        trouble.set(Some("map.locating"));
        locate(move |answer| match answer {
            // The person may have gone to another page before the answer.
            _ if !motion.is_on_page() => {}
            Ok(degrees) => {
                trouble.set(None);
                let to = motion.with(|scene| {
                    let at = scene.set_here(degrees);
                    scene.centred(at, NEAR)
                });
                if let Some(to) = to {
                    motion.fly(to);
                }
                events.here.run(degrees);
            }
            Err(reason) => {
                trouble.set(Some(reason.key()));
                events.say.run(said(reason.key(), input));
            }
        });
    };
    let on_home = move || {
        if let Some(to) = motion.with(|scene| scene.home()) {
            motion.fly(to);
        }
    };
    let buttons = el("div", "c-map__controls")
        .attr("role", "group")
        .attr("aria-label", &t("map.controls"))
        .child(zoom(motion))
        .child(control("map.home", "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5").press(on_home))
        .child(control("map.locate", LOCATE).press(on_locate));
    let said = live(move || {
        let Some(key) = trouble.get() else {
            return nothing();
        };
        el("p", "c-map__trouble")
            .child(el("span", "").text(&said(key, input)))
            .child(close().press(move || trouble.set(None)))
    });
    group([buttons, said])
}

/// Closer and farther. Where fingers do it, they stand in the legend: not everybody can.
pub fn zoom(motion: Motion) -> Element {
    let closer = control("map.zoom_in", "M12 5v14M5 12h14").press(move || motion.zoom(None, 2.0));
    let farther = control("map.zoom_out", "M5 12h14").press(move || motion.zoom(None, 0.5));
    el("div", "c-map__zoom").child(closer).child(farther)
}

/// A text about where the person is.
fn said(key: &str, input: MapInput) -> String {
    let [district, village] = input.words;
    fill(key, &[("district", district), ("village", village)])
}

const LOCATE: &str = "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12 2v3m0 14v3M2 12h3m14 0h3";

fn control(key: &str, path: &str) -> Element {
    let drawing = svg("svg", "c-icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path", "").attr("d", path));
    el("button", "c-map__control")
        .attr("type", "button")
        .attr("aria-label", &t(key))
        .attr("title", &t(key))
        .child(drawing)
}

pub fn close() -> Element {
    el("button", "c-map__close")
        .attr("type", "button")
        .attr("aria-label", &t("map.close"))
        .text("×")
}

/// The scale, and the way to who drew the borders.
pub fn foot(input: MapInput, metres: RwSignal<f64>) -> Element {
    let scale = el("span", "c-map__scale")
        .live_style("inline-size", move || scale_bar(metres.get()).0)
        .live_text(move || scale_bar(metres.get()).1);
    el("div", "c-map__foot")
        .child(scale)
        .child(opener(input, "c-map__credits", credits_key(input)))
}

/// What the sources of the map are called here.
pub fn credits_key(input: MapInput) -> &'static str {
    if input.approximate {
        "map.approximate"
    } else {
        "map.credits"
    }
}

/// A button on the map that opens the legend, which is beside it.
pub fn opener(input: MapInput, class: &str, key: &str) -> Element {
    el("button", class)
        .attr("type", "button")
        .state("aria-expanded", move || input.legend.get())
        .text(&t(key))
        .press(move || input.legend.update(|is_open| *is_open = !*is_open))
}

/// A round length of 40 to 110 pixels: its width in CSS and its words.
fn scale_bar(metres_per_pixel: f64) -> (String, String) {
    let mut length = 1_usize;
    let most = metres_per_pixel * 110.0;
    'longer: loop {
        for factor in [1, 2, 5] {
            if (length * factor * 2) as f64 > most && (length * factor) as f64 > most / 2.5 {
                length *= factor;
                break 'longer;
            }
        }
        if length >= 10_000_000 {
            break;
        }
        length *= 10;
    }
    let mut width = String::new();
    node::push_pixels(
        &mut width,
        (length as f64 / metres_per_pixel.max(1e-9)).min(120.0),
    );
    width.push_str("px");
    let words = if length >= 1000 {
        fill("map.kilometres", &[("n", &number(length / 1000))])
    } else {
        fill("map.metres", &[("n", &number(length))])
    };
    (width, words)
}

/// What a key does on the map; whether it was one of the map's.
pub fn on_stage_key(event: &KeyboardEvent, motion: Motion) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return false;
    }
    let key = event.key();
    let item = node::target_in(event, ".c-pin, button[data-code]");
    match (key.as_str(), Direction::of_key(&key)) {
        ("+" | "=", _) => motion.zoom(None, 2.0),
        ("-" | "_", _) => motion.zoom(None, 0.5),
        ("Home", _) => {
            if let Some(to) = motion.with(|scene| scene.home()) {
                motion.fly(to);
            }
        }
        ("Escape", _) if item.is_some() => {
            motion.with(|scene| scene.stage().focus().ok());
        }
        ("Enter", _) if item.is_none() => {
            motion.with(|scene| {
                if let Some((first, _)) = scene.stops().first() {
                    scene.focus(first);
                }
            });
        }
        (_, Some(direction)) => match item {
            Some(item) => {
                motion.with(|scene| {
                    if let Some(next) = scene.beside(item.unchecked_ref(), direction) {
                        scene.focus(&next);
                    }
                });
            }
            None => motion.pan(direction.step().map(|step| -step * STEP)),
        },
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_a_round_length_that_fits() {
        for metres_per_pixel in [0.5, 3.0, 17.0, 88.0, 240.0, 900.0] {
            let (width, _) = scale_bar(metres_per_pixel);
            let width: f64 = width.trim_end_matches("px").parse().unwrap();
            assert!(
                (40.0..=112.0).contains(&width),
                "{metres_per_pixel}: {width}"
            );
        }
    }
}
