//! The server's API, as typed functions. The only place that knows HTTP.

mod client;
mod desk;
mod events;
mod reads;

pub use client::Failure;
pub use desk::{Token, commands_after, link, press, publish, remote_link, stage_after};
pub use events::{Event, Stream};
#[cfg(test)]
pub use reads::{CardPage, InnovationText};
pub use reads::{
    cards_after, cast, clock, code, languages_file, profile, receipt, standings, texts, villages,
};
