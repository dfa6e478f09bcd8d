//! What the app knows and remembers: a few context structs with methods.
//!
//! Each is `Copy` and made once, in `App`. What never changes while the page
//! is open (the edition's data) is leaked once and then borrowed for ever.

mod arrival;
pub mod ballot;
mod catalogue;
pub mod clock;
mod edition;
mod session;
mod trail;

pub use arrival::Arrival;
pub use ballot::BallotBox;
pub use catalogue::{CatalogueState, History, Loading};
pub use edition::EditionState;
pub use session::{Session, Stop};
pub use trail::Trail;
