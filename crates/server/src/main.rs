//! The program `peta`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
