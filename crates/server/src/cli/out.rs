//! What commands say, and the only place that writes it: [`say!`] for the answer, on
//! standard output, [`note!`] for faults and hints, on standard error. `println!` and
//! its kin panic where a pipe is closed or a disk is full, after the work was done, so
//! clippy refuses them.
//!
//! A line that can't be written stops no command. [`end`] turns it into the exit code:
//! 141 without a word for a closed pipe (`peta … | head`), as of a program that
//! SIGPIPE ended; 1 and the reason for anything else.

use std::{
    fmt::Arguments,
    io::{self, ErrorKind, Write as _},
    process::ExitCode,
    sync::OnceLock,
};

/// 128 and the number of SIGPIPE.
const CLOSED_PIPE: u8 = 141;

/// The first reason why something could not be said.
static UNSAID: OnceLock<io::Error> = OnceLock::new();

/// A line of the command's answer, written like `println!`.
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::out::keep($crate::cli::out::line(format_args!($($text)*))) };
}
/// A line about what is wrong, or good to know, written like `eprintln!`.
macro_rules! note {
    ($($text:tt)*) => { $crate::cli::out::aside(format_args!($($text)*)) };
}
pub(super) use {note, say};

/// A line that is there once this comes back. [`say!`] is the usual way; a server goes
/// on without its line, and looks at the outcome itself.
pub(super) fn line(text: Arguments) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}

/// Remembers that a line could not be written.
pub(super) fn keep(outcome: io::Result<()>) {
    if let Err(error) = outcome {
        let _ = UNSAID.set(error);
    }
}

/// Whoever closed standard error wants to know nothing.
pub(super) fn aside(text: Arguments) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// `1 page`, `2 pages`.
pub(super) fn many(count: impl TryInto<u64>, one: &str, more: &str) -> String {
    match count.try_into() {
        Ok(1) => format!("1 {one}"),
        Ok(count) => format!("{count} {more}"),
        Err(_) => more.to_owned(),
    }
}

/// What the process ends with, for a command that did what it had to, or did not.
pub(super) fn end(is_done: bool, otherwise: ExitCode) -> ExitCode {
    let Some(error) = UNSAID.get() else {
        return if is_done {
            ExitCode::SUCCESS
        } else {
            otherwise
        };
    };
    match (error.kind(), is_done) {
        (ErrorKind::BrokenPipe, true) => ExitCode::from(CLOSED_PIPE),
        (ErrorKind::BrokenPipe, false) => otherwise,
        (_, true) => {
            note!(
                "peta: the command has done its work, but what it says can't be written: {error}"
            );
            ExitCode::FAILURE
        }
        (_, false) => {
            note!("peta: what the command says can't be written: {error}");
            otherwise
        }
    }
}
