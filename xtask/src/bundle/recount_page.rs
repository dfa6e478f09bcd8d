//! The recount page: one file with everything in it, so that it works from a
//! folder, years later, without a network.

use std::{
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use super::inputs;
use crate::{command, failure::Failure, stamp::Stamp, workshop::Workshop};

/// Speed before size: it is loaded by those who ask for it only.
const OPTIMISE: [&str; 7] = [
    "-O3",
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The folder of what is seen: page, style, scripts.
const PAGE: &str = "crates/verifier/page";

/// The folder with `verify.html`. It is made again only where an input has changed.
pub(super) fn build(shop: &Workshop, versions: &str) -> Result<PathBuf, Failure> {
    let page = super::folder(shop, "recount-page");
    let made = page.join("verify.html");
    let inputs = inputs::of(shop, &["verifier"], &[], &[PAGE.into()])?;
    let stamp = shop.target().join("stamps/recount-page");
    let stamp = Stamp::of(stamp, shop.root(), &inputs, versions)?;
    if !stamp.is_current() || !made.is_file() {
        println!("build   verify.html");
        stamp.clear()?;
        fs::create_dir_all(&page).map_err(|error| Failure::io(&page, &error))?;
        make(shop, &shop.target().join("verifier"), &made)?;
        inputs::check(shop, &super::compiled(shop, "recount", "verifier"), &inputs)?;
        stamp.set()?;
    }
    Ok(page)
}

fn make(shop: &Workshop, folder: &Path, made: &Path) -> Result<(), Failure> {
    command::run(
        shop.command("cargo")
            .args(["build", "--locked", "--lib", "--package=verifier"])
            .args(["--target=wasm32-unknown-unknown", "--profile=recount"])
            // Without what makes the app's hashes small and slow.
            .env("RUSTFLAGS", ""),
    )?;
    let built = super::compiled(shop, "recount", "verifier");
    command::run(
        shop.command("wasm-bindgen")
            .args(["--target=no-modules", "--no-typescript"])
            .args(["--out-name=verifier", "--out-dir"])
            .arg(folder)
            .arg(built),
    )?;
    let program = folder.join("verifier_bg.wasm");
    command::run(
        shop.command("wasm-opt")
            .args(OPTIMISE)
            .arg(&program)
            .arg("--output")
            .arg(&program),
    )?;
    let read =
        |file: PathBuf| fs::read_to_string(&file).map_err(|error| Failure::io(&file, &error));
    let source = |name: &str| read(shop.root().join(PAGE).join(name));
    let glue = read(folder.join("verifier.js"))?;
    let bytes = fs::read(&program).map_err(|error| Failure::io(&program, &error))?;
    let page = Page {
        frame: source("verify.html")?,
        style: source("verify.css")?,
        script: source("page.js")?,
        worker: [glue, source("worker.js")?].concat(),
        program: STANDARD.encode(bytes),
    };
    fs::write(made, page.whole()?).map_err(|error| Failure::io(made, &error))
}

struct Page {
    frame: String,
    style: String,
    script: String,
    worker: String,
    /// In base64.
    program: String,
}

impl Page {
    /// The file, with a policy that lets nothing else run in it.
    fn whole(&self) -> Result<String, Failure> {
        let policy = format!(
            "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; \
             worker-src blob:; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'",
            integrity(&self.script),
            integrity(&self.style)
        );
        let mut page = self.frame.clone();
        for (hole, content) in [
            ("/*policy*/", &policy),
            ("/*style*/", &self.style),
            ("/*program*/", &self.program),
            ("/*worker*/", &self.worker),
            ("/*page*/", &self.script),
        ] {
            if content.to_ascii_lowercase().contains("</script") || content.contains("<!--") {
                return Err(Failure::new(format!("{hole} would end its element")));
            }
            let Some((before, after)) = page.split_once(hole) else {
                return Err(Failure::new(format!("verify.html has no {hole}")));
            };
            page = [before, content, after].concat();
        }
        Ok(page)
    }
}

/// As a policy names a script or a style.
fn integrity(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(worker: &str) -> Page {
        Page {
            frame: "<meta content=\"/*policy*/\"><style>/*style*/</style>\
                    /*program*//*worker*/<script>/*page*/</script>"
                .into(),
            style: "b".into(),
            script: "abc".into(),
            worker: worker.into(),
            program: "AGFzbQ==".into(),
        }
    }

    #[test]
    fn the_policy_names_what_is_in_the_page() {
        let whole = page("w").whole().expect("a page");
        // SHA-256 of "abc", FIPS 180-4.
        assert!(whole.contains("'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"));
        assert!(whole.ends_with("AGFzbQ==w<script>abc</script>"));
    }

    #[test]
    fn nothing_ends_its_element_early() {
        assert!(page("x = '</SCRIPT>'").whole().is_err());
    }
}
