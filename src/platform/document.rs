//! The document around the app: title, language, focus, scrolling.

use leptos::prelude::{document, request_animation_frame, window, window_event_listener_untyped};
use wasm_bindgen::JsCast;

/// The text of the element with this id.
pub fn text_of(id: &str) -> Option<String> {
    document().get_element_by_id(id)?.text_content()
}

/// Where the app is on the page.
pub fn root() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id("app")?.dyn_into().ok()
}

pub fn set_title(title: &str) {
    document().set_title(title);
}

pub fn set_language(tag: &str) {
    if let Some(root) = document().document_element() {
        root.set_attribute("lang", tag).ok();
    }
}

/// The path of the page's address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Such as `https://inovasi.example.go.id`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Moves focus to the page's heading, once the new page has been drawn.
pub fn focus_heading() {
    focus("main h1");
}

/// Moves focus to the first element that `selector` names, once it has been drawn.
pub fn focus(selector: &'static str) {
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(selector)
            && let Some(element) = element.dyn_ref::<web_sys::HtmlElement>()
        {
            element.focus().ok();
        }
    });
}

/// Scrolls the element with this id into view, without animation.
pub fn reveal(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            element.scroll_into_view_with_bool(true);
        }
    });
}

/// Whether the viewport has room for map and board side by side.
/// The same width as in `style/layout.css`.
pub fn is_wide() -> bool {
    window()
        .match_media("(min-width: 60rem)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// How much of the page can be seen at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// CSS pixels.
    pub height: f64,
    /// Whether there is room for map and board side by side.
    pub is_wide: bool,
}

impl Screen {
    pub fn now() -> Self {
        Self {
            height: viewport_height(),
            is_wide: is_wide(),
        }
    }
}

/// Calls `on_change` each time that the viewport has another size.
pub fn watch_screen(on_change: impl Fn(Screen) + 'static) {
    window_event_listener_untyped("resize", move |_| on_change(Screen::now()));
}

/// Height of the viewport in CSS pixels.
pub fn viewport_height() -> f64 {
    window()
        .inner_height()
        .ok()
        .and_then(|it| it.as_f64())
        .unwrap_or(640.0)
}

/// How far it is to the end of what scrolls in the event's element, in CSS pixels.
pub fn distance_to_end(event: &web_sys::Event) -> f64 {
    event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .map_or(f64::INFINITY, |element| {
            f64::from(element.scroll_height() - element.client_height() - element.scroll_top())
        })
}

/// Keeps the pointer's later events on the element that got this one.
pub fn capture_pointer(event: &web_sys::Event) {
    let target = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let (Some(target), Some(event)) = (target, event.dyn_ref::<web_sys::PointerEvent>()) {
        target.set_pointer_capture(event.pointer_id()).ok();
    }
}

/// How far down the pointer is, in CSS pixels from the viewport's upper edge.
pub fn pointer_height(event: &web_sys::Event) -> f64 {
    event
        .dyn_ref::<web_sys::PointerEvent>()
        .map_or(0.0, |event| f64::from(event.client_y()))
}

/// The key that was pressed; empty where the event is of another kind.
pub fn key(event: &web_sys::Event) -> String {
    event
        .dyn_ref::<web_sys::KeyboardEvent>()
        .map_or_else(String::new, web_sys::KeyboardEvent::key)
}

/// The value of the field that an event is about.
pub fn value_of(event: &web_sys::Event) -> String {
    leptos::prelude::event_target_value(event)
}

/// Opens the dialog with this id above everything else, with focus kept inside.
pub fn open_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.show_modal().ok();
    }
}

pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
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
    window().navigator().vibrate_with_duration(12);
}

/// As the browser's back button does.
pub fn go_back() {
    if let Ok(history) = window().history() {
        history.back().ok();
    }
}

/// Does something and tells the browser's performance timeline how long it took.
pub fn timed<T>(name: &str, act: impl FnOnce() -> T) -> T {
    let performance = window().performance();
    if let Some(performance) = &performance {
        performance.mark(name).ok();
    }
    let out = act();
    if let Some(performance) = &performance {
        performance.measure_with_start_mark(name, name).ok();
    }
    out
}

/// Loads the page again from the server.
pub fn reload() {
    window().location().reload().ok();
}

/// What stands behind the `#` of the address, once: it is taken out of the
/// address and the history. A script in the page may have done so before.
pub fn take_fragment() -> String {
    const TAKEN: &str = "petaFragment";
    let page = window();
    let taken = js_sys::Reflect::get(&page, &TAKEN.into()).ok();
    if let Some(fragment) = taken.and_then(|it| it.as_string()) {
        js_sys::Reflect::delete_property(&page, &TAKEN.into()).ok();
        return fragment;
    }
    let place = page.location();
    let fragment = place.hash().unwrap_or_default();
    if !fragment.is_empty()
        && let (Ok(history), Ok(path), Ok(query)) =
            (page.history(), place.pathname(), place.search())
    {
        let address = [path, query].concat();
        history
            .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address))
            .ok();
    }
    fragment
}

/// Calls `on_change` each time that another fragment comes into the address.
pub fn watch_fragment(on_change: impl Fn() + 'static) {
    window_event_listener_untyped("hashchange", move |_| on_change());
}

/// Escapes a value for a query string.
pub fn escape_query(value: &str) -> String {
    // Commas and colons are allowed there, and links stay readable with them.
    String::from(js_sys::encode_uri_component(value))
        .replace("%2C", ",")
        .replace("%20", "+")
}
