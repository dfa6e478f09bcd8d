//! What must survive. Each verb of [`Store`] is one transaction.
//!
//! Owns the rules that only a transaction can keep: one ballot for each
//! credential and `seq`, one credential for each device, gapless positions,
//! phase and hours at the moment of the write. It knows SQL (in `sqlite`)
//! but no HTTP and no clock, and it never counts votes.

mod cashier;
mod cast;
mod error;
mod import;
pub mod sqlite;
mod report;
mod verbs;

pub use cashier::{Cashier, CashierError, Queue};
pub use cast::{Cast, CastError, CastOutcome, DeviceHash};
pub use error::StoreError;
pub use import::{Difference, Imported};
pub use report::{CheckReport, EditionReport, Fault};
pub use verbs::{CountedBallot, Store, StoredBallot, StoredEdition, StoredManifest};
