//! The browser, as the rest of the app sees it: plain functions over plain types.
//!
//! Only this module and `api` know `web-sys`. Nothing here knows innovations or ballots.

#[cfg(feature = "staff")]
pub mod camera;
pub mod clock;
pub mod document;
pub mod dom;
#[cfg(feature = "staff")]
pub mod fence;
pub mod file;
pub mod intl;
pub mod network;
pub mod parts;
pub mod random;
pub mod share;
#[cfg(feature = "staff")]
pub mod stay;
pub mod storage;
pub mod theme;
#[cfg(feature = "staff")]
pub mod vault;
pub mod worker;
