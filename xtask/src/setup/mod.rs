//! Tools that a task needs: finds them, installs what is missing, says why.
//!
//! A tool that is on the search path in the right version is used as it is.
//! What we install goes into `target/tools`, so nobody's own version is
//! replaced; only system packages (browsers) go to the system.

mod archive;
mod ways;

use std::path::{Path, PathBuf};

use crate::{command, failure::Failure, workshop::Workshop};

/// Something that has to be there before a task can start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    WasmTarget,
    Trunk,
    WasmBindgen,
    WasmOpt,
    Esbuild,
    Nextest,
    Deny,
    Mutants,
    Cxx,
    Npm,
    TypeScript,
    Axe,
    Leaflet,
    PocketBase,
    Cryptography,
    Chromium,
    ChromeDriver,
    Firefox,
    GeckoDriver,
    Nginx,
    Caddy,
}

/// What a browser app and a server are built with.
pub(crate) const BUILD: [Tool; 6] = [
    Tool::WasmTarget,
    Tool::Trunk,
    Tool::WasmBindgen,
    Tool::Npm,
    Tool::WasmOpt,
    Tool::Esbuild,
];

/// What checks need on top.
pub(crate) const CHECK: [Tool; 5] = [
    Tool::WasmTarget,
    Tool::Deny,
    Tool::Npm,
    Tool::Esbuild,
    Tool::TypeScript,
];

/// What tests need on top of `BUILD` and `CHECK`.
pub(crate) const TEST: [Tool; 9] = [
    Tool::Nextest,
    Tool::Cryptography,
    Tool::Axe,
    Tool::Chromium,
    Tool::ChromeDriver,
    Tool::Firefox,
    Tool::GeckoDriver,
    Tool::Nginx,
    Tool::Caddy,
];

/// What fuzz targets need.
pub(crate) const FUZZ: [Tool; 1] = [Tool::Cxx];

/// What mutants need.
pub(crate) const MUTANTS: [Tool; 1] = [Tool::Mutants];

/// What figures need on top of `BUILD`.
pub(crate) const BENCH: [Tool; 4] = [
    Tool::Leaflet,
    Tool::PocketBase,
    Tool::Chromium,
    Tool::ChromeDriver,
];

/// What pictures need on top of `BUILD`.
pub(crate) const SCREENSHOTS: [Tool; 2] = [Tool::Chromium, Tool::ChromeDriver];

