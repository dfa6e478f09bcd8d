//! The edition of a journey: the sample's folder with other rules.

use std::{
    fs,
    path::{Path, PathBuf},
};

use wire::{EditionSlug, Phase};

use crate::error::{JourneyError, Outcome};

const LIVE: &str = "rule = \"one_per_category\"\nvisibility = \"live\"\n";

/// How a journey's edition differs from the sample.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Lines of `[voting]` in edition.toml, in place of the sample's.
    pub voting: &'static str,
    pub phase: Phase,
}

impl Setup {
    /// Voting is not open yet: codes can be made.
    pub const PREPARING: Self = Self {
        voting: LIVE,
        phase: Phase::Preparing,
    };
}

impl Default for Setup {
    /// Open for votes, with live results.
    fn default() -> Self {
        Self {
            voting: LIVE,
            phase: Phase::Voting,
        }
    }
}

pub(crate) fn copy(from: &Path, to: &Path) -> Outcome {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| JourneyError::File { path, source }
    };
    fs::create_dir_all(to).map_err(failed(to))?;
    for entry in fs::read_dir(from).map_err(failed(from))? {
        let path: PathBuf = entry.map_err(failed(from))?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(failed(&path))?;
        }
    }
    Ok(())
}

/// Puts other lines into `[voting]`, and returns the edition's slug. The
/// sample's hours are left out: a journey is made today, whenever its event was.
pub(crate) fn rewrite(file: &Path, voting: &str) -> Outcome<EditionSlug> {
    let failed = |source| JourneyError::File {
        path: file.to_owned(),
        source,
    };
    let text = fs::read_to_string(file).map_err(failed)?;
    let slug = text
        .lines()
        .find_map(|line| line.strip_prefix("slug")?.trim_start().strip_prefix('='))
        .and_then(|value| value.split('"').nth(1))
        .ok_or_else(|| JourneyError::Content {
            path: file.to_owned(),
            detail: "no line `slug = \"…\"`".to_owned(),
        })?;
    let slug = EditionSlug::from(slug);
    let mut lines = Vec::new();
    let mut in_voting = false;
    for line in text.lines() {
        if line.trim_start().starts_with('[') {
            in_voting = line.trim() == "[voting]";
            lines.push(line);
            if in_voting {
                lines.extend(voting.lines());
                // A journey waits for its own ballot, not for four others.
                lines.push("release_ballots = 1");
            }
        } else if !in_voting {
            lines.push(line);
        }
    }
    fs::write(file, lines.join("\n")).map_err(failed)?;
    Ok(slug)
}
