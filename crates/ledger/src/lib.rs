//! The bytes of a ballot: canonical form, hashes, signatures.
//!
//! docs/PROTOCOL.md is its text for strangers. Pure: no I/O, no clock, no
//! chance; seeds and salts are parameters. It does not know which marks are
//! allowed (`voting`) or how ballots are kept (`store`).

mod canonical;
#[cfg(feature = "codes")]
mod code;
mod credential;
mod entry;
mod receipt;
#[cfg(feature = "codes")]
mod roll;
mod verify;

pub use canonical::{MalformedMarks, canonical_marks, commitment, manifest_hash, read_marks};
#[cfg(feature = "codes")]
pub use code::{Code, CodeError};
pub use credential::Credential;
pub use entry::{ENTRY_LENGTH, Entry, MalformedEntry, ballot_hash};
pub use receipt::receipt_code;
#[cfg(feature = "codes")]
pub use roll::roll_root;
pub use verify::{BallotError, verify};
