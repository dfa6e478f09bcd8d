//! Rules of the vote: what may be marked, when a ballot is taken, how ballots
//! are counted and who may see the counts.
//!
//! Pure: no I/O, no clock, no float, no chance. Time is a parameter. It knows
//! nothing of signatures (`ledger`) and nothing of how ballots are kept
//! (`store`).

mod booths;
mod contest;
mod count;
mod decimal;
mod embargo;
mod gate;
mod manifest;
mod marks;
mod phase;
mod rank;
mod runoff;
mod settle;
mod sum;
mod tally;

pub use booths::Booths;
pub use contest::contests;
pub use count::Count;
pub use decimal::{Decimal, DecimalError};
pub use embargo::{Embargo, embargo, freeze_at};
pub use gate::{Gate, gate};
pub use manifest::manifest;
pub use marks::{Marks, MarksError};
pub use phase::{may_follow, minute};
pub use settle::{Evidence, Outcome, Terms, Unsettled, lot_seed, outcome, settle};
pub use tally::{Counted, Tally};

/// The most often that one credential may cast: `seq` runs from 1 to this.
///
/// Because `seq` is signed, unique and only goes up, this bound on a single
/// ballot is a bound on all ballots of its credential, without any counter.
pub const MAX_SEQ: u16 = 500;
