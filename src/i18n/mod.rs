//! The texts of the user interface, in the one language that the page is in.
//!
//! The server puts the active language into the page; the other comes from
//! `/locales/{tag}.json`. A change of language draws the whole page again, so
//! a text is a plain `String` and not a signal.

mod format;
mod texts;

#[cfg(feature = "staff")]
pub use format::time;
pub use format::{date_of, moment, money, month_of, number};
pub use texts::{channel, count, fill, install, language, localized, t};
