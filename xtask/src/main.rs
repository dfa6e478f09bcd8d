//! Sets up, builds, runs, tests, measures: `cargo xtask <command>`.
//!
//! Compiled first on every machine, so it is plain Rust with one small
//! dependency. It knows tools and folders; what a ballot or a browser is, it
//! leaves to `xtask/replay` and `tests`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks here"
)]

mod build;
mod bundle;
mod checks;
mod command;
mod failure;
mod figures;
mod fuzz;
mod http;
mod mirror;
mod mutants;
mod options;
mod sample;
mod serve;
mod setup;
mod stamp;
mod suite;
mod weight;
mod workshop;

use std::process::ExitCode;

use failure::Failure;
use options::Task;
use workshop::Workshop;

fn main() -> ExitCode {
    match options::parse(std::env::args().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Failure> {
    let shop = Workshop::open()?;
    match task {
        Task::Help => {
            print!("{}", options::HELP);
            Ok(())
        }
        Task::Run { port } => serve::run(&shop, port),
        Task::Build => build::all(&shop).map(|_| ()),
        Task::Check => suite::check(&shop),
        Task::Test => suite::run(&shop),
        Task::Fuzz { target, seconds } => fuzz::run(&shop, target.as_deref(), seconds, None),
        Task::Mutants { only } => mutants::run(&shop, only.as_deref()),
        Task::Bench { only } => figures::bench(&shop, &only),
        Task::Replay { archive, files } => figures::replay(&shop, archive, &files),
        Task::Screenshots { only } => figures::screenshots(&shop, &only),
    }
}
