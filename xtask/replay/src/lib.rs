//! Real elections, cast again: a Pabulib file becomes an edition, each of its
//! votes a signed ballot over HTTP, and the standings are held against the
//! totals that were published.
//!
//! Knows the product only from outside: its command line and its REST API.

pub mod cast;
pub mod compare;
pub mod connection;
pub mod folder;
pub mod pabulib;
pub mod peta;
mod run;

pub use run::{ReplayError, Report, replay};