const TRUNK: &str = "0.21.14";
const NEXTEST: &str = "0.9.148";
const DENY: &str = "0.20.2";
const MUTANTS_VERSION: &str = "27.1.0";
const GECKODRIVER: &str = "0.37.1";
impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => "wasm32-unknown-unknown",
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen-cli",
            Self::WasmOpt => "wasm-opt",
            Self::Esbuild => "esbuild",
            Self::Nextest => "cargo-nextest",
            Self::Deny => "cargo-deny",
            Self::Mutants => "cargo-mutants",
            Self::Cxx => "g++",
            Self::Npm => "npm",
            Self::TypeScript => "typescript",
            Self::Axe => "axe-core",
            Self::Leaflet => "leaflet",
            Self::PocketBase => "pocketbase",
            Self::Cryptography => "cryptography",
            Self::Chromium => "chromium",
            Self::ChromeDriver => "chromedriver",
            Self::Firefox => "firefox-esr",
            Self::GeckoDriver => "geckodriver",
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Self::WasmTarget => "the standard library that the browser app is compiled against",
            Self::Trunk => "packs the browser app: page, styles, WebAssembly",
            Self::WasmBindgen => "joins the app's WebAssembly with the browser's JavaScript",
            Self::WasmOpt => "makes the WebAssembly that visitors download smaller",
            Self::Esbuild => "makes the JavaScript around it smaller",
            Self::Nextest => "runs the tests, each in a process of its own",
            Self::Deny => "checks licences and sources of everything that is linked in",
            Self::Mutants => "changes the code line by line, to see whether a test notices",
            Self::Cxx => "compiles the engine of the fuzz targets",
            Self::Npm => "fetches wasm-opt, and what pages are checked with and measured against",
            Self::TypeScript => "checks the types of the JavaScript that is written by hand",
            Self::Axe => "checks each page for accessibility",
            Self::Leaflet => "the map library that ours is measured against",
            Self::PocketBase => "the server that our live events are measured against",
            Self::Cryptography => "Ed25519 for the independent verifier, tools/verify.py",
            Self::Chromium => "a browser that journeys are made in",
            Self::ChromeDriver => "steers Chromium",
            Self::Firefox => "a second browser that journeys are made in",
            Self::GeckoDriver => "steers Firefox",
            Self::Nginx => "a proxy that deploy/ has an example for",
            Self::Caddy => "a second proxy that deploy/ has an example for",
        }
    }

    /// Whether it is there, in a version that will do.
    fn is_present(self, shop: &Workshop) -> bool {
        let version = |program: &str, arguments: &[&str], wanted: &str| {
            shop.which(program).is_some()
                && command::output(shop.command(program).args(arguments))
                    .is_some_and(|text| text.split_whitespace().any(|word| word == wanted))
        };
        let any = |programs: &[&str]| programs.iter().any(|name| shop.which(name).is_some());
        match self {
            Self::WasmTarget => command::output(shop.command("rustc").args([
                "--print",
                "target-libdir",
                "--target",
                self.name(),
            ]))
            .is_some_and(|folder| PathBuf::from(folder.trim()).is_dir()),
            Self::Trunk => version("trunk", &["--version"], TRUNK),
            Self::WasmBindgen => bindgen_version(shop)
                .is_ok_and(|wanted| version("wasm-bindgen", &["--version"], &wanted)),
            Self::WasmOpt => command::output(shop.command("wasm-opt").arg("--version"))
                .is_some_and(|text| optimiser_will_do(&text)),
            Self::Esbuild => ways::npm_has(shop, "esbuild"),
            Self::TypeScript => ways::npm_has(shop, "typescript"),
            Self::Nextest => any(&["cargo-nextest"]),
            Self::Deny => any(&["cargo-deny"]),
            Self::Mutants => any(&["cargo-mutants"]),
            Self::Cxx => any(&["c++"]),
            Self::Npm => any(&["npm"]),
            Self::Axe => ways::npm_has(shop, "axe-core"),
            Self::Leaflet => {
                ways::npm_has(shop, "leaflet") && ways::npm_has(shop, "leaflet.markercluster")
            }
            Self::PocketBase => ways::pip_has(shop, "bench"),
            Self::Cryptography => ways::pip_has(shop, "test"),
            Self::Chromium => any(&["chromium", "chromium-browser", "google-chrome"]),
            Self::ChromeDriver => any(&["chromedriver"]),
            Self::Firefox => any(&["firefox-esr", "firefox"]),
            Self::GeckoDriver => any(&["geckodriver"]),
            // Not on the search path of every user.
            Self::Nginx => any(&["nginx"]) || Path::new("/usr/sbin/nginx").is_file(),
            Self::Caddy => any(&["caddy"]),
        }
    }

    /// Ways to install it, best first.
    fn ways(self) -> Vec<ways::Way> {
        use ways::Way::{Apt, Archive, Cargo, Npm, Own, Pip, Rustup};
        match self {
            Self::WasmTarget => vec![Rustup("wasm32-unknown-unknown")],
            Self::Trunk => vec![Archive(archive::trunk()), Cargo("trunk", TRUNK, 5)],
            // No hash of its makers' archive of this version was to be found.
            Self::WasmBindgen => vec![Own("wasm-bindgen", 2)],
            Self::WasmOpt => vec![
                Archive(archive::packed_binaryen()),
                Archive(archive::binaryen()),
            ],
            Self::Esbuild | Self::TypeScript | Self::Axe | Self::Leaflet => vec![Npm],
            Self::Nextest => vec![Pip("check"), Cargo("cargo-nextest", NEXTEST, 5)],
            Self::Deny => vec![Pip("check"), Cargo("cargo-deny", DENY, 5)],
            Self::Mutants => vec![Cargo("cargo-mutants", MUTANTS_VERSION, 3)],
            Self::Cxx => vec![Apt("g++")],
            Self::Npm => vec![Apt("npm")],
            Self::PocketBase => vec![Pip("bench")],
            Self::Cryptography => vec![Pip("test")],
            Self::Chromium => vec![Apt("chromium")],
            Self::ChromeDriver => vec![Apt("chromium-driver")],
            Self::Firefox => vec![Apt("firefox-esr")],
            Self::GeckoDriver => vec![Cargo("geckodriver", GECKODRIVER, 2)],
            Self::Nginx => vec![Apt("nginx-light")],
            Self::Caddy => vec![Apt("caddy")],
        }
    }
}

