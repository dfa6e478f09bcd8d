//! The web workers: each a WebAssembly package of its own, which no page loads
//! before somebody needs it.

use std::{fs, path::Path};

use crate::{command, failure::Failure, workshop::Workshop};

/// As trunk calls it for the pages.
const OPTIMISE: [&str; 15] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
    "--strip-producers",
    "--strip-target-features",
    "--one-caller-inline-max-function-size=20",
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Their packages, each with the folder of the script that starts it: typed codes,
/// codes before a camera, receipts.
const WORKERS: [(&str, &str); 3] = [("lens", "lens"), ("scan", "lens"), ("monitor", "monitor")];

/// What they are compiled from.
pub(super) fn packages() -> impl Iterator<Item = &'static str> {
    WORKERS.into_iter().map(|(worker, _)| worker)
}

/// The scripts that start them.
pub(super) fn scripts() -> impl Iterator<Item = String> {
    WORKERS.into_iter().map(|(_, starter)| starting(starter))
}

fn starting(starter: &str) -> String {
    format!("crates/{starter}/worker.js")
}

/// Puts `lens.js`, `lens_bg.wasm` and the like into `dist`.
pub(super) fn build(shop: &Workshop, dist: &Path) -> Result<(), Failure> {
    // Together with the app's package: what they need is compiled once, since
    // cargo takes the features of all that it builds together.
    let mut cargo = shop.command("cargo");
    cargo.args(["build", "--locked", "--lib", "--package=peta-app"]);
    cargo.args(WORKERS.map(|(worker, _)| format!("--package={worker}")));
    cargo.args(["--target=wasm32-unknown-unknown", "--profile=web"]);
    command::run(&mut cargo)?;
    for (worker, starter) in WORKERS {
        println!("build   browser app: {worker}.js");
        pack(shop, dist, worker, starter)?;
    }
    Ok(())
}

fn pack(shop: &Workshop, dist: &Path, worker: &str, starter: &str) -> Result<(), Failure> {
    let made = super::compiled(shop, "web", worker);
    // A classic worker: some browsers that people have know no other.
    command::run(
        shop.command("wasm-bindgen")
            .args(["--target=no-modules", "--no-typescript"])
            .arg(format!("--out-name={worker}"))
            .arg("--out-dir")
            .arg(dist)
            .arg(made),
    )?;
    let program = dist.join(format!("{worker}_bg.wasm"));
    command::run(
        shop.command("wasm-opt")
            .args(OPTIMISE)
            .arg(&program)
            .arg("--output")
            .arg(&program),
    )?;
    let script = dist.join(format!("{worker}.js"));
    let starter = shop.root().join(starting(starter));
    let read = |file: &Path| fs::read_to_string(file).map_err(|error| Failure::io(file, &error));
    let starter = read(&starter)?.replace("WORKER", worker);
    let whole = [read(&script)?, starter].concat();
    fs::write(&script, whole).map_err(|error| Failure::io(&script, &error))
}
