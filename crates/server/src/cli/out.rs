//! What commands say: [`say!`] for the answer, on standard output, [`note!`] for faults
//! and hints, on standard error. A line that can't be written stops no command.

use std::{
    fmt::Arguments,
    io::{self, Write as _},
};

/// A line of the command's answer, written like `println!`.
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::out::line(format_args!($($text)*)) };
}
/// A line about what is wrong, or good to know, written like `eprintln!`.
macro_rules! note {
    ($($text:tt)*) => { $crate::cli::out::aside(format_args!($($text)*)) };
}
pub(super) use {note, say};

pub(super) fn line(text: Arguments) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

pub(super) fn aside(text: Arguments) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
