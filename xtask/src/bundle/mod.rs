//! What browsers get: the app's pages packed by trunk, the workers, the recount page.
//!
//! Whatever shapes these files is in this folder, so that a change to it makes them
//! again (`inputs`).

mod inputs;
mod names;
mod recount_page;
mod workers;

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use crate::{command, failure::Failure, mirror, stamp::Stamp, workshop::Workshop};

/// Pages of the browser app, each a bundle of its own with its own folder, in two
/// lanes side by side: while one is optimised, the other is compiled. Pages of one
/// lane may have one program (`peta-app`), pages of two lanes may not.
const LANES: [[(&str, &str); 2]; 2] = [
    [("index.html", "residents"), ("rules.html", "rules")],
    [("desk.html", "desk"), ("code.html", "code")],
];

/// The package of all pages.
const APP: &str = "peta-app";

/// What shapes all of these files, besides rustc.
const PROGRAMS: [&str; 5] = ["rustc", "trunk", "wasm-bindgen", "wasm-opt", "esbuild"];

/// All of it, in `dist`. What has not changed is not touched there.
pub(crate) fn build(shop: &Workshop) -> Result<PathBuf, Failure> {
    let versions = inputs::versions(shop, &PROGRAMS)?;
    let app = app(shop, &versions)?;
    let page = recount_page::build(shop, &versions)?;
    let dist = shop.root().join("dist");
    mirror::folder(&[&app, &page], &dist)?;
    Ok(dist)
}

/// The folder of the browser app. Nothing is done where no input has changed.
fn app(shop: &Workshop, versions: &str) -> Result<PathBuf, Failure> {
    let app = folder(shop, "app");
    let inputs = app_inputs(shop)?;
    let stamp = Stamp::of(
        shop.target().join("stamps/app"),
        shop.root(),
        &inputs,
        versions,
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
    for program in inputs::programs(shop, &pages())?.iter().map(String::as_str) {
        inputs::check(shop, &compiled(shop, "web", program), &inputs)?;
    }
    for worker in workers::packages() {
        inputs::check(shop, &compiled(shop, "web", worker), &inputs)?;
    }
    names::shorten(&app)?;
    minify(shop, &app)?;
    stamp.set()?;
    Ok(app)
}

fn app_inputs(shop: &Workshop) -> Result<Vec<String>, Failure> {
    let packages: Vec<&str> = std::iter::once(APP).chain(workers::packages()).collect();
    let mut more: Vec<String> = workers::scripts().collect();
    more.push("Trunk.toml".into());
    inputs::of(shop, &packages, &pages(), &more)
}

fn pages() -> Vec<&'static str> {
    LANES.into_iter().flatten().map(|(page, _)| page).collect()
}

/// What cargo has compiled for browsers.
fn compiled(shop: &Workshop, profile: &str, program: &str) -> PathBuf {
    let folder = shop.target().join("wasm32-unknown-unknown").join(profile);
    folder.join(format!("{program}.wasm"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_app_is_made_of_what_cargo_and_its_pages_name() {
        let shop = Workshop::open().expect("the project's folder");
        let inputs = app_inputs(&shop).expect("cargo metadata");
        for input in [
            ".cargo/config.toml",
            "crates/monitor/worker.js",
            "crates/voting/src",
            "src",
            "style/kiosk.css",
            "vendor/wasm-streams/src",
            "xtask/src/bundle",
        ] {
            assert!(inputs.iter().any(|it| it == input), "{input}: {inputs:?}");
        }
        for stranger in ["crates/server/src", "crates/store/src", "tests"] {
            assert!(!inputs.iter().any(|it| it == stranger), "{stranger}");
        }
        Stamp::of(shop.target().join("no-stamp"), shop.root(), &inputs, "").expect("all are there");
    }
}
