//! Watches the public log for one receipt: that its ballot is in, and that the
//! log has only grown since this device last looked.
//!
//! [`Watch`] says what it wants to read and takes the answers: it knows no
//! network and no storage. In a browser it is a web worker, so that no page pays
//! for it before somebody has voted. The page starts `/monitor.js` as a classic
//! worker and speaks with it in messages:
//!
//! | from | message | |
//! |---|---|---|
//! | worker | `{ready: true}` | once, when it takes jobs; `false` if it could not start |
//! | page | `{ballot?, deadline?, signature?, code?, file?, memory?, now, link?}` | of whom: a ballot's hash with its promise, or the code of a receipt, or the text of a `.tlog-proof` file; what an earlier job left; seconds since 1970; what to draw as a QR code |
//! | worker | `{finding, memory, ballot?, index?, size?, proof?, evidence?, picture?}` | all as text: see [`Finding`]; what to keep; which ballot, at which index of how many entries; the `.tlog-proof`; what contradicts itself; the QR code as an address of a picture |
//!
//! `worker.js` starts it and fetches for it.

mod asked;
mod comparison;
mod finding;
mod memory;
mod qr;
mod watch;

pub use asked::{Asked, NotAsked};
pub use finding::Finding;
pub use memory::{Forgotten, Memory};
pub use qr::qr;
pub use watch::Watch;

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// A job of the worker.
#[wasm_bindgen]
pub struct Job {
    watch: Option<Watch>,
    link: Option<String>,
}

#[wasm_bindgen]
impl Job {
    #[wasm_bindgen(constructor)]
    pub fn new(message: &JsValue) -> Self {
        let part = |name: &str| Reflect::get(message, &name.into()).ok()?.as_string();
        let asked = Asked::read(part).ok();
        let memory = part("memory").and_then(|text| text.parse().ok());
        let now = part("now").and_then(|text| text.parse().ok()).unwrap_or(0);
        Self {
            watch: asked.map(|asked| Watch::new(asked, memory, now)),
            link: part("link"),
        }
    }

    /// The next path to read, until there is nothing more to know.
    pub fn want(&self) -> Option<String> {
        self.watch.as_ref()?.want()
    }

    /// What came of it: a status of HTTP, 0 if there was no answer.
    pub fn give(&mut self, status: u16, body: &[u8]) {
        if let Some(watch) = &mut self.watch {
            watch.give(status, body);
        }
    }

    /// What was found.
    pub fn answer(&self) -> JsValue {
        let answer = Object::new();
        let set = |name: &str, value: &str| {
            // Setting a property of a plain object of our own can't fail.
            let _ = Reflect::set(&answer, &name.into(), &value.into());
        };
        if let Some(picture) = self.link.as_deref().and_then(qr) {
            set("picture", &picture);
        }
        let finding = self.watch.as_ref().and_then(Watch::finding);
        set("finding", finding.unwrap_or(Finding::Garbled).as_str());
        let Some(watch) = &self.watch else {
            return answer.into();
        };
        let memory = watch.memory().map(ToString::to_string);
        set("memory", &memory.unwrap_or_default());
        if let Some(ballot) = watch.ballot() {
            set("ballot", &ballot.to_string());
        }
        if let Some(head) = watch.head() {
            set("size", &head.size().to_string());
        }
        if let Some(proof) = watch.proof() {
            set("index", &proof.index.to_string());
            set("proof", &proof.to_string());
        }
        if let Some(evidence) = watch.evidence() {
            set("evidence", &evidence);
        }
        answer.into()
    }
}
