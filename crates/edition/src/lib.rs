//! Reads, checks and writes an edition folder.
//!
//! Owns the format below, and nothing else: no database, no HTTP, no clock.
//! Reading is whole: every fault of the folder is found in one go, and there
//! are no contents unless there is no fault.
//!
#![doc = include_str!("../FORMAT.md")]
#![allow(
    clippy::doc_markdown,
    reason = "the format is read in text editors too"
)]

mod areas;
mod categories;
mod cells;
mod codes;
mod fault;
mod file;
mod folder;
mod innovations;
mod jury;
mod keys;
mod likely;
mod limits;
mod media;
mod origin;
mod person;
mod settings;
mod table;
mod text;
mod tidy;
mod vocabulary;
mod write;
mod zone;

pub use fault::{Fault, Faults, Place};
pub use folder::{open, read};
pub use jury::jury;
pub use limits::Limits;
pub use origin::{Folder, Origin};
pub use text::suggestion;
pub use tidy::{Untidy, tidy};
pub use vocabulary::built_in as built_in_vocabulary;
pub use write::{WriteError, write};
