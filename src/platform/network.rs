//! Whether the browser believes that it has a network, and when the page is looked at.

use leptos::{
    ev,
    prelude::{document, window, window_event_listener},
};

/// False means certainly none; true only means maybe.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Calls `on_change` each time the network comes or goes.
pub fn watch(on_change: impl Fn(bool) + Clone + 'static) {
    let on_gone = on_change.clone();
    window_event_listener(ev::online, move |_| on_change(true));
    window_event_listener(ev::offline, move |_| on_gone(false));
}

/// Calls `on_new` when the worker has a newer version of the page (crates/server/assets/offline.js).
pub fn watch_new(on_new: impl Fn() + 'static) {
    leptos::prelude::window_event_listener_untyped("peta-new", move |_| on_new());
}

/// Calls `on_look` with what a look at the public log has found (crates/server/assets/look.js).
pub fn watch_look(on_look: impl Fn(String) + 'static) {
    leptos::prelude::window_event_listener_untyped("peta-look", move |_| {
        let root = document().document_element();
        on_look(
            root.and_then(|it| it.get_attribute("data-look"))
                .unwrap_or_default(),
        );
    });
}

/// Whether the tab is in front of somebody.
pub fn is_visible() -> bool {
    !document().hidden()
}

/// Calls `on_visible` each time the tab comes to the front.
pub fn watch_visible(on_visible: impl Fn() + 'static) {
    leptos::prelude::window_event_listener_untyped("visibilitychange", move |_| {
        if is_visible() {
            on_visible();
        }
    });
}
