//! Handing a link to other people.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Whether the system's own sharing sheet is there.
pub fn has_sheet() -> bool {
    js_sys::Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false)
}

/// Opens the system's sharing sheet. A person who closes it has not made an error.
pub async fn open_sheet(title: &str, url: &str) {
    let data = web_sys::ShareData::new();
    data.set_title(title);
    data.set_url(url);
    JsFuture::from(window().navigator().share_with_data(&data))
        .await
        .ok();
}

/// Puts `text` on the clipboard; false if the browser refuses.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Absent on pages that came without TLS.
    if !js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}

/// The link that opens `WhatsApp` with `text` ready to be sent.
pub fn whatsapp_link(text: &str) -> String {
    format!("https://wa.me/?text={}", js_sys::encode_uri_component(text))
}
