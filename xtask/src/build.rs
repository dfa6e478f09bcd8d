//! The product: browser app packed by trunk, then the server with it inside.

use std::path::{Path, PathBuf};

use crate::{command, failure::Failure, setup, stamp::Stamp, workshop::Workshop};

/// What the browser app is made of. A test file more or less does not matter
/// enough to tell apart.
const APP_INPUTS: [&str; 17] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "rust-toolchain.toml",
    ".cargo",
    "src",
    "style",
    "public",
    "locales",
    "crates/wire",
    "crates/voting",
    "crates/ledger",
    "crates/catalogue",
    "crates/atlas",
    "build.rs",
    "vendor",
];

/// The files of a finished build.
pub(crate) struct Built {
    /// The browser app as trunk leaves it.
    pub(crate) dist: PathBuf,
    /// The whole product in one file.
    pub(crate) peta: PathBuf,
}

/// Sets up what is missing and builds everything: `target/release/peta`.
pub(crate) fn all(shop: &Workshop) -> Result<Built, Failure> {
    setup::ensure(shop, &[&setup::BUILD])?;
    let dist = app(shop)?;
    let peta = server(shop, &dist)?;
    Ok(Built { dist, peta })
}

/// The browser app, in `dist`. Nothing is done where no input has changed.
fn app(shop: &Workshop) -> Result<PathBuf, Failure> {
    let dist = shop.root().join("dist");
    let optimiser = command::output(shop.command("wasm-opt").arg("--version")).unwrap_or_default();
    let stamp = Stamp::of(
        shop.target().join("stamps/app"),
        shop.root(),
        &APP_INPUTS,
        optimiser.trim(),
    )?;
    if stamp.is_current() && dist.join("index.html").is_file() {
        println!("build   browser app: nothing has changed");
        return Ok(dist);
    }
    println!("build   browser app");
    command::run(
        shop.command("trunk")
            .args(["build", "--locked", "--release", "--dist"])
            .arg(&dist)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            // trunk takes only `true` and `false` there, but the convention is any value.
            .env_remove("NO_COLOR"),
    )?;
    minify(shop, &dist)?;
    stamp.set()?;
    Ok(dist)
}

/// Half of the JavaScript that wasm-bindgen makes is names and comments.
/// (trunk's own minifier does not understand it.)
fn minify(shop: &Workshop, dist: &Path) -> Result<(), Failure> {
    let entries = dist.read_dir().map_err(|error| Failure::io(dist, &error))?;
    for entry in entries {
        let file = entry.map_err(|error| Failure::io(dist, &error))?.path();
        if file.extension().is_some_and(|it| it == "js") {
            command::run(
                shop.command("esbuild")
                    .args(["--minify", "--log-level=warning", "--allow-overwrite"])
                    .arg(&file)
                    .arg(format!("--outfile={}", file.display())),
            )?;
        }
    }
    Ok(())
}

/// The server with the browser app inside.
fn server(shop: &Workshop, dist: &Path) -> Result<PathBuf, Failure> {
    println!("build   server");
    command::run(
        shop.command("cargo")
            .args(["build", "--locked", "--release", "--package", "server"])
            .env("PETA_DIST", dist),
    )?;
    let peta = shop.target().join("release/peta");
    if peta.is_file() {
        println!("        {} ({})", peta.display(), size(&peta)?);
        Ok(peta)
    } else {
        Err(Failure::new(format!("{} was not built", peta.display())))
    }
}

fn size(file: &Path) -> Result<String, Failure> {
    let bytes = file
        .metadata()
        .map_err(|error| Failure::io(file, &error))?
        .len();
    let tenths = bytes / 100_000;
    Ok(format!("{}.{} MB", tenths / 10, tenths % 10))
}
