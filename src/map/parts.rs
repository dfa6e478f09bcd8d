//! What stands on the map beside the drawing: buttons, scale, credits, the list of one spot.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use wire::TileLayer;

use super::{
    geolocation::locate,
    innovation_map::{MapEvents, MapInput},
    motion::Motion,
    node,
    scene::focus::Direction,
};
use crate::i18n::{fill, number, t};

/// How far an arrow key moves the map, CSS pixels.
const STEP: f64 = 90.0;
/// How close the map comes to the person, pixels for a drawing unit.
const NEAR: f64 = 0.6;

/// Zoom, everything, and "around me".
#[component]
pub fn Controls(motion: Motion, events: MapEvents) -> impl IntoView {
    let locating = RwSignal::new(false);
    let trouble = RwSignal::new(None::<&'static str>);
    let on_locate = move |_| {
        locating.set(true);
        trouble.set(None);
        locate(move |answer| {
            locating.set(false);
            match answer {
                Ok(degrees) => {
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
                    events.say.run(t(reason.key()));
                }
            }
        });
    };
    let on_home = move |_| {
        if let Some(to) = motion.with(|scene| scene.home()) {
            motion.fly(to);
        }
    };
    view! {
        <div class="c-map__controls" role="group" aria-label=t("map.controls")>
            {control("map.zoom_in", "M12 5v14M5 12h14", move |_| motion.zoom(None, 2.0))}
            {control("map.zoom_out", "M5 12h14", move |_| motion.zoom(None, 0.5))}
            {control("map.home", "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5", on_home)}
            {control("map.locate", "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12 2v3m0 14v3M2 12h3m14 0h3", on_locate)}
        </div>
        <p class="c-map__trouble" hidden=move || trouble.get().is_none()>
            <span>{move || trouble.get().map(t)}</span>
            <button
                type="button"
                class="c-map__close"
                aria-label=t("map.close")
                on:click=move |_| trouble.set(None)
            >
                "×"
            </button>
        </p>
        <p class="c-map__trouble" hidden=move || !locating.get()>{t("map.locating")}</p>
    }
}

fn control(key: &str, path: &'static str, on_click: impl Fn(ev::MouseEvent) + 'static) -> AnyView {
    view! {
        <button type="button" class="c-map__control" aria-label=t(key) title=t(key) on:click=on_click>
            <svg class="c-icon" viewBox="0 0 24 24" aria-hidden="true"><path d=path></path></svg>
        </button>
    }
    .into_any()
}

/// The scale and who drew the borders.
#[component]
pub fn Foot(
    metres: RwSignal<f64>,
    credits: &'static [String],
    approximate: bool,
    tiles: Option<&'static TileLayer>,
) -> impl IntoView {
    let scale = move || scale_bar(metres.get());
    let lines = credits.iter().chain(tiles.map(|it| &it.attribution));
    view! {
        <div class="c-map__foot">
            <span class="c-map__scale" style:width=move || scale().0>{move || scale().1}</span>
            <details class="c-map__credits">
                <summary>
                    {if approximate { t("map.approximate") } else { t("map.credits") }}
                </summary>
                <ul>
                    {lines.map(|line| view! { <li>{line.as_str()}</li> }).collect_view()}
                </ul>
            </details>
        </div>
    }
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

/// The innovations at one spot, which zooming can't part.
#[component]
pub fn ListHere(
    input: MapInput,
    events: MapEvents,
    listed: RwSignal<Option<Vec<u32>>>,
) -> impl IntoView {
    move || {
        let positions = listed.get()?;
        let rows = positions
            .iter()
            .filter_map(|at| input.cards.get_untracked().get(*at as usize))
            .map(|card| {
                let number = card.number;
                view! {
                    <li>
                        <button
                            type="button"
                            class="c-map__row"
                            on:click=move |_| {
                                listed.set(None);
                                events.select.run(Some(number));
                            }
                        >
                            {card.name.as_str()}
                        </button>
                    </li>
                }
            })
            .collect_view();
        Some(view! {
            <div class="c-map__here-list" role="dialog" aria-label=t("map.at_one_spot")>
                <p>
                    <strong>{t("map.at_one_spot")}</strong>
                    <button
                        type="button"
                        class="c-map__close"
                        aria-label=t("map.close")
                        on:click=move |_| listed.set(None)
                    >
                        "×"
                    </button>
                </p>
                <ul>{rows}</ul>
            </div>
        })
    }
}

/// What a key does on the map; whether it was one of the map's.
pub fn on_stage_key(event: &ev::KeyboardEvent, motion: Motion) -> bool {
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
