//! `cargo xtask mutants`: would a test notice if a line were wrong?
//!
//! Too long for `cargo xtask test`. What is left out, and why, stands in
//! `.cargo/mutants.toml`.

use std::{fs, path::Path, process::Stdio};

use serde_json::Value;

use crate::{command, failure::Failure, setup, workshop::Workshop};

/// Packages, and how many of a hundred mutants their tests must catch. What counts
/// the votes may lose none.
const PACKAGES: [(&str, u64); 3] = [("voting", 100), ("ledger", 95), ("recount", 100)];
/// Tests of `recount` that take half a minute; the others are enough to tell.
const SLOW: &str = "mutations";

/// How cargo-mutants ends once it has tried them all. What is enough is for us to say.
const ALL_CAUGHT: i32 = 0;
const SOME_MISSED: i32 = 2;
const SOME_ENDLESS: i32 = 3;

/// What cargo-mutants found in one package.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    caught: u64,
    missed: u64,
}

/// One package, or all of them.
pub(crate) fn run(shop: &Workshop, only: Option<&str>) -> Result<(), Failure> {
    let packages: Vec<_> = PACKAGES
        .into_iter()
        .filter(|(it, _)| only.is_none_or(|only| only == *it))
        .collect();
    if packages.is_empty() {
        let known = PACKAGES.map(|(package, _)| package).join(", ");
        return Err(Failure::new(format!("mutants are made of {known}")));
    }
    setup::ensure(shop, &[&setup::MUTANTS])?;
    let mut failed = Vec::new();
    for (package, least) in packages {
        let found = sift(shop, package)?;
        println!(
            "mutants {package}: {} caught, {} missed",
            found.caught, found.missed
        );
        if !found.is_enough(least) {
            failed.push(format!("{package}: at least {least} % have to be caught"));
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(failed.join("\n")))
    }
}

fn sift(shop: &Workshop, package: &str) -> Result<Found, Failure> {
    let folder = shop.target().join("mutants").join(package);
    fs::create_dir_all(&folder).map_err(|error| Failure::io(&folder, &error))?;
    let report = folder.join("mutants.out/outcomes.json");
    let mut cargo = shop.command("cargo");
    cargo
        .args(["mutants", "--package", package, "--output"])
        .arg(&folder)
        .args(["--", "--", "--skip", SLOW]);
    let status = cargo
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Failure::new(format!("{}: {error}", command::line(&cargo))))?;
    match status.code() {
        Some(ALL_CAUGHT | SOME_MISSED | SOME_ENDLESS) => read(&report),
        _ => Err(Failure::new(format!(
            "{package}: no mutant was tried ({status})"
        ))),
    }
}

fn read(report: &Path) -> Result<Found, Failure> {
    let text = fs::read_to_string(report).map_err(|error| Failure::io(report, &error))?;
    Found::of(&text).ok_or_else(|| Failure::new(format!("{}: no figures", report.display())))
}

impl Found {
    /// A mutant that a test waits for in vain is caught, too.
    fn of(report: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(report).ok()?;
        let count = |name: &str| report[name].as_u64();
        Some(Self {
            caught: count("caught")? + count("timeout")?,
            missed: count("missed")?,
        })
    }

    fn is_enough(&self, least: u64) -> bool {
        self.caught * 100 >= (self.caught + self.missed) * least
    }
}

#[cfg(test)]
mod tests {
    use super::Found;

    #[test]
    fn one_survivor_is_too_many_where_votes_are_counted() {
        let report =
            r#"{"total_mutants": 103, "missed": 1, "caught": 98, "timeout": 1, "unviable": 3}"#;
        let found = Found::of(report).expect("these are figures");
        assert_eq!(
            found,
            Found {
                caught: 99,
                missed: 1
            }
        );
        assert!(found.is_enough(95) && !found.is_enough(100));
        assert!(
            !Found {
                caught: 94,
                missed: 6
            }
            .is_enough(95)
        );
        assert_eq!(Found::of("{}"), None);
    }
}
