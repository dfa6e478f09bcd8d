//! The browser app of Peta Inovasi: the residents' page, the staff's in `desk`,
//! and the small ones that take a voting code and check a receipt.
//!
//! `page` and `filters` say what a URL means, `state` what is known, `pages`
//! and `components` what is seen. `api` alone knows HTTP; `platform` and `api`
//! alone know the browser, and `map` the pointer on its drawing.

mod api;
mod app;
mod code;
mod components;
#[cfg(feature = "staff")]
mod desk;
mod filters;
mod i18n;
mod json;
mod map;
mod page;
mod pages;
mod platform;
mod reactive;
mod receipt;
mod state;

pub use app::start;
#[cfg(feature = "staff")]
pub use desk::start as start_desk;

/// Starts whichever of the small pages this is: a receipt, or a voting code.
pub fn start_small() {
    if !receipt::start() {
        code::start();
    }
}
