//! The JavaScript that is written by hand: no warning of esbuild, and types that fit.
//!
//! What runs where is said in `xtask/scripts`: a page knows other things than a worker.

use std::{fs, io, path::Path, process::Stdio};

use serde_json::Value;

use crate::{command, failure::Failure, workshop::Workshop};

const PROJECTS: [&str; 2] = ["xtask/scripts/pages.json", "xtask/scripts/workers.json"];
/// Folders with nothing of ours in them.
const ASIDE: [&str; 5] = ["target", "dist", "node_modules", "vendor", ".git"];

pub(super) fn run(shop: &Workshop) -> Result<(), Failure> {
    let root = shop.root();
    let mut scripts = Vec::new();
    collect(root, root, &mut scripts).map_err(|error| Failure::io(root, &error))?;
    let mut listed = Vec::new();
    for project in PROJECTS {
        let file = root.join(project);
        let text = fs::read_to_string(&file).map_err(|error| Failure::io(&file, &error))?;
        listed.extend(files(&text).map_err(|error| Failure::new(format!("{project}: {error}")))?);
    }
    let mut faults = forgotten(&scripts, &listed);
    faults.extend(warnings(shop, &scripts)?);
    for project in PROJECTS {
        let types = command::run(shop.command("tsc").args(["--project", project]));
        faults.extend(types.err().map(|it| it.to_string()));
    }
    if faults.is_empty() {
        println!("        {} scripts", scripts.len());
        Ok(())
    } else {
        Err(Failure::new(faults.join("\n  ")))
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !ASIDE.contains(&name.as_ref()) {
                collect(root, &path, found)?;
            }
        } else if path.extension().is_some_and(|it| it == "js" || it == "mjs") {
            let path = path.strip_prefix(root).unwrap_or(&path);
            found.push(path.display().to_string());
        }
    }
    found.sort();
    Ok(())
}

/// The scripts that a project of the type checker names, by their path in ours.
fn files(project: &str) -> Result<Vec<String>, String> {
    let project: Value = serde_json::from_str(project).map_err(|error| error.to_string())?;
    let files = project["files"].as_array().ok_or("it names no files")?;
    let files = files.iter().filter_map(Value::as_str);
    Ok(files
        .filter_map(|it| it.strip_prefix("../../"))
        .map(str::to_owned)
        .collect())
}

fn forgotten(scripts: &[String], listed: &[String]) -> Vec<String> {
    let is_missing = |it: &&String| !listed.contains(it);
    let name = |it: &String| format!("{it} is in none of {}", PROJECTS.join(", "));
    scripts.iter().filter(is_missing).map(name).collect()
}

/// What esbuild says of them.
fn warnings(shop: &Workshop, scripts: &[String]) -> Result<Option<String>, Failure> {
    let mut esbuild = shop.command("esbuild");
    let out = shop.target().join("scripts");
    esbuild
        .args(scripts)
        .args(["--log-level=warning", "--log-limit=0", "--outbase=."])
        .arg(format!("--outdir={}", out.display()));
    let output = esbuild
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::new(format!("esbuild: {error}")))?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Ok((!output.status.success() || !said.is_empty()).then_some(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_nobody_checks_is_named() {
        let project = r#"{"files": ["pages.d.ts", "../../crates/a/look.js"]}"#;
        let listed = files(project).expect("a project");
        assert_eq!(listed, ["crates/a/look.js"]);
        let scripts = ["crates/a/look.js".to_owned(), "crates/b/new.js".to_owned()];
        let faults = forgotten(&scripts, &listed);
        assert!(faults.len() == 1 && faults[0].starts_with("crates/b/new.js is in none of"));
        assert!(files("{}").is_err());
    }
}
