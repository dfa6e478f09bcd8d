//! Real elections, cast again: a Pabulib or `PrefLib` file becomes an edition, each
//! of its votes a signed ballot over HTTP, and the standings are held against the
//! totals that were published.
//!
//! Knows the product from outside: its command line and its REST API. Beside
//! that every file goes through the pure tally, by each way to count it.

pub mod cast;
pub mod compare;
pub mod connection;
pub mod folder;
mod naive;
pub mod pabulib;
pub mod peta;
mod preflib;
mod pure;
mod rule;
mod run;

pub use run::{ReplayError, Report, replay};
