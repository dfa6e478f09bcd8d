//! What this browser keeps for us: `localStorage` over visits, `sessionStorage` for one.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

/// Where a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Until the person clears it.
    Visits,
    /// Until the tab is closed.
    Tab,
}

fn shelf(shelf: Shelf) -> Option<web_sys::Storage> {
    match shelf {
        Shelf::Visits => window().local_storage(),
        Shelf::Tab => window().session_storage(),
    }
    .ok()
    .flatten()
}

/// What a page that keeps nothing knows, until it is gone.
#[cfg(feature = "staff")]
mod page {
    use std::{cell::RefCell, collections::BTreeMap};

    thread_local! {
        pub static VALUES: RefCell<Option<BTreeMap<String, String>>> = const { RefCell::new(None) };
    }
}

/// From now on nothing is kept anywhere but in this page, and nothing is known
/// of what was kept before: a tablet that many use has no memory of any of them.
#[cfg(feature = "staff")]
pub fn keep_nothing() {
    page::VALUES.set(Some(std::collections::BTreeMap::new()));
}

/// What was kept before is gone. Only once the tablet is known to be a kiosk:
/// the address alone must not cost anybody their credential.
#[cfg(feature = "staff")]
pub fn forget_all() {
    for it in [Shelf::Visits, Shelf::Tab] {
        if let Some(storage) = shelf(it) {
            storage.clear().ok();
        }
    }
}

/// The value under `key`, if there is one and the browser lets us read it.
pub fn read(from: Shelf, key: &str) -> Option<String> {
    #[cfg(feature = "staff")]
    if let Some(value) = page::VALUES.with_borrow(|it| it.as_ref().map(|it| it.get(key).cloned())) {
        return value;
    }
    shelf(from)?.get_item(key).ok().flatten()
}

/// The browser did not keep the value: storage is blocked or full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser did not keep the value")]
pub struct NotKept;

/// Keeps `value` under `key`, and reads it back to be sure.
pub fn write(to: Shelf, key: &str, value: &str) -> Result<(), NotKept> {
    #[cfg(feature = "staff")]
    if let Some(()) = page::VALUES.with_borrow_mut(|it| {
        it.as_mut()?.insert(key.into(), value.into());
        Some(())
    }) {
        return Ok(());
    }
    let storage = shelf(to).ok_or(NotKept)?;
    storage.set_item(key, value).map_err(|_| NotKept)?;
    match storage.get_item(key) {
        Ok(Some(kept)) if kept == value => Ok(()),
        _ => Err(NotKept),
    }
}

/// Whether the browser has kept something over visits: where it now keeps no more,
/// there is no room, and nothing is forbidden.
pub fn has_kept() -> bool {
    let storage = shelf(Shelf::Visits);
    storage.is_some_and(|it| it.length().is_ok_and(|length| length > 0))
}

/// Keeps nothing under `key` any more.
pub fn remove(from: Shelf, key: &str) {
    #[cfg(feature = "staff")]
    page::VALUES.with_borrow_mut(|it| it.as_mut().and_then(|it| it.remove(key)));
    if let Some(storage) = shelf(from) {
        storage.remove_item(key).ok();
    }
}

/// Asks the browser not to clear what it keeps for us when room gets scarce.
/// Some ask the person; where the answer is no, nothing is different.
pub fn persist() {
    // By name: on plain http there is no such thing, which `web-sys` would not believe.
    let get = |value: &JsValue, name: &str| Reflect::get(value, &name.into());
    if let Ok(storage) = get(&window().navigator(), "storage")
        && let Ok(ask) = get(&storage, "persist")
        && let Some(ask) = ask.dyn_ref::<Function>()
    {
        ask.call0(&storage).ok();
    }
}

/// Calls `on_change` with the key when another tab changes what is kept over visits.
pub fn watch_other_tabs(on_change: impl Fn(&str) + 'static) {
    leptos::prelude::window_event_listener(leptos::ev::storage, move |event| {
        if let Some(key) = event.key() {
            on_change(&key);
        }
    });
}
