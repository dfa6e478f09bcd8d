//! Reading QR codes in a camera's pictures, in a web worker: a kiosk's page goes
//! on while it looks. Apart from `lens`, which phones load: they have no use for it.
//!
//! The worker speaks as `lens` does, in messages:
//!
//! | from | message | |
//! |---|---|---|
//! | worker | `{ready: true}` | once, when pictures are taken; `false` if it could not start |
//! | page | `{width, height, pixels}` | grey, a byte a pixel, row by row |
//! | worker | `{text}` | what the code in it says; `{}` where there is none to read |
//!
//! Knows no page, no network and no storage.

mod decode;

pub use decode::decode;

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

/// Reads the picture of one message, and gives the message that answers it.
#[wasm_bindgen]
pub fn work(message: &JsValue) -> JsValue {
    let answer = Object::new();
    if let Some(text) = read(message) {
        // Setting a property of a plain object of our own can't fail.
        let _ = Reflect::set(&answer, &"text".into(), &text.into());
    }
    answer.into()
}

fn read(message: &JsValue) -> Option<String> {
    let part = |name: &str| Reflect::get(message, &name.into()).ok();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "compared with the pixels; anything else becomes 0 or the largest"
    )]
    let size = |name: &str| Some(part(name)?.as_f64()? as usize);
    let pixels: Uint8Array = part("pixels")?.dyn_into().ok()?;
    decode(size("width")?, size("height")?, &pixels.to_vec())
}
