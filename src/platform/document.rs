//! The document around the app: title, language, focus, scrolling.

use leptos::prelude::{document, request_animation_frame, window, window_event_listener_untyped};
use wasm_bindgen::{JsCast, closure::Closure};

/// The text of the element with this id.
pub fn text_of(id: &str) -> Option<String> {
    document().get_element_by_id(id)?.text_content()
}

/// An element that an app lives in.
pub type Root = web_sys::HtmlElement;

/// Where the app is on the page.
pub fn root() -> Option<Root> {
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

/// Calls `act` each time that the browser's buttons have led to another address,
/// before the router draws what is there.
pub fn watch_back(act: impl Fn() + 'static) {
    let act = Closure::<dyn FnMut()>::new(act).into_js_value();
    window()
        .add_event_listener_with_callback_and_bool("popstate", act.unchecked_ref(), true)
        .ok();
}

/// Such as `https://inovasi.example.go.id`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Takes a secret out of the address' fragment (`#name=value`), so that it stands
/// neither in the address bar nor in the history. A script in the page may have
/// done so before.
pub fn take_fragment(name: &str) -> Option<String> {
    let window = window();
    let hash = taken_early(&window).or_else(|| window.location().hash().ok())?;
    let value = hash
        .strip_prefix('#')?
        .strip_prefix(name)?
        .strip_prefix('=')?;
    let location = window.location();
    let address = [
        location.pathname().unwrap_or_default(),
        location.search().unwrap_or_default(),
    ]
    .concat();
    let history = window.history().ok()?;
    history
        .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address))
        .ok()?;
    Some(value.into())
}

/// What a script in the page has taken out of the address, once.
fn taken_early(window: &web_sys::Window) -> Option<String> {
    const NAME: &str = "petaFragment";
    let fragment = js_sys::Reflect::get(window, &NAME.into())
        .ok()?
        .as_string()?;
    js_sys::Reflect::delete_property(window, &NAME.into()).ok();
    Some(fragment)
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

/// Whether the board is a sheet over the map: not where there is room for both
/// side by side, nor where letters are so large that all scrolls as one page.
/// The same widths as in `style/layout.css`.
fn has_sheet() -> bool {
    let window = window();
    let is_wide = window
        .match_media("(min-width: 60rem)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    let width = window.inner_width().ok().and_then(|it| it.as_f64());
    !is_wide && width.unwrap_or(360.0) > 17.0 * letter(&window)
}

/// The height of the usual letter, in CSS pixels: what the person has chosen.
fn letter(window: &web_sys::Window) -> f64 {
    document()
        .document_element()
        .and_then(|root| window.get_computed_style(&root).ok().flatten())
        .and_then(|style| style.get_property_value("font-size").ok())
        .and_then(|size| crate::json::float(size.trim_end_matches("px")).ok())
        .unwrap_or(16.0)
}

/// How much of the page can be seen at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// CSS pixels.
    pub height: f64,
    /// Whether the board is a sheet over the map.
    pub has_sheet: bool,
}

impl Screen {
    pub fn now() -> Self {
        Self {
            height: viewport_height(),
            has_sheet: has_sheet(),
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

/// As the browser's back button does.
pub fn go_back() {
    if let Ok(history) = window().history() {
        history.back().ok();
    }
}

/// Loads a script of ours beside the app, and tells it where its data are kept.
pub fn load_script(path: &str, keep: &str) {
    let document = document();
    if let (Ok(script), Some(root)) = (
        document.create_element("script"),
        document.document_element(),
    ) {
        script.set_attribute("data-keep", keep).ok();
        script.set_attribute("src", path).ok();
        root.append_child(&script).ok();
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
