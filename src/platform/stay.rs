//! What a page needs that stays open for days, on a stage or on a tablet: keys
//! from anywhere, the whole screen, time that never goes back.

use std::time::Duration;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{document, set_timeout, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::clock::device_ms;

/// Milliseconds since the page was opened; they never go back.
pub fn uptime_ms() -> f64 {
    leptos::prelude::window()
        .performance()
        .map_or_else(device_ms, |it| it.now())
}

/// Comes back after that time.
pub async fn pause(time: Duration) {
    let passed = Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                resolve.call0(&JsValue::UNDEFINED).ok();
            },
            time,
        );
    });
    JsFuture::from(passed).await.ok();
}

/// Calls `press` with each key that is pressed anywhere on the page; what it
/// takes, the browser does not get. Keys with Ctrl, Alt or Meta are the browser's.
pub fn on_key(press: impl Fn(&str) -> bool + 'static) {
    leptos::prelude::window_event_listener(leptos::ev::keydown, move |event| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        if press(&event.key()) {
            event.prevent_default();
        }
    });
}

/// Whether Enter and Space press a button now.
pub fn is_button_focused() -> bool {
    document()
        .active_element()
        .is_some_and(|element| element.matches("button, a[href]") == Ok(true))
}

/// Fills the whole screen, or gives it back.
pub fn toggle_full_screen() {
    let document = document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(root) = document.document_element() {
        // Refused where no key was pressed: then the page stays as it is.
        root.request_fullscreen().ok();
    }
}

/// Light or dark, without keeping it.
pub fn set_theme(dark: bool) {
    if let Some(root) = document().document_element() {
        root.set_attribute("data-theme", if dark { "dark" } else { "light" })
            .ok();
    }
}

/// A short tremble of the device, where it can.
pub fn buzz() {
    // By name: where there is no such thing, `web-sys` would throw.
    let navigator = window().navigator();
    if let Ok(vibrate) = Reflect::get(&navigator, &"vibrate".into())
        && let Some(vibrate) = vibrate.dyn_ref::<Function>()
    {
        vibrate.call1(&navigator, &12.into()).ok();
    }
}
