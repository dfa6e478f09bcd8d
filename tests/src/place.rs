//! Where the project, its product and its tools are.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::error::{JourneyError, Outcome};

/// The project's folder.
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The product that `cargo xtask build` leaves, or that of `PETA_BIN`.
pub fn peta() -> Outcome<PathBuf> {
    let peta = env::var_os("PETA_BIN").map_or_else(|| target().join("release/peta"), PathBuf::from);
    if peta.is_file() {
        Ok(peta)
    } else {
        Err(JourneyError::Missing {
            what: "target/release/peta",
        })
    }
}

/// The program of the recount page, as it was before it was put into the page.
pub fn verifier_folder() -> Outcome<PathBuf> {
    let folder = target().join("verifier");
    if folder.join("verifier_bg.wasm").is_file() {
        Ok(folder)
    } else {
        Err(JourneyError::Missing {
            what: "target/verifier",
        })
    }
}

/// A file of a JavaScript package that was set up.
pub fn tool(path: &str) -> Outcome<PathBuf> {
    let file = target().join("tools/node_modules").join(path);
    if file.is_file() {
        Ok(file)
    } else {
        Err(JourneyError::Missing {
            what: "a package under target/tools/node_modules",
        })
    }
}

/// The first of these programs that is on the search path or among the project's tools.
pub(crate) fn program(names: &[&'static str]) -> Outcome<PathBuf> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::iter::once(target().join("tools/bin"))
        .chain(env::split_paths(&inherited))
        .collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
        .ok_or(JourneyError::Missing {
            what: names.first().copied().unwrap_or("a program"),
        })
}
