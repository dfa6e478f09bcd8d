//! What a stranger can send or hand in, as one function for each way in: it
//! takes any bytes, must come back, and checks what holds for whatever is read.
//!
//! Each says whether the bytes were read as anything at all, so that a test
//! knows that the seeds in `seeds/` still are what they were made for.
//!
//! - [`ballot`]: `POST /api/v1/ballots`, and the bytes of entries and marks.
//! - [`checkpoint`]: signed notes, checkpoints, verifier keys, cosignatures.
//! - [`proof`]: proofs in files and for witnesses, tree proofs, log entries, tiles.
//! - [`code`]: typed voting codes, and the tokens of signed links.
//! - [`folder`]: the first import, an edition folder (`peta import`).
//! - [`queue`]: the second, a kiosk's queue (`peta ingest`, and over HTTP).

mod ballot;
mod checkpoint;
mod code;
mod folder;
mod known;
mod proof;
mod queue;

pub use ballot::ballot;
pub use checkpoint::checkpoint;
pub use code::code;
pub use folder::folder;
pub use proof::proof;
pub use queue::queue;

/// Takes any bytes, says whether they were read as anything, panics at a finding.
pub type Target = fn(&[u8]) -> bool;

/// The targets by name.
pub const TARGETS: [(&str, Target); 6] = [
    ("ballot", ballot),
    ("checkpoint", checkpoint),
    ("proof", proof),
    ("code", code),
    ("folder", folder),
    ("queue", queue),
];
