//! Fuzz targets: a minute each in `cargo xtask test`, longer for who asks.
//!
//! The engine is libFuzzer; the compiler counts for it which code a run reaches
//! and what is compared there. All of it is to be had on the stable toolchain,
//! so `cargo fuzz` is not needed. Each run starts from the seeds in `fuzz/seeds`.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Stdio,
    sync::Mutex,
    thread,
};

use crate::{command, failure::Failure, setup, workshop::Workshop};

/// As `fuzz/src/lib.rs` names them. The slowest first.
const TARGETS: [&str; 6] = ["folder", "queue", "proof", "code", "checkpoint", "ballot"];

/// How long each runs in `cargo xtask test`, and unless told otherwise.
pub(crate) const SECONDS: u32 = 60;

/// What all chance in `cargo xtask test` is drawn from: it tries the same inputs each
/// time, so a change that has nothing to do with them is not stopped by a finding.
/// `cargo xtask fuzz` tries others each time.
pub(crate) const SEED: u32 = 1;

/// Targets that run beside each other.
const AT_ONCE: usize = 3;

/// What makes the compiler put the engine's counters in.
const COUNTERS: [&str; 6] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// An input may take so many seconds, and all of it so many MiB, or it is a finding. A
/// shared machine that stands still for half a minute is none.
const LIMITS: [&str; 3] = ["-timeout=60", "-rss_limit_mb=512", "-use_value_profile=1"];

/// One target, or all of them; other inputs each time unless there is a `seed`.
pub(crate) fn run(
    shop: &Workshop,
    target: Option<&str>,
    seconds: u32,
    seed: Option<u32>,
) -> Result<(), Failure> {
    let targets: Vec<&str> = match target {
        None => TARGETS.into(),
        Some(name) if TARGETS.contains(&name) => vec![name],
        Some(name) => {
            return Err(Failure::new(format!(
                "no fuzz target {name:?}: there are {}",
                TARGETS.join(", ")
            )));
        }
    };
    setup::ensure(shop, &[&setup::FUZZ])?;
    let programs = build(shop)?;
    let waiting = Mutex::new(targets.into_iter());
    let failed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(target) = waiting.lock().ok().and_then(|mut it| it.next()) {
                    match search(shop, &programs, target, seconds, seed) {
                        Ok(sum) => println!("        {target}: {sum}"),
                        Err(failure) => {
                            println!("        {failure}");
                            failed.lock().into_iter().for_each(|mut it| it.push(target));
                        }
                    }
                }
            });
        }
    });
    match failed.into_inner() {
        Ok(failed) if failed.is_empty() => Ok(()),
        Ok(failed) => Err(Failure::new(format!("broken: {}", failed.join(", ")))),
        Err(_) => Err(Failure::new("a fuzz target could not be watched")),
    }
}

/// The folder with the programs.
fn build(shop: &Workshop) -> Result<PathBuf, Failure> {
    let machine = command::output(shop.command("rustc").arg("-vV"))
        .and_then(|text| {
            text.lines()
                .find_map(|it| it.strip_prefix("host: ").map(str::to_owned))
        })
        .ok_or_else(|| Failure::new("rustc does not say which machine this is"))?;
    // Named, so that build scripts and macros are compiled without counters.
    let arguments = [
        "--profile=fuzz",
        "--features=engine",
        "--bins",
        "--target",
        &machine,
    ];
    let mut cargo = shop.command("cargo");
    cargo
        .args(["build", "--locked", "--quiet", "--package=fuzz"])
        .args(arguments);
    command::run(cargo.env("RUSTFLAGS", COUNTERS.join(" ")))?;
    Ok(shop.target().join(machine).join("fuzz"))
}

