//! Points, scores, places and ties against counts that are too simple to be wrong.

#![allow(clippy::unwrap_used)]

mod kit;
mod naive;
mod runoff;
mod ties;
mod values;
