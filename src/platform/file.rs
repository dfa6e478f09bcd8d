//! Files that a person saves and opens.

use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// Gives a text to the person as a file.
pub fn save_file(name: &str, text: &str) -> Option<()> {
    let blob = web_sys::Blob::new_with_str_sequence(&Array::of1(&text.into())).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&url).ok()
}

/// The text of the file that was chosen in the field with this id, and none after
/// that: the same one can be chosen again.
pub async fn chosen(id: &str) -> Option<String> {
    let field: HtmlInputElement = document().get_element_by_id(id)?.dyn_into().ok()?;
    let file = field.files()?.get(0)?;
    field.set_value("");
    JsFuture::from(file.text()).await.ok()?.as_string()
}
