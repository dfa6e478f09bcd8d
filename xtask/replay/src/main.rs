//! `cargo xtask replay FILE…` (.pb, .soi, .soc): one line for each file, 0 only if all agree.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks here"
)]

use std::{error::Error, path::PathBuf, process::ExitCode};

/// As many as the server writes in one transaction: with fewer all of them wait
/// for the same one, and nothing is left to do meanwhile.
const CONNECTIONS: usize = 512;

#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(flag), Some(program)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: replay --peta PROGRAM FILE…");
        return ExitCode::FAILURE;
    };
    if flag != "--peta" {
        eprintln!("usage: replay --peta PROGRAM FILE…");
        return ExitCode::FAILURE;
    }
    let program = PathBuf::from(program);
    let mut failed = false;
    for file in arguments.map(PathBuf::from) {
        match replay::replay(&program, &file, CONNECTIONS).await {
            Ok(report) => {
                println!("{report}");
                failed |= report.is_failure();
            }
            Err(error) => {
                failed = true;
                eprintln!("{}: {}", file.display(), with_sources(&error));
            }
        }
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn with_sources(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}
