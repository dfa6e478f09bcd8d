//! Tasks that need more than xtask has: real ballots, real browsers.
//!
//! Each is a program of its own package, built optimised when it is asked for.

use crate::{build, command, failure::Failure, setup, workshop::Workshop};

/// `cargo xtask replay`: file names are as the caller's shell gave them.
pub(crate) fn replay(
    shop: &Workshop,
    archive: Option<String>,
    files: &[String],
) -> Result<(), Failure> {
    let built = build::all(shop)?;
    let mut program = program(shop, "replay", "replay");
    program.arg("--peta").arg(&built.peta);
    if let Some(archive) = archive {
        program.arg("--archive").args(absolute(&[archive])?);
    }
    command::run(program.args(absolute(files)?))
}

/// `cargo xtask bench`.
pub(crate) fn bench(shop: &Workshop, only: &[String]) -> Result<(), Failure> {
    let built = build::all(shop)?;
    setup::ensure(shop, &[&setup::BENCH])?;
    command::run(
        program(shop, "journeys", "bench")
            .args(only)
            .env("PETA_BIN", built.peta)
            .env("POCKETBASE", setup::pocketbase(shop)),
    )
}

/// `cargo xtask screenshots`.
pub(crate) fn screenshots(shop: &Workshop, only: &[String]) -> Result<(), Failure> {
    let built = build::all(shop)?;
    setup::ensure(shop, &[&setup::SCREENSHOTS])?;
    command::run(
        program(shop, "journeys", "screenshots")
            .args(only)
            .env("PETA_BIN", built.peta),
    )
}

fn program(shop: &Workshop, package: &str, binary: &str) -> std::process::Command {
    let mut command = shop.command("cargo");
    command
        .args([
            "run",
            "--locked",
            "--quiet",
            "--release",
            "--package",
            package,
            "--bin",
            binary,
        ])
        .arg("--");
    command
}

/// Our commands run in the project's root, the caller may stand elsewhere.
fn absolute(files: &[String]) -> Result<Vec<std::path::PathBuf>, Failure> {
    let here = std::env::current_dir().map_err(|error| Failure::new(error.to_string()))?;
    Ok(files.iter().map(|file| here.join(file)).collect())
}
