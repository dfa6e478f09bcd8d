//! What must survive. Each verb of [`Store`] is one transaction.
//!
//! Owns the rules that only a transaction can keep: one ballot for each
//! credential and `seq`, one credential for each device, gapless positions,
//! phase and hours at the moment of the write. It knows SQL (in `sqlite`)
//! but no HTTP and no clock, and it never counts votes.

mod cashier;
mod cast;
mod chain;
#[cfg(feature = "contract")]
pub mod contract;
mod decide;
mod difference;
mod error;
mod floor;
mod head_file;
mod import;
mod kiosk;
mod log;
mod paper;
mod removal;
mod report;
mod slug;
mod sqlite;
mod verbs;

pub use cashier::{Cashier, CashierError, Queue};
pub use cast::{Cast, CastError, CastOutcome, DeviceHash, Route};
pub use difference::{Difference, Differences, Subject};
pub use error::StoreError;
pub use floor::Floor;
pub use head_file::{HeadFile, HeadFileError, HeldHead};
pub use import::{Imported, Terms};
pub use kiosk::{
    Arrival, Booth, KioskQueue, Link, NewLink, Place, Received, Sealed, ServerKeys, Settled, Way,
};
pub use log::{Evidence, Log, LogHead, LogResult, Replayed, Sequenced, Sign};
pub use paper::{PaperOutcome, PaperRow, PaperSlip, PaperState};
pub use removal::Removal;
pub use report::{CheckReport, EditionReport, Fault};
pub use slug::TakenSlug;
pub use sqlite::{Draft, Purpose, SqliteStore, copy, path as database_path};
pub use verbs::{
    CodeBatch, CountedBallot, Store, StoredBallot, StoredEdition, StoredManifest, Turnout, Voided,
    WriteHealth,
};

/// Opens the store of a database address; so far `sqlite:PATH`.
pub async fn open(
    address: &str,
    purpose: Purpose,
) -> Result<std::sync::Arc<dyn Store>, StoreError> {
    Ok(std::sync::Arc::new(
        SqliteStore::open(address, purpose).await?,
    ))
}