/// Looks for bytes that break the target. In one word what came of it.
fn search(
    shop: &Workshop,
    programs: &Path,
    target: &str,
    seconds: u32,
    seed: Option<u32>,
) -> Result<String, Failure> {
    let folder = shop.target().join("fuzzing").join(target);
    let room = folder.join("room");
    fs::create_dir_all(&room).map_err(|error| Failure::io(&room, &error))?;
    let log = folder.join("log");
    let file = File::create(&log).map_err(|error| Failure::io(&log, &error))?;
    let status = shop
        .command(programs.join(target))
        .args(LIMITS)
        .arg(format!("-max_total_time={seconds}"))
        // 0 is another one each time.
        .arg(format!("-seed={}", seed.unwrap_or(0)))
        .arg(format!("-artifact_prefix={}/", folder.display()))
        .arg(format!("-seed_inputs={}", seeds(shop, target)?.join(",")))
        .env("TMPDIR", &room)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file)
        .status()
        .map_err(|error| Failure::new(format!("{target}: {error}")))?;
    fs::remove_dir_all(&room).map_err(|error| Failure::io(&room, &error))?;
    let said = fs::read(&log).map_err(|error| Failure::io(&log, &error))?;
    let said = String::from_utf8_lossy(&said);
    if status.success() {
        return Ok(sum(&said));
    }
    Err(Failure::new(format!(
        "{target} ({status}): {}\n  {}",
        finding(&said),
        log.display()
    )))
}

fn seeds(shop: &Workshop, target: &str) -> Result<Vec<String>, Failure> {
    let folder = shop.root().join("fuzz/seeds").join(target);
    let entries = fs::read_dir(&folder).map_err(|error| Failure::io(&folder, &error))?;
    let mut seeds = entries
        .map(|entry| entry.map(|it| it.path().display().to_string()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Failure::io(&folder, &error))?;
    seeds.sort();
    Ok(seeds)
}

/// `501696 runs in 61 second(s), cov: 2150`: runs, and places that were reached.
fn sum(said: &str) -> String {
    let runs = said
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("Done "));
    let reached = said.lines().rev().find_map(|line| {
        let at = line.find("cov: ")?;
        line[at..].split(" ft:").next()
    });
    format!(
        "{}, {}",
        runs.unwrap_or("no runs"),
        reached.unwrap_or("nothing reached")
    )
}

/// The first word of the panic, and where the input was kept.
fn finding(said: &str) -> String {
    let panic = said
        .lines()
        .skip_while(|line| !line.contains("panicked at"))
        .take(2);
    let kept = said
        .lines()
        .filter_map(|line| line.split_once("Test unit written to "));
    let summary = said.lines().filter(|line| line.starts_with("SUMMARY: "));
    let lines: Vec<&str> = panic
        .chain(summary)
        .chain(kept.map(|(_, file)| file))
        .collect();
    lines.join("\n  ")
}

#[cfg(test)]
mod tests {
    use super::{TARGETS, finding, sum};

    const CRASH: &str = "\
#8411\tNEW    cov: 6589 ft: 31422 corp: 1481/2570Kb lim: 2214 exec/s: 215 rss: 46Mb
thread '<unnamed>' (1) panicked at crates/ledger/src/frame.rs:9:5:
attempt to add with overflow
SUMMARY: libFuzzer: deadly signal
artifact_prefix='target/fuzzing/queue/'; Test unit written to target/fuzzing/queue/crash-2db0
";

    #[test]
    fn says_what_broke_and_where_the_bytes_are() {
        assert_eq!(
            finding(CRASH),
            "thread '<unnamed>' (1) panicked at crates/ledger/src/frame.rs:9:5:\n  \
             attempt to add with overflow\n  SUMMARY: libFuzzer: deadly signal\n  \
             target/fuzzing/queue/crash-2db0"
        );
    }

    #[test]
    fn says_how_far_it_came() {
        let said = "#9\tDONE   cov: 65 ft: 3 corp: 1/25Kb\nDone 501 runs in 21 second(s)\n";
        assert_eq!(sum(said), "501 runs in 21 second(s), cov: 65");
    }

    #[test]
    fn every_program_is_a_target() {
        let manifest = include_str!("../../fuzz/Cargo.toml");
        let mut programs: Vec<&str> = manifest
            .split("[[bin]]\nname = \"")
            .skip(1)
            .filter_map(|it| it.split('"').next())
            .collect();
        programs.sort_unstable();
        let mut targets = TARGETS;
        targets.sort_unstable();
        assert_eq!(programs, targets);
    }
}
