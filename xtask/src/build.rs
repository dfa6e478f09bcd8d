//! The product: the server, with all that browsers get inside of it.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{bundle, command, failure::Failure, setup, workshop::Workshop};

/// How long a build may take in which there is nothing to do.
const IDLE: Duration = Duration::from_secs(10);

/// The files of a finished build.
pub(crate) struct Built {
    /// What is embedded: the browser app, its workers, the recount page.
    pub(crate) dist: PathBuf,
    /// The whole product in one file.
    pub(crate) peta: PathBuf,
}

/// Sets up what is missing and builds everything: `target/release/peta`.
pub(crate) fn all(shop: &Workshop) -> Result<Built, Failure> {
    setup::ensure(shop, &[&setup::BUILD])?;
    let dist = bundle::build(shop)?;
    let peta = server(shop, &dist)?;
    Ok(Built { dist, peta })
}

/// Builds once more, right after a build: nothing may be compiled, or everybody who
/// types `cargo xtask run` waits for minutes.
pub(crate) fn again(shop: &Workshop) -> Result<(), Failure> {
    let begun = Instant::now();
    setup::ensure(shop, &[&setup::BUILD])?;
    let dist = bundle::build(shop)?;
    let mut cargo = cargo(shop, &dist);
    let messages = command::output(cargo.arg("--message-format=json-render-diagnostics"))
        .ok_or_else(|| Failure::new(format!("`{}` failed", command::line(&cargo))))?;
    let compiled = compiled(&messages);
    if !compiled.is_empty() {
        return Err(Failure::new(format!(
            "nothing has changed, and yet these were compiled again: {}",
            compiled.join(", ")
        )));
    }
    let took = begun.elapsed();
    println!("        nothing compiled, {:.1} s", took.as_secs_f32());
    if took > IDLE {
        return Err(Failure::new(format!(
            "more than {} s, with nothing to do",
            IDLE.as_secs()
        )));
    }
    Ok(())
}

/// What cargo did not take as it was, by its messages.
fn compiled(messages: &str) -> Vec<String> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|it| it["reason"] == "compiler-artifact" && it["fresh"] != true)
        .filter_map(|it| it["target"]["name"].as_str().map(str::to_owned))
        .collect()
}

/// The server with the browser app inside.
fn server(shop: &Workshop, dist: &Path) -> Result<PathBuf, Failure> {
    println!("build   server");
    command::run(&mut cargo(shop, dist))?;
    let peta = shop.target().join("release/peta");
    if peta.is_file() {
        println!("        {} ({})", peta.display(), size(&peta)?);
        Ok(peta)
    } else {
        Err(Failure::new(format!("{} was not built", peta.display())))
    }
}

fn cargo(shop: &Workshop, dist: &Path) -> Command {
    let mut cargo = shop.command("cargo");
    cargo.args(["build", "--locked", "--release", "--package", "server"]);
    cargo.env("PETA_DIST", dist);
    cargo
}

fn size(file: &Path) -> Result<String, Failure> {
    let bytes = file
        .metadata()
        .map_err(|error| Failure::io(file, &error))?
        .len();
    let tenths = bytes / 100_000;
    Ok(format!("{}.{} MB", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::compiled;

    #[test]
    fn cargo_says_what_it_compiled() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"wire"},"fresh":true}
{"reason":"build-script-executed","package_id":"server"}
{"reason":"compiler-artifact","target":{"name":"peta"},"fresh":false}
{"reason":"build-finished","success":true}"#;
        assert_eq!(compiled(messages), ["peta"]);
    }
}
