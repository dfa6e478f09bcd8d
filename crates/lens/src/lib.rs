//! Reading voting codes, in a web worker: what takes a second does not hold up
//! the page, and is loaded only by those who type.
//!
//! The page starts `/lens.js` as a classic worker and speaks with it in messages:
//!
//! | from | message | |
//! |---|---|---|
//! | worker | `{ready: true}` | once, when jobs are taken; `false` if it could not start |
//! | page | `{id, job: "derive", code, edition}` | the seed of a typed code |
//! | worker | `{id, seed}` | 64 hexadecimal digits |
//! | worker | `{id, fault}` | why there is no result: see [`Fault`] |
//!
//! `id` is the page's own and comes back as it is. Jobs are done one after the
//! other.
//!
//! Knows no page, no network and no storage; `worker.js` starts it.

mod derive;
mod job;

pub use derive::derive;
pub use job::{Fault, Job};

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// Does the job of one message, and gives the message that answers it.
#[wasm_bindgen]
pub fn work(message: &JsValue) -> JsValue {
    let answer = Object::new();
    let (name, value) = match Job::read(message).and_then(Job::work) {
        Ok(seed) => ("seed", seed),
        Err(fault) => ("fault", fault.as_str().to_owned()),
    };
    let id = Reflect::get(message, &"id".into()).unwrap_or_default();
    // Setting a property of a plain object of our own can't fail.
    let _ = Reflect::set(&answer, &"id".into(), &id);
    let _ = Reflect::set(&answer, &name.into(), &value.into());
    answer.into()
}
