//! Which package may depend on which: docs/ARCHITECTURE.md as a table.

use serde_json::Value;

/// Our packages, and which of ours each may depend on in what it ships.
/// Tests and build scripts may use more: they are never linked in.
const ALLOWED: [(&str, &[&str]); 20] = [
    ("wire", &[]),
    ("voting", &["wire"]),
    ("ledger", &["wire"]),
    ("catalogue", &["wire"]),
    ("atlas", &["wire"]),
    ("edition", &["wire", "atlas"]),
    ("print", &["wire", "voting"]),
    ("recount", &["wire", "voting", "ledger"]),
    ("store", &["wire", "voting", "ledger"]),
    (
        "server",
        &[
            "wire",
            "voting",
            "ledger",
            "catalogue",
            "atlas",
            "edition",
            "print",
            "recount",
            "store",
        ],
    ),
    (
        "peta-app",
        &["wire", "voting", "ledger", "catalogue", "atlas"],
    ),
    ("lens", &["wire", "ledger"]),
    ("monitor", &["wire", "ledger"]),
    ("scan", &[]),
    ("verifier", &["wire", "voting", "ledger", "recount"]),
    // Everything that reads what strangers send; nothing links it.
    ("fuzz", &["wire", "voting", "ledger", "edition"]),
    ("replay", &["wire", "voting", "ledger", "edition"]),
    ("journeys", &["wire", "ledger", "replay"]),
    ("xtask", &[]),
    // In place of a crate that Leptos links for nothing: docs/adr/0007.
    ("wasm-streams", &[]),
];

/// Pure packages: what would tie them to a machine, a clock or chance.
const PURE: [&str; 7] = [
    "wire",
    "voting",
    "ledger",
    "recount",
    "catalogue",
    "atlas",
    "print",
];
const IMPURE: [&str; 12] = [
    "tokio",
    "axum",
    "hyper",
    "reqwest",
    "sqlx",
    "rand",
    "getrandom",
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "leptos",
    "gloo-net",
];

/// Sines and logarithms of the browser, in `atlas::math` alone: docs/adr/0008.
const BEARABLE: [(&str, &str); 1] = [("atlas", "js-sys")];

/// Who may use a library that only one part should know.
const KEPT: [(&str, &[&str]); 6] = [
    ("sqlx", &["store"]),
    ("leptos", &["peta-app"]),
    ("web-sys", &["peta-app", "wasm-streams"]),
    ("axum", &["server"]),
    ("krilla", &["print"]),
    ("thirtyfour", &["journeys"]),
];

/// One package of the workspace, as `cargo metadata` tells it.
#[derive(Debug)]
pub(super) struct Package {
    name: String,
    /// What it links: dependencies that are neither for tests nor for build scripts.
    normal: Vec<String>,
    /// Everything it names.
    all: Vec<String>,
}

pub(super) fn packages(metadata: &str) -> Result<Vec<Package>, String> {
    let metadata: Value = serde_json::from_str(metadata).map_err(|error| error.to_string())?;
    let packages = metadata["packages"]
        .as_array()
        .ok_or("no packages in cargo's metadata")?;
    packages
        .iter()
        .map(|package| {
            let name = package["name"].as_str().ok_or("a package without a name")?;
            let dependencies = package["dependencies"]
                .as_array()
                .ok_or("no dependencies")?;
            let names = |only_normal: bool| {
                dependencies
                    .iter()
                    .filter(|one| !only_normal || one["kind"].is_null())
                    .filter_map(|one| one["name"].as_str().map(str::to_owned))
                    .collect()
            };
            Ok(Package {
                name: name.to_owned(),
                normal: names(true),
                all: names(false),
            })
        })
        .collect()
}

pub(super) fn faults(packages: &[Package]) -> Vec<String> {
    let mut faults = Vec::new();
    for package in packages {
        let name = package.name.as_str();
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
            faults.push(format!(
                "{name}: no place in docs/ARCHITECTURE.md; add it to xtask/src/checks/directions.rs"
            ));
            continue;
        };
        for dependency in &package.normal {
            let dependency = dependency.as_str();
            let is_ours = packages.iter().any(|other| other.name == dependency);
            if is_ours && !allowed.contains(&dependency) {
                faults.push(format!(
                    "{name} depends on {dependency}: it may use {allowed:?}"
                ));
            }
            let is_bearable = BEARABLE.contains(&(name, dependency));
            if PURE.contains(&name) && IMPURE.contains(&dependency) && !is_bearable {
                faults.push(format!("{name} is pure, but depends on {dependency}"));
            }
        }
        for dependency in &package.all {
            for (kept, users) in KEPT {
                if dependency == kept && !users.contains(&name) {
                    faults.push(format!("{name} depends on {kept}: only {users:?} may"));
                }
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{faults, packages};

    const BACKWARDS: &str = include_str!("../../fixtures/backwards/metadata.json");

    #[test]
    fn names_each_dependency_that_points_the_wrong_way() {
        let faults = faults(&packages(BACKWARDS).expect("the fixture is metadata"));
        assert_eq!(
            faults,
            [
                "voting depends on store: it may use [\"wire\"]",
                "voting is pure, but depends on tokio",
                "store depends on server: it may use [\"wire\", \"voting\", \"ledger\"]",
                "server depends on sqlx: only [\"store\"] may",
                "gossip: no place in docs/ARCHITECTURE.md; add it to xtask/src/checks/directions.rs",
            ]
        );
    }

    #[test]
    fn lets_tests_use_what_the_product_may_not() {
        let metadata = r#"{"packages": [
            {"name": "voting", "dependencies": [
                {"name": "wire", "kind": null}, {"name": "ledger", "kind": "dev"}]},
            {"name": "ledger", "dependencies": [{"name": "wire", "kind": null}]},
            {"name": "wire", "dependencies": []}]}"#;
        let faults = faults(&packages(metadata).expect("metadata"));
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn refuses_what_is_no_metadata() {
        assert!(packages("{}").is_err());
        assert!(packages("no").is_err());
    }
}
