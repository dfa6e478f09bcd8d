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

use wire::Channel;

pub use booths::Booths;
pub use contest::contests;
pub use count::Count;
pub use decimal::{Decimal, DecimalError};
pub use embargo::{Embargo, embargo, freeze_at};
pub use gate::{Gate, gate};
pub use manifest::manifest;
pub use marks::{Marks, MarksError};
pub use phase::{final_from, may_follow, minute};
pub use settle::{Evidence, JuryError, Outcome, Terms, Unsettled, lot_seed, outcome, settle};
pub use tally::{Counted, Tally};

/// The highest `seq` of a ballot that came by this channel; it runs from 1.
///
/// Because `seq` is signed, unique and only goes up, this bound on a single
/// ballot is a bound on all ballots of its credential, without any counter.
/// Anybody can make credentials of devices, so few are enough there. A kiosk
/// gives each ballot a higher one than all it has sent (`ledger::MAX_ENVELOPES`
/// at most), and a phone goes on from there with the same code.
pub const fn max_seq(channel: Channel) -> u16 {
    match channel {
        Channel::Device => 500,
        Channel::Code | Channel::Kiosk | Channel::Paper => 32_000,
    }
}
