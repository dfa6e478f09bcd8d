//! What a bundle is made of, as cargo and the pages themselves say it: nobody keeps
//! a list by hand that can forget something.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{command, failure::Failure, workshop::Workshop};

/// What goes into everything that is compiled for browsers, and the code that
/// shapes it afterwards.
const COMMON: [&str; 5] = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "xtask/src/bundle",
];

/// Targets of a package that no bundle holds.
const ASIDE: [&str; 3] = ["test", "bench", "example"];

/// Files and folders under the project's root, sorted.
pub(super) fn of(
    shop: &Workshop,
    packages: &[&str],
    pages: &[&str],
    more: &[String],
) -> Result<Vec<String>, Failure> {
    let metadata = command::output(shop.command("cargo").args([
        "metadata",
        "--format-version=1",
        "--locked",
        "--all-features",
        "--filter-platform=wasm32-unknown-unknown",
    ]))
    .ok_or_else(|| Failure::new("cargo metadata failed: run it, and see why"))?;
    let mut found = sources(&metadata, packages).map_err(Failure::new)?;
    found.extend(COMMON.iter().chain(pages).map(|&it| it.into()));
    found.extend(more.iter().cloned());
    for page in pages {
        found.extend(attributes(&text(shop, page)?, "href"));
    }
    Ok(found.into_iter().collect())
}

/// The programs that these pages start.
pub(super) fn programs(shop: &Workshop, pages: &[&str]) -> Result<BTreeSet<String>, Failure> {
    let mut found = BTreeSet::new();
    for page in pages {
        found.extend(attributes(&text(shop, page)?, "data-bin"));
    }
    Ok(found)
}

fn text(shop: &Workshop, page: &str) -> Result<String, Failure> {
    let file = shop.root().join(page);
    fs::read_to_string(&file).map_err(|error| Failure::io(&file, &error))
}

/// Versions of programs that shape a bundle: others make other files.
pub(super) fn versions(shop: &Workshop, programs: &[&str]) -> Result<String, Failure> {
    let version = |program: &&str| {
        command::output(shop.command(program).arg("--version"))
            .ok_or_else(|| Failure::new(format!("`{program} --version` failed")))
    };
    programs.iter().map(version).collect()
}

/// Nothing may go into a program that its inputs don't name: what rustc has read is
/// in the `.d` file beside it.
pub(super) fn check(shop: &Workshop, program: &Path, inputs: &[String]) -> Result<(), Failure> {
    let file = program.with_extension("d");
    let text = fs::read_to_string(&file).map_err(|error| Failure::io(&file, &error))?;
    let strangers = strangers(&text, shop.root(), &shop.target(), inputs);
    if strangers.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{} is made of files that xtask/src/bundle does not look at: {}",
            program.display(),
            strangers.join(", ")
        )))
    }
}

/// Folders with the code of these packages and of all packages of the project that
/// they need, and their manifests.
fn sources(metadata: &str, packages: &[&str]) -> Result<BTreeSet<String>, String> {
    let metadata: Value = serde_json::from_str(metadata).map_err(|error| error.to_string())?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let root = PathBuf::from(text(&metadata["workspace_root"]));
    let known: BTreeMap<String, Value> = list(&metadata["packages"])
        .into_iter()
        .map(|it| (text(&it["id"]), it))
        .collect();
    let needs: BTreeMap<String, Vec<Value>> = list(&metadata["resolve"]["nodes"])
        .into_iter()
        .map(|it| (text(&it["id"]), list(&it["deps"])))
        .collect();
    let mut waiting = Vec::new();
    for name in packages {
        let of_that_name = |it: &&Value| it["name"] == *name && it["source"].is_null();
        let package = known.values().find(of_that_name);
        waiting.push(text(
            &package.ok_or(format!("no package {name} is here"))?["id"],
        ));
    }
    let mut seen = BTreeSet::new();
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let is_linked = |need: &&Value| {
            let kinds = list(&need["dep_kinds"]);
            kinds.iter().any(|it| it["kind"] != "dev")
        };
        let needs = needs.get(&id).into_iter().flatten().filter(is_linked);
        waiting.extend(needs.map(|it| text(&it["pkg"])));
        let package = known.get(&id).filter(|it| it["source"].is_null());
        let Some(package) = package else { continue };
        let manifest = PathBuf::from(text(&package["manifest_path"]));
        let folder = manifest.parent().unwrap_or(&root);
        let mut add = |path: &Path| {
            let path = path.strip_prefix(&root).map_err(|_| {
                let path = path.display();
                format!("{path} is not in the project's folder")
            })?;
            found.insert(path.display().to_string());
            Ok::<(), String>(())
        };
        add(&manifest)?;
        for target in list(&package["targets"]) {
            if list(&target["kind"])
                .iter()
                .any(|it| ASIDE.contains(&it.as_str().unwrap_or_default()))
            {
                continue;
            }
            let source = PathBuf::from(text(&target["src_path"]));
            // `src` for `src/bin/desk.rs`, `build.rs` for itself.
            let part = source.strip_prefix(folder).ok();
            let part = part.and_then(|it| it.components().next());
            add(&part.map_or_else(|| source.clone(), |it| folder.join(it)))?;
        }
    }
    Ok(found)
}

