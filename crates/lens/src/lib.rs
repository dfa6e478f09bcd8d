//! Reading voting codes, in a web worker: what takes a second does not hold up
//! the page, and is loaded only by those who type.
//!
//! The page starts `/lens.js` as a classic worker and speaks with it in messages:
//!
//! | from | message | |
//! |---|---|---|
//! | worker | `{ready: true}` | once, when codes are taken; `false` if it could not start |
//! | page | `{code, edition}` | a typed code |
//! | worker | `{seed}` | 64 hexadecimal digits |
//! | worker | `{fault}` | why there is none: see [`Fault`] |
//!
//! One code after the other. Knows no page, no network and no storage;
//! `worker.js` starts it.

mod derive;

pub use derive::{Fault, derive};

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// Derives the seed of one message's code, and gives the message that answers it.
#[wasm_bindgen]
pub fn work(message: &JsValue) -> JsValue {
    let part = |name: &str| Reflect::get(message, &name.into()).ok()?.as_string();
    let seed = match (part("code"), part("edition")) {
        (Some(code), Some(edition)) => derive(&code, &edition),
        _ => Err(Fault::Job),
    };
    let (name, value) = match seed {
        Ok(seed) => ("seed", seed),
        Err(fault) => ("fault", fault.as_str().to_owned()),
    };
    let answer = Object::new();
    // Setting a property of a plain object of our own can't fail.
    let _ = Reflect::set(&answer, &name.into(), &value.into());
    answer.into()
}
