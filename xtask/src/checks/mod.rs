//! What no compiler checks: which way dependencies point, who may know what.

mod directions;
mod figures;
mod knowledge;
mod scripts;

use std::path::Path;

use crate::{command, failure::Failure, workshop::Workshop};

/// JavaScript that is written by hand.
pub(crate) fn scripts(shop: &Workshop) -> Result<(), Failure> {
    scripts::run(shop)
}

/// Checks the whole project. Every fault is named, not just the first.
pub(crate) fn run(shop: &Workshop) -> Result<(), Failure> {
    let metadata = command::output(shop.command("cargo").args([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--locked",
    ]))
    .ok_or_else(|| Failure::new("cargo metadata failed"))?;
    let packages = directions::packages(&metadata).map_err(Failure::new)?;
    let mut faults = directions::faults(&packages);
    faults.extend(
        knowledge::faults(shop.root()).map_err(|error| Failure::io(Path::new("."), &error))?,
    );
    faults
        .extend(figures::faults(shop.root()).map_err(|error| Failure::io(Path::new("."), &error))?);
    if faults.is_empty() {
        println!("        {} packages, all pointing one way", packages.len());
        Ok(())
    } else {
        Err(Failure::new(format!(
            "parts that know too much of each other, or figures without a measurement:\n  {}",
            faults.join("\n  ")
        )))
    }
}
