//! The print kit of an event as PDF: code slips, stand cards, poster, paper
//! ballot and booth sheet.
//!
//! Owns how they look and what they say, in Indonesian and English. Data in,
//! bytes out: no files, no clock, no chance, so the same event gives the same
//! bytes. It does not know where codes come from, nor whose they are.

mod ballot;
mod block;
mod booth;
mod canvas;
mod card;
mod error;
mod event;
mod fonts;
mod language;
mod measure;
mod outline;
mod palette;
mod poster;
mod qr;
mod sheets;
mod slips;
mod texts;

pub use ballot::paper_ballot;
pub use booth::{Handed, booth_sheet};
pub use card::stand_cards;
pub use error::PrintError;
pub use event::{Event, When};
pub use fonts::{BOLD, REGULAR, lacks};
pub use language::Language;
pub use measure::Paper;
pub use poster::poster;
pub use sheets::Printed;
pub use slips::{Batch, PER_PAGE, Slip, slips};
