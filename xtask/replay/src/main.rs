//! `cargo xtask replay [--archive DIR] FILE…` (.pb, .soi, .soc): one line for each file,
//! 0 only if all agree.
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
    let mut arguments = std::env::args_os().skip(1).peekable();
    let mut option = |name: &str| {
        arguments.next_if(|it| it == name)?;
        arguments.next().map(PathBuf::from)
    };
    let (program, archive) = (option("--peta"), option("--archive"));
    let Some(program) = program else {
        eprintln!("usage: replay --peta PROGRAM [--archive DIR] FILE…");
        return ExitCode::FAILURE;
    };
    let mut failed = false;
    for file in arguments.map(PathBuf::from) {
        match replay::replay(&program, &file, CONNECTIONS, archive.as_deref()).await {
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
