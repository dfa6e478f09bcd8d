//! Elements on Leptos' reactive graph, in a few kilobytes of WASM.
//!
//! `view!` makes its code anew for each shape of markup and each closure in
//! it: this app's pages came to 308 KB (brotli) with it, where the page as a
//! whole may have 200. Here an element is one type, and whatever changes is a
//! boxed closure under a `RenderEffect` of Leptos: signals, memos, contexts,
//! owners and clean-up are Leptos' own. Numbers: docs/PERFORMANCE.md.
//!
//! It knows neither texts nor innovations. `element` makes, `live` changes,
//! `list` keeps what has a key.

mod element;
mod list;
mod live;

pub use element::{Element, el, group, nothing, svg};
pub use list::keyed;
pub use live::{live, refocus, watch};

/// An event of the browser; `platform::document` reads what is in it.
pub type Event = web_sys::Event;
