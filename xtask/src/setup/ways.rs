//! Ways to install a tool, and the same as a command for a person.
//!
//! Whatever is fetched is pinned: archives by their SHA-256, packages by lock files
//! with hashes in `xtask/tools`. Nothing takes other versions where these can't be had.

use std::{fs, path::PathBuf};

use super::archive::Archive;
use crate::{command, failure::Failure, workshop::Workshop};

/// One way to install something.
pub(super) enum Way {
    /// A compilation target of the active toolchain.
    Rustup(&'static str),
    /// A program as its makers have built it, where there is one for this machine.
    Archive(Option<Archive>),
    /// A program from the Rust registry, at one version and by its own lock file, and
    /// how many minutes two processors compile it.
    Cargo(&'static str, &'static str, u32),
    /// The same, from a package of ours with a lock file of ours, in `xtask/tools`.
    Own(&'static str, u32),
    /// All packages of `xtask/tools/npm`.
    Npm,
    /// Packages of `xtask/tools/pip`: those of one list.
    Pip(&'static str),
    /// A package of a Debian-like system.
    Apt(&'static str),
}

impl Way {
    pub(super) fn install(&self, shop: &Workshop) -> Result<(), Failure> {
        match self {
            Self::Rustup(target) => {
                command::run(shop.command("rustup").args(["target", "add", target]))
            }
            Self::Archive(Some(archive)) => archive.install(shop),
            Self::Archive(None) => Err(Failure::new(
                "no archive is pinned for this machine and version",
            )),
            Self::Cargo(package, version, minutes) => {
                cargo(shop, &[&format!("{package}@{version}")], *minutes)
            }
            Self::Own(package, minutes) => {
                cargo(shop, &["--path", &own(package), "--force"], *minutes)
            }
            Self::Npm => npm(shop),
            Self::Pip(list) => pip(shop, list),
            Self::Apt(package) => apt(shop, package),
        }
    }

    /// Nothing, where a person can't do it either.
    pub(super) fn by_hand(&self, shop: &Workshop) -> Option<String> {
        Some(match self {
            Self::Rustup(target) => format!("rustup target add {target}"),
            Self::Archive(archive) => archive.as_ref()?.by_hand(shop),
            Self::Cargo(package, version, _) => {
                format!("cargo install --locked {package} --version {version}")
            }
            Self::Own(package, _) => format!("cargo install --locked --path {}", own(package)),
            Self::Npm => format!(
                "cp {NPM}/package*.json {0} && npm ci --ignore-scripts --prefix {0}",
                shop.tools().display()
            ),
            Self::Pip(list) => format!(
                "python3 -m pip install --no-deps --require-hashes --target {} -r {}",
                python(shop, list).display(),
                requirements(list)
            ),
            Self::Apt(package) => format!("sudo apt-get install {package}"),
        })
    }
}

fn own(package: &str) -> String {
    format!("xtask/tools/{package}")
}

/// What to install, by a lock file: its own, or the one beside a package of ours.
fn cargo(shop: &Workshop, what: &[&str], minutes: u32) -> Result<(), Failure> {
    println!("        compiled here, about {minutes} min on two processors");
    let tools = shop.tools();
    command::run(
        shop.command("cargo")
            .args(["install", "--locked", "--root"])
            .arg(&tools)
            .args(what)
            // One folder for all of them: what they share is compiled once.
            .env("CARGO_TARGET_DIR", tools.join("build"))
            // They run for seconds, they are compiled for minutes.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    )
}

/// Packages of the JavaScript registry, each with its hash.
const NPM: &str = "xtask/tools/npm";

/// All of them: it takes away what its list does not name.
fn npm(shop: &Workshop) -> Result<(), Failure> {
    let tools = shop.tools();
    if shop.which("npm").is_none() {
        return Err(Failure::new("npm is not here"));
    }
    fs::create_dir_all(&tools).map_err(|error| Failure::io(&tools, &error))?;
    for name in ["package.json", "package-lock.json"] {
        let from = shop.root().join(NPM).join(name);
        fs::copy(&from, tools.join(name)).map_err(|error| Failure::io(&from, &error))?;
    }
    command::run(
        shop.command("npm")
            .args(["ci", "--no-fund", "--no-audit", "--ignore-scripts"])
            .arg("--prefix")
            .arg(&tools),
    )
}

/// Whether `target/tools` holds a package at the version of our lock file.
pub(super) fn npm_has(shop: &Workshop, package: &str) -> bool {
    let version = |file: PathBuf, pointer: &str| {
        let text = fs::read_to_string(file).ok()?;
        let value: serde_json::Value = serde_json::from_str(&text).ok()?;
        value.pointer(pointer)?.as_str().map(str::to_owned)
    };
    let entry = format!("node_modules/{package}");
    let locked = format!("/packages/{}/version", entry.replace('/', "~1"));
    let locked = version(shop.root().join(NPM).join("package-lock.json"), &locked);
    let here = shop.tools().join(entry).join("package.json");
    locked.is_some() && locked == version(here, "/version")
}

/// Apart from other tools, and each list apart: pip replaces the `bin` that it finds.
pub(super) fn python(shop: &Workshop, list: &str) -> PathBuf {
    shop.tools().join("python").join(list)
}

fn requirements(list: &str) -> String {
    format!("xtask/tools/pip/{list}.txt")
}

/// Whether the packages of a list are there, as their folders name them.
pub(super) fn pip_has(shop: &Workshop, list: &str) -> bool {
    let text = fs::read_to_string(shop.root().join(requirements(list))).unwrap_or_default();
    let mut folders = dist_infos(&text).peekable();
    folders.peek().is_some() && folders.all(|it| python(shop, list).join(it).is_dir())
}

fn dist_infos(requirements: &str) -> impl Iterator<Item = String> {
    requirements.lines().filter_map(|line| {
        let (package, version) = line.trim_end_matches([' ', '\\']).split_once("==")?;
        Some(format!("{}-{version}.dist-info", package.replace('-', "_")))
    })
}

fn pip(shop: &Workshop, list: &str) -> Result<(), Failure> {
    command::run(
        shop.command("python3")
            .args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade"])
            .args(["--require-hashes", "--only-binary=:all:", "--target"])
            .arg(python(shop, list))
            .args(["--requirement", &requirements(list)]),
    )
}

fn apt(shop: &Workshop, package: &str) -> Result<(), Failure> {
    if shop.which("apt-get").is_none() {
        return Err(Failure::new("this is not a Debian-like system"));
    }
    let is_root = command::output(shop.command("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let may_sudo = || command::output(shop.command("sudo").args(["-n", "true"])).is_some();
    let apt = || {
        let mut command = shop.command(if is_root { "apt-get" } else { "sudo" });
        if !is_root {
            command.args(["-n", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    if !is_root && !may_sudo() {
        return Err(Failure::new("system packages need root"));
    }
    let install =
        || command::run(apt().args(["install", "-y", "--no-install-recommends", package]));
    // The lists of packages may be absent or old: refresh them only where it helps.
    install().or_else(|_| command::run(apt().arg("update")).and_then(|()| install()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn tools() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tools")
    }

    fn read(file: &str) -> String {
        fs::read_to_string(tools().join(file)).expect(file)
    }

    #[test]
    fn a_list_names_the_folders_of_its_packages() {
        let list =
            "one-two==1.0.2 \\\n    --hash=sha256:ab \\\n    --hash=sha256:cd\ncffi==2.0.0\n";
        let found: Vec<String> = dist_infos(list).collect();
        assert_eq!(found, ["one_two-1.0.2.dist-info", "cffi-2.0.0.dist-info"]);
    }

    #[test]
    fn each_package_has_a_hash_and_no_address() {
        for list in ["check", "test", "bench"] {
            let text = read(&format!("pip/{list}.txt"));
            assert!(dist_infos(&text).next().is_some(), "{list}");
            for package in text.lines().filter(|it| it.contains("==")) {
                assert!(package.ends_with('\\'), "{list}: {package} has no hash");
            }
            assert!(!text.contains("://"), "{list}");
        }
        let lock: serde_json::Value =
            serde_json::from_str(&read("npm/package-lock.json")).expect("JSON");
        let packages = lock["packages"].as_object().expect("packages");
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            assert!(package["integrity"].is_string(), "{name} has no hash");
            assert!(package.get("resolved").is_none(), "{name} has an address");
        }
    }

    #[test]
    fn our_wasm_bindgen_is_the_one_that_the_app_is_linked_with() {
        let lock = fs::read_to_string(tools().join("../../Cargo.lock")).expect("Cargo.lock");
        let ours = read("wasm-bindgen/Cargo.lock");
        let version = |lock: &str, package: &str| super::super::locked_version(lock, package);
        let app = version(&lock, "wasm-bindgen");
        assert!(app.is_some());
        assert_eq!(
            version(&ours, "wasm-bindgen-cli"),
            app,
            "set it in xtask/tools/wasm-bindgen/Cargo.toml, and run `cargo generate-lockfile` there"
        );
    }
}