/// The values of an attribute in what trunk puts into a page.
fn attributes(page: &str, name: &str) -> BTreeSet<String> {
    let start = format!("{name}=\"");
    page.split('<')
        .filter(|tag| tag.contains("data-trunk"))
        .filter_map(|tag| tag.split_once(&start)?.1.split_once('"'))
        .map(|(value, _)| value.to_owned())
        .collect()
}

/// Files of the project in a `.d` file that are none of the inputs.
fn strangers(dep_info: &str, root: &Path, target: &Path, inputs: &[String]) -> Vec<String> {
    let files = dep_info.lines().filter_map(|line| line.split_once(": "));
    // A space in a name has a backslash before it.
    let files = files.flat_map(|(_, files)| {
        let files = files.replace("\\ ", "\0");
        let files = files.split_ascii_whitespace();
        files
            .map(|it| PathBuf::from(it.replace('\0', " ")))
            .collect::<Vec<_>>()
    });
    let mut strangers: Vec<String> = files
        .filter(|file| !file.starts_with(target))
        .filter_map(|file| file.strip_prefix(root).ok().map(Path::to_owned))
        .filter(|file| !inputs.iter().any(|input| file.starts_with(input)))
        .map(|file| file.display().to_string())
        .collect();
    strangers.sort();
    strangers.dedup();
    strangers
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{
      "workspace_root": "/p",
      "packages": [
        {"id": "app", "name": "app", "source": null, "manifest_path": "/p/Cargo.toml", "targets": [
          {"kind": ["lib"], "src_path": "/p/src/lib.rs"}, {"kind": ["bin"], "src_path": "/p/src/bin/desk.rs"},
          {"kind": ["test"], "src_path": "/p/tests/all.rs"}]},
        {"id": "wire", "name": "wire", "source": null, "manifest_path": "/p/crates/wire/Cargo.toml", "targets": [
          {"kind": ["lib"], "src_path": "/p/crates/wire/src/lib.rs"},
          {"kind": ["custom-build"], "src_path": "/p/crates/wire/build.rs"}]},
        {"id": "patch", "name": "patch", "source": null, "manifest_path": "/p/vendor/patch/Cargo.toml", "targets": [
          {"kind": ["lib"], "src_path": "/p/vendor/patch/src/lib.rs"}]},
        {"id": "dom", "name": "dom", "source": "registry", "manifest_path": "/elsewhere/dom/Cargo.toml", "targets": []},
        {"id": "proof", "name": "proof", "source": null, "manifest_path": "/p/crates/proof/Cargo.toml", "targets": []}
      ],
      "resolve": {"nodes": [
        {"id": "app", "deps": [
          {"pkg": "wire", "dep_kinds": [{"kind": null}]}, {"pkg": "dom", "dep_kinds": [{"kind": null}]},
          {"pkg": "proof", "dep_kinds": [{"kind": "dev"}]}]},
        {"id": "dom", "deps": [{"pkg": "patch", "dep_kinds": [{"kind": "build"}]}]}
      ]}
    }"#;

    #[test]
    fn a_package_brings_all_that_is_linked_into_it() {
        let found = sources(METADATA, &["app"]).expect("metadata");
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(
            found,
            [
                "Cargo.toml",
                "crates/wire/Cargo.toml",
                "crates/wire/build.rs",
                "crates/wire/src",
                "src",
                // Through a package of others.
                "vendor/patch/Cargo.toml",
                "vendor/patch/src",
            ]
        );
        let error = sources(METADATA, &["gone"]).expect_err("no such package");
        assert!(error.contains("gone"), "{error}");
    }

    #[test]
    fn a_page_brings_what_trunk_puts_into_it() {
        let page = "<link data-trunk rel=\"inline\" href=\"style/a.css\">\n<a href=\"/b\">\n\
                    <link data-trunk rel=\"rust\" data-bin=\"app\">";
        let one = |value: &str| BTreeSet::from([value.to_owned()]);
        assert_eq!(attributes(page, "href"), one("style/a.css"));
        assert_eq!(attributes(page, "data-bin"), one("app"));
    }

    #[test]
    fn a_file_that_rustc_read_and_nobody_looks_at_is_named() {
        let dep_info = "/p/target/web/app.wasm: /p/src/lib.rs /p/src/two\\ words.rs \
                        /p/locales/id.json /p/target/web/build/out/made.rs /cargo/dom/lib.rs\n";
        let strangers = |inputs: &[&str]| {
            let inputs: Vec<String> = inputs.iter().map(|&it| it.into()).collect();
            strangers(dep_info, Path::new("/p"), Path::new("/p/target"), &inputs)
        };
        assert_eq!(strangers(&["src"]), ["locales/id.json"]);
        assert!(strangers(&["src", "locales"]).is_empty());
    }
}
