//! What browsers get: the app's pages packed by trunk, the workers, the recount page.
//!
//! Whatever shapes these files is in this folder, so that a change to it makes them
//! again (`inputs`).

mod names;
mod recount_page;
mod workers;

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use crate::{command, failure::Failure, mirror, stamp::Stamp, workshop::Workshop};

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

/// All of it, in `dist`. What has not changed is not touched there.
pub(crate) fn build(shop: &Workshop) -> Result<PathBuf, Failure> {
    let optimiser = optimiser(shop);
    let app = app(shop, &optimiser)?;
    let page = recount_page::build(shop, &optimiser)?;
    let dist = shop.root().join("dist");
    mirror::folder(&[&app, &page], &dist)?;
    Ok(dist)
}

/// The folder of the browser app. Nothing is done where no input has changed.
fn app(shop: &Workshop, optimiser: &str) -> Result<PathBuf, Failure> {
    let app = folder(shop, "app");
    let stamp = Stamp::of(
        shop.target().join("stamps/app"),
        shop.root(),
        &APP_INPUTS,
        optimiser,
    )?;
    if stamp.is_current() && app.join("index.html").is_file() {
        println!("build   browser app: nothing has changed");
        return Ok(app);
    }
    stamp.clear()?;
    thread::scope(|scope| {
        let lanes = LANES
            .map(|lane| scope.spawn(move || lane.into_iter().try_for_each(|it| bundle(shop, it))));
        lanes.into_iter().try_for_each(|lane| {
            let ended = lane.join();
            ended.unwrap_or_else(|_| Err(Failure::new("a build has broken off")))
        })
    })?;
    if app.is_dir() {
        fs::remove_dir_all(&app).map_err(|error| Failure::io(&app, &error))?;
    }
    fs::create_dir_all(&app).map_err(|error| Failure::io(&app, &error))?;
    for (page, name) in LANES.into_iter().flatten() {
        gather(&folder(shop, name), page, &app)?;
    }
    workers::build(shop, &app)?;
    names::shorten(&app)?;
    minify(shop, &app)?;
    stamp.set()?;
    Ok(app)
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
