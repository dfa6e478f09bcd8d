//! What keeps a tablet that many use clean: nobody leaves the kiosk, and nobody
//! leaves anything behind.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{document, window, window_event_listener_untyped};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// What counts as a sign that somebody is there.
const SIGNS: [&str; 5] = ["pointerdown", "pointermove", "keydown", "wheel", "input"];

/// Calls `touched` with each sign that somebody is there.
pub fn on_touch(touched: impl Fn() + Clone + 'static) {
    for name in SIGNS {
        let touched = touched.clone();
        window_event_listener_untyped(name, move |_| touched());
    }
}

/// Keeps whoever stands before it inside of `base`: links that lead elsewhere
/// do nothing, links inside leave no trace in the history, and the back button
/// leads nowhere.
pub fn close(base: &'static str) {
    let follow = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let Some(link) = target.and_then(|it| it.closest("a[href]").ok().flatten()) else {
            return;
        };
        let href = link.get_attribute("href").unwrap_or_default();
        if href.starts_with(base) {
            // The router reads this property.
            Reflect::set(&link, &"replace".into(), &JsValue::TRUE).ok();
        } else if !href.starts_with('#') && !link.has_attribute("download") {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    window()
        .add_event_listener_with_callback_and_bool(
            "click",
            follow.into_js_value().unchecked_ref(),
            true,
        )
        .ok();
    let guard = || {
        if let Ok(history) = window().history() {
            history.push_state_with_url(&JsValue::NULL, "", None).ok();
        }
    };
    guard();
    window_event_listener_untyped("popstate", move |_| guard());
    // A page that the browser has kept whole, with somebody's picks in it.
    window_event_listener_untyped("pageshow", move |event| {
        if Reflect::get(&event, &"persisted".into()).is_ok_and(|it| it.is_truthy()) {
            blank("");
            start_over(base);
        }
    });
    window_event_listener_untyped("contextmenu", |event| event.prevent_default());
}

/// Takes everything off the page, but for a word of what goes on.
pub fn blank(word: &str) {
    if let Some(body) = document().body() {
        body.set_text_content(Some(word));
    }
}

/// Loads `path` in place of this page, which is gone with all that it knew.
pub fn start_over(path: &str) {
    window().location().replace(path).ok();
}

/// Whether `path` can be loaded without a network: a service worker keeps it.
pub async fn is_kept(path: &str) -> bool {
    let get = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok();
    let kept = async {
        let worker = get(&window().navigator(), "serviceWorker")?;
        get(&worker, "controller").filter(JsValue::is_truthy)?;
        let caches = get(&window(), "caches")?;
        let find: Function = get(&caches, "match")?.dyn_into().ok()?;
        let found: Promise = find.call1(&caches, &path.into()).ok()?.dyn_into().ok()?;
        JsFuture::from(found).await.ok()
    };
    kept.await.is_some_and(|it| it.is_truthy())
}

/// Whether `path` and all that its page may ask for are kept: it may lose its
/// network. The lists may have been whole before the page was among them.
pub async fn is_whole(path: &str) -> bool {
    // As in crates/server/assets/sw.js.
    const LISTS: &str = "/sw.js?whole";
    is_kept(path).await && is_kept(LISTS).await
}

/// How large letters are, in percent of the usual.
pub fn set_text_size(percent: u32) {
    let root = document().document_element();
    if let Some(root) = root.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let size = [&percent.to_string(), "%"].concat();
        root.style().set_property("font-size", &size).ok();
    }
}

/// How full the battery is, in percent, and whether it is charged now; none
/// where the browser doesn't tell.
pub async fn battery() -> Option<(u32, bool)> {
    let navigator = window().navigator();
    let ask: Function = Reflect::get(&navigator, &"getBattery".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let told: Promise = ask.call0(&navigator).ok()?.dyn_into().ok()?;
    let battery = JsFuture::from(told).await.ok()?;
    let level = Reflect::get(&battery, &"level".into()).ok()?.as_f64()?;
    let charging = Reflect::get(&battery, &"charging".into()).ok()?.is_truthy();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 100"
    )]
    let percent = (level * 100.0).round() as u32;
    Some((percent, charging))
}
