//! `cargo xtask test`: everything that CI runs, in the order in which it fails cheapest.

use std::{process::Command, time::Instant};

use crate::{build, checks, command, failure::Failure, fuzz, setup, weight, workshop::Workshop};

/// What the browser app is linked from, for lints on its own target.
const BROWSER_PACKAGES: [&str; 11] = [
    "peta-app",
    "wire",
    "voting",
    "ledger",
    "catalogue",
    "atlas",
    "lens",
    "monitor",
    "scan",
    "recount",
    "verifier",
];

/// The staff's part of the browser app.
const STAFF: &str = "peta-app/staff";

/// Steps that have failed so far. A failed step does not keep the next from running.
struct Steps {
    failed: Vec<String>,
}

impl Steps {
    fn take(&mut self, name: &str, step: impl FnOnce() -> Result<(), Failure>) {
        println!("check   {name}");
        let start = Instant::now();
        match step() {
            Ok(()) => println!("        ok, {} s", start.elapsed().as_secs()),
            Err(failure) => {
                println!("        FAILED: {failure}");
                self.failed.push(format!("{name}: {failure}"));
            }
        }
    }

    fn end(self) -> Result<(), Failure> {
        if self.failed.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(format!("failed:\n{}", self.failed.join("\n"))))
        }
    }
}

/// The quick part: no build of the product, no browser.
pub(crate) fn check(shop: &Workshop) -> Result<(), Failure> {
    setup::ensure(shop, &[&setup::CHECK])?;
    let mut steps = Steps { failed: Vec::new() };
    take_checks(shop, &mut steps);
    steps.end()
}

/// Everything. The last lines are the test runner's own summary.
pub(crate) fn run(shop: &Workshop) -> Result<(), Failure> {
    setup::ensure(
        shop,
        &[&setup::CHECK, &setup::BUILD, &setup::FUZZ, &setup::TEST],
    )?;
    let mut steps = Steps { failed: Vec::new() };
    take_checks(shop, &mut steps);
    // Journeys are made in what visitors get, so nothing is tested without it.
    let built = build::all(shop)?;
    steps.take("a second build", || build::again(shop));
    steps.take("weight of the first view", || weight::check(shop, &built));
    steps.take("the independent verifier", || {
        command::run(
            shop.command("python3")
                .args(["-B", "tools/test_verify.py"])
                .env("PYTHONPATH", setup::python(shop)),
        )
    });
    steps.take("fuzz targets, a minute each", || {
        fuzz::run(shop, None, fuzz::SECONDS, Some(fuzz::SEED))
    });
    // Said before the tests, so that the runner's summary stays last.
    for failure in &steps.failed {
        println!("FAILED  {failure}");
    }
    println!("check   tests and journeys");
    let tests = command::run(
        cargo(
            shop,
            &[
                "nextest",
                "run",
                "--workspace",
                "--features",
                STAFF,
                "--no-fail-fast",
            ],
        )
        .env("PETA_BIN", &built.peta)
        .env("PYTHONPATH", setup::python(shop)),
    );
    if tests.is_err() {
        steps.failed.push("tests and journeys".to_owned());
    }
    // The summary has been printed: say no more, but do not pretend.
    if steps.failed.is_empty() {
        Ok(())
    } else {
        std::process::exit(1)
    }
}

fn take_checks(shop: &Workshop, steps: &mut Steps) {
    steps.take("format", || {
        command::run(shop.command("cargo").args(["fmt", "--all", "--check"]))
    });
    steps.take("directions of dependencies, figures", || checks::run(shop));
    steps.take("scripts: warnings and types", || checks::scripts(shop));
    steps.take("licences, sources and bans", || {
        println!("        known vulnerabilities: skipped, their database is not in the registries");
        command::run(
            shop.command("cargo")
                .args(["deny", "check", "licenses", "sources", "bans"]),
        )
    });
    steps.take("lints, native", || {
        let whole = ["--workspace", "--all-targets", "--features", STAFF];
        command::run(&mut lints(shop, &whole))
    });
    steps.take("lints, browser", || {
        let mut arguments = vec!["--target", "wasm32-unknown-unknown", "--lib", "--bins"];
        for package in BROWSER_PACKAGES {
            arguments.extend(["--package", package]);
        }
        command::run(&mut lints(shop, &arguments))?;
        // The staff's bundle is the same package with more in it.
        arguments.extend(["--features", STAFF]);
        command::run(&mut lints(shop, &arguments))
    });
}

fn lints(shop: &Workshop, arguments: &[&str]) -> Command {
    let mut command = cargo(shop, &["clippy", "--quiet"]);
    command.args(arguments).args(["--", "--deny", "warnings"]);
    command
}

fn cargo(shop: &Workshop, arguments: &[&str]) -> Command {
    let mut command = shop.command("cargo");
    command.args(arguments).arg("--locked");
    command
}