/// Where the packages of Python are that tests need.
pub(crate) fn python(shop: &Workshop) -> PathBuf {
    ways::python(shop, "test")
}

/// Where `Tool::PocketBase` is.
pub(crate) fn pocketbase(shop: &Workshop) -> PathBuf {
    ways::python(shop, "bench").join("bin").join("pocketbase")
}

/// Makes sure that each tool is there. Tries them all before it gives up, and
/// names for each one that stays missing the command that installs it.
pub(crate) fn ensure(shop: &Workshop, tools: &[&[Tool]]) -> Result<(), Failure> {
    let _alone = shop.lock_tools()?;
    let mut seen = Vec::new();
    let mut missing = Vec::new();
    for tool in tools.iter().copied().flatten().copied() {
        if seen.contains(&tool) {
            continue;
        }
        seen.push(tool);
        if tool.is_present(shop) {
            continue;
        }
        println!("set up  {}: {}", tool.name(), tool.reason());
        if let Err(advice) = install(shop, tool) {
            missing.push(format!(
                "  {} ({})\n    {advice}",
                tool.name(),
                tool.reason()
            ));
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "these are missing and could not be installed from here:\n{}",
            missing.join("\n")
        )))
    }
}

fn install(shop: &Workshop, tool: Tool) -> Result<(), String> {
    let ways = tool.ways();
    for way in &ways {
        match way.install(shop) {
            Ok(()) if tool.is_present(shop) => return Ok(()),
            Ok(()) => println!("        installed, but still not found"),
            Err(failure) => println!("        {failure}"),
        }
    }
    Err(ways
        .iter()
        .filter_map(|way| way.by_hand(shop))
        .collect::<Vec<_>>()
        .join("\n    or: "))
}

/// Older ones lose the table of references that wasm-bindgen's code relies on:
/// the page then fails at its start (seen with 108).
const OLDEST_BINARYEN: u32 = 116;

/// Whether a `wasm-opt` that says this about its version can be used.
fn optimiser_will_do(says: &str) -> bool {
    says.split(|c: char| !c.is_ascii_digit())
        .find_map(|digits| digits.parse::<u32>().ok())
        .is_some_and(|version| version >= OLDEST_BINARYEN)
}

/// The version of `wasm-bindgen` in `Cargo.lock`: the command-line tool must equal it.
fn bindgen_version(shop: &Workshop) -> Result<String, Failure> {
    let file = shop.root().join("Cargo.lock");
    let text = std::fs::read_to_string(&file).map_err(|error| Failure::io(&file, &error))?;
    locked_version(&text, "wasm-bindgen")
        .ok_or_else(|| Failure::new("Cargo.lock names no version of wasm-bindgen"))
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn reads_the_version_of_one_package_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.50\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.106\"\nsource = \"x\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.106")
        );
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
