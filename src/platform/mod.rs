//! The browser, as the rest of the app sees it: plain functions over plain types.
//!
//! Only this module and `api` know `web-sys`. Nothing here knows innovations or ballots.

pub mod clock;
pub mod document;
pub mod dom;
pub mod intl;
pub mod network;
pub mod parts;
pub mod random;
pub mod share;
pub mod storage;
pub mod theme;
pub mod worker;
