//! Folders on disk: good ones, bad ones, and what each is told.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
#![allow(clippy::print_stderr, reason = "says what was skipped")]
#![allow(clippy::too_many_lines, reason = "tables of cases")]

mod base;
mod faults;
mod fuzz;
mod real;
mod round_trip;
mod samples;
mod zones;
