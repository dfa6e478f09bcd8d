//! The bytes of a ballot: canonical form, hashes, signatures; and of the public
//! log that ballots go into.
//!
//! docs/PROTOCOL.md is its text for strangers. Pure: no I/O, no clock, no
//! chance; seeds and salts are parameters. It does not know which marks are
//! allowed (`voting`) or how ballots are kept (`store`).

mod base64;
mod canonical;
#[cfg(feature = "codes")]
mod code;
mod credential;
#[cfg(feature = "kiosk")]
mod enclosed;
mod entry;
#[cfg(feature = "kiosk")]
mod envelope;
#[cfg(feature = "kiosk")]
mod frame;
#[cfg(feature = "kiosk")]
mod link;
pub mod log;
mod receipt;
#[cfg(feature = "roll")]
mod roll;
#[cfg(feature = "kiosk")]
mod seal;
mod symbols;
mod verify;

pub use canonical::{MalformedMarks, canonical_marks, commitment, manifest_hash, read_marks};
#[cfg(feature = "codes")]
pub use code::{Code, CodeError};
pub use credential::Credential;
#[cfg(feature = "kiosk")]
pub use enclosed::{Enclosed, MalformedBallot};
pub use entry::{ENTRY_LENGTH, Entry, MalformedEntry, ballot_hash};
#[cfg(feature = "kiosk")]
pub use envelope::{
    EnvelopeError, KioskKey, MAX_ENVELOPES, NO_ENVELOPE, envelope_hash, open_envelope,
    verify_enrolment, verify_envelope, verify_head,
};
#[cfg(feature = "kiosk")]
pub use frame::{Frame, FrameError, Item};
#[cfg(feature = "kiosk")]
pub use link::{BadLink, Link};
pub use receipt::{NotAReceiptCode, ReceiptCode};
#[cfg(feature = "roll")]
pub use roll::roll_root;
#[cfg(feature = "kiosk")]
pub use seal::{SealError, SealSecret};
pub use symbols::is_between;
pub use verify::{BallotError, verify};
