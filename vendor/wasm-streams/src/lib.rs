//! In place of the crate `wasm-streams`, for a smaller download.
//!
//! Leptos always links it for streamed server functions. This app has none,
//! but the crate's classes are exported to JavaScript, so no linker drops
//! them: 6 KiB of the first view. Here is just what `server_fn` names, and it
//! refuses to work. Why and how to undo it: docs/adr/0007.

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use wasm_bindgen::JsValue;

const REFUSAL: &str = "this build has no streamed server functions: see docs/adr/0007";

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// # Panics
    ///
    /// Always.
    pub fn from_stream<S: 'static>(_stream: S) -> Self {
        unreachable!("{REFUSAL}")
    }

    /// One error, and nothing after it.
    pub fn into_stream(self) -> Refused {
        Refused { is_told: false }
    }
}

/// Says once that it does not work.
#[derive(Debug)]
pub struct Refused {
    is_told: bool,
}

impl Stream for Refused {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if core::mem::replace(&mut self.is_told, true) {
            return Poll::Ready(None);
        }
        Poll::Ready(Some(Err(REFUSAL.into())))
    }
}
