//! The product: browser app packed by trunk, then the server with it inside.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use crate::{
    command, failure::Failure, names, setup, stamp::Stamp, verifier, workers, workshop::Workshop,
};

/// What the browser app is made of. A test file more or less does not matter
/// enough to tell apart.
const APP_INPUTS: [&str; 23] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "rules.html",
    "desk.html",
    "code.html",
    "rust-toolchain.toml",
    ".cargo",
    "src",
    "style",
    "public",
    "locales",
    "crates/wire",
    "crates/voting",
    "crates/ledger",
    "crates/lens",
    "crates/monitor",
    "crates/scan",
    "crates/catalogue",
    "crates/atlas",
    "build.rs",
    "vendor",
];

/// Pages of the browser app, each a bundle of its own with its own folder, in two
/// lanes side by side: while one is optimised, the other is compiled. Pages of one
/// lane may have one program (`peta-app`), pages of two lanes may not.
const LANES: [[(&str, &str); 2]; 2] = [
    [("index.html", "residents"), ("rules.html", "rules")],
    [("desk.html", "desk"), ("code.html", "code")],
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
    verifier::build(shop, &dist, &optimiser(shop))?;
    let peta = server(shop, &dist)?;
    Ok(Built { dist, peta })
}

/// The browser app, in `dist`. Nothing is done where no input has changed.
fn app(shop: &Workshop) -> Result<PathBuf, Failure> {
    let dist = shop.root().join("dist");
    let optimiser = optimiser(shop);
    let stamp = Stamp::of(
        shop.target().join("stamps/app"),
        shop.root(),
        &APP_INPUTS,
        &optimiser,
    )?;
    if stamp.is_current() && dist.join("index.html").is_file() {
        println!("build   browser app: nothing has changed");
        return Ok(dist);
    }
    thread::scope(|scope| {
        let lanes = LANES
            .map(|lane| scope.spawn(move || lane.into_iter().try_for_each(|it| bundle(shop, it))));
        lanes.into_iter().try_for_each(|lane| {
            let ended = lane.join();
            ended.unwrap_or_else(|_| Err(Failure::new("a build has broken off")))
        })
    })?;
    if dist.is_dir() {
        fs::remove_dir_all(&dist).map_err(|error| Failure::io(&dist, &error))?;
    }
    fs::create_dir_all(&dist).map_err(|error| Failure::io(&dist, &error))?;
    for (page, name) in LANES.into_iter().flatten() {
        gather(&folder(shop, name), page, &dist)?;
    }
    workers::build(shop, &dist)?;
    names::shorten(&dist)?;
    minify(shop, &dist)?;
    stamp.set()?;
    Ok(dist)
}

fn folder(shop: &Workshop, bundle: &str) -> PathBuf {
    shop.target().join("bundles").join(bundle)
}

fn bundle(shop: &Workshop, (page, name): (&str, &str)) -> Result<(), Failure> {
    println!("build   browser app: {page}");
    command::run(
        shop.command("trunk")
            .args(["build", "--locked", "--release"])
            .arg("--dist")
            .arg(folder(shop, name))
            .arg(page)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            // trunk takes only `true` and `false` there, but the convention is any value.
            .env_remove("NO_COLOR"),
    )
}

/// Its version: another one makes other files.
fn optimiser(shop: &Workshop) -> String {
    let said = command::output(shop.command("wasm-opt").arg("--version"));
    said.unwrap_or_default().trim().to_owned()
}

/// Puts what trunk made of one page beside the others; it writes one at a time,
/// into a folder of its own.
fn gather(from: &Path, page: &str, to: &Path) -> Result<(), Failure> {
    let entries = from.read_dir().map_err(|error| Failure::io(from, &error))?;
    for entry in entries {
        let file = entry.map_err(|error| Failure::io(from, &error))?.path();
        let name = match file.file_name().and_then(|it| it.to_str()) {
            Some("index.html") => page,
            Some(name) => name,
            None => continue,
        };
        let target = to.join(name);
        fs::copy(&file, &target).map_err(|error| Failure::io(&target, &error))?;
    }
    Ok(())
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
