//! Counting again from the public log alone: docs/PROTOCOL.md, "Checking it".
//!
//! [`Recount`] reads the log, [`Counted`] the openings, and what holds is a
//! [`Report`]; the first thing that does not is a [`Fault`]. Pure: who calls it
//! brings the files, from a folder or over a network, each once and in order, so
//! that no more than one of them is held.

mod bundle;
mod counted;
mod evidence;
mod fault;
mod files;
mod later;
mod publish;
mod recount;
mod roll;
mod sample;
mod sealed;
mod view;

pub use bundle::{Bundle, first_altered, signed};
pub use counted::{Counted, Report};
pub use evidence::{Evidence, Witnesses};
pub use fault::{About, Fault};
pub use files::{CHECKPOINT, JURY, KEY, MANIFEST, RESULT, ROLL, SAMPLE, VERIFIER, opening_path};
pub use recount::Recount;
pub use sample::Drawn;
pub use view::{Method, SMALLEST_GROUP, View, Way};
