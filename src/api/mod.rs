//! The server's API, as typed functions. The only place that knows HTTP.

mod client;
#[cfg(feature = "staff")]
mod desk;
#[cfg(feature = "staff")]
mod events;
mod reads;

pub use client::Failure;
#[cfg(feature = "staff")]
pub use desk::{
    Token, commands_after, deliver, enrol, link, press, publish, remote_link, roll, stage_after,
};
#[cfg(feature = "staff")]
pub use events::{Event, Stream};
#[cfg(test)]
pub use reads::{CardPage, InnovationText};
pub use reads::{
    cards_after, cast, clock, code, languages_file, profile, receipt, standings, texts, villages,
};
