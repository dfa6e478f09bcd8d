//! The web worker that reads voting codes: a WebAssembly package of its own,
//! which no page loads before somebody needs it.

use std::{fs, path::Path};

use crate::{command, failure::Failure, workshop::Workshop};

/// As trunk calls it for the pages.
const OPTIMISE: [&str; 13] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
    "--one-caller-inline-max-function-size=20",
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Puts `lens.js` and `lens_bg.wasm` into `dist`.
pub(crate) fn build(shop: &Workshop, dist: &Path) -> Result<(), Failure> {
    println!("build   browser app: lens.js");
    // Together with the app's package: what both need is compiled once, since
    // cargo takes the features of all that it builds together.
    command::run(shop.command("cargo").args([
        "build",
        "--locked",
        "--package=lens",
        "--package=peta-app",
        "--lib",
        "--target=wasm32-unknown-unknown",
        "--profile=web",
    ]))?;
    let made = shop.target().join("wasm32-unknown-unknown/web/lens.wasm");
    // A classic worker: some browsers that people have know no other.
    command::run(
        shop.command("wasm-bindgen")
            .args(["--target=no-modules", "--no-typescript", "--out-name=lens"])
            .arg("--out-dir")
            .arg(dist)
            .arg(made),
    )?;
    let program = dist.join("lens_bg.wasm");
    command::run(
        shop.command("wasm-opt")
            .args(OPTIMISE)
            .arg(&program)
            .arg("--output")
            .arg(&program),
    )?;
    let script = dist.join("lens.js");
    let starter = shop.root().join("crates/lens/worker.js");
    let read = |file: &Path| fs::read_to_string(file).map_err(|error| Failure::io(file, &error));
    let whole = [read(&script)?, read(&starter)?].concat();
    fs::write(&script, whole).map_err(|error| Failure::io(&script, &error))
}
