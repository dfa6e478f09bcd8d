//! The server's API, as typed functions. The only place that knows HTTP.

mod client;
mod reads;

pub use client::Failure;
#[cfg(test)]
pub use reads::{CardPage, InnovationText};
pub use reads::{
    cards_after, cast, clock, code, languages_file, profile, receipt, standings, texts, villages,
};
