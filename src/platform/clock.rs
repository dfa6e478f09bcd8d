//! Time: this device's clock, and what the server said of its own.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Milliseconds since 1970 by this device's clock, which may be wrong:
/// only differences of it are used.
pub fn device_ms() -> f64 {
    js_sys::Date::now()
}

/// The server's time now, in milliseconds since 1970, by what it told with this
/// page (`Server-Timing: now;dur=…`) and how long ago that was. None in a
/// browser that doesn't tell.
pub fn server_ms() -> Option<f64> {
    let performance = leptos::prelude::window().performance()?;
    let page = performance.get_entries_by_type("navigation").get(0);
    let timings: Array = get(&page, "serverTiming")?.dyn_into().ok()?;
    let told = timings
        .iter()
        .find(|it| get(it, "name").is_some_and(|name| name == "now"))?;
    let told = get(&told, "duration")?.as_f64()?;
    let answered = get(&page, "responseStart")?.as_f64()?;
    Some(told + performance.now() - answered)
}

fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}
