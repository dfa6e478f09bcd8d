//! An edition folder like that of an organiser: the sample's, mended here and there,
//! and a database beside it.

use std::{fs, path::PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use tempfile::TempDir;

use crate::process::peta;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/belitung-timur");
const SLUG: &str = "belitung-timur-2026";

pub(crate) struct Folder {
    folder: TempDir,
    slug: String,
}

impl Folder {
    /// A real event: without what is left over from the sample.
    pub(crate) fn new() -> Self {
        let mut folder = Self::sample();
        folder.rename("pekan-kita");
        for (old, new) in [
            ("example = true", "example = false"),
            ("release_ballots = 1\n", ""),
            ("bappelitbangda@contoh.go.id", "kantor@beltim.go.id"),
        ] {
            folder.settings(old, new);
        }
        folder
    }

    /// As it is copied.
    pub(crate) fn sample() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let edition = folder.path().join("edition");
        fs::create_dir_all(edition.join("media")).expect("a folder");
        for name in [
            "edition.toml",
            "categories.csv",
            "innovations.csv",
            "areas.geojson",
        ] {
            fs::copy(format!("{SAMPLE}/{name}"), edition.join(name)).expect("the sample");
        }
        for file in fs::read_dir(format!("{SAMPLE}/media")).expect("the sample") {
            let file = file.expect("a file");
            fs::copy(file.path(), edition.join("media").join(file.file_name())).expect("a file");
        }
        Self {
            folder,
            slug: SLUG.to_owned(),
        }
    }

    pub(crate) fn slug(&self) -> &str {
        &self.slug
    }

    pub(crate) fn rename(&mut self, slug: &str) {
        let line = |slug: &str| format!("slug = \"{slug}\"");
        self.settings(&line(&self.slug), &line(slug));
        slug.clone_into(&mut self.slug);
    }

    pub(crate) fn url(&self) -> String {
        format!("sqlite:{}", self.folder.path().join("peta.db").display())
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a text of edition.toml in another one's place.
    pub(crate) fn settings(&self, old: &str, new: &str) {
        self.change("edition.toml", |text| {
            assert!(text.contains(old), "{old}: {text}");
            text.replace(old, new)
        });
    }

    pub(crate) fn change(&self, file: &str, change: impl FnOnce(&str) -> String) {
        let path = self.at("edition").join(file);
        let text = fs::read_to_string(&path).expect("a text");
        fs::write(&path, change(&text)).expect("a writable folder");
    }

    /// Hours of voting, in place of those that are there.
    pub(crate) fn hours(&self, opens: Option<DateTime<Utc>>, closes: Option<DateTime<Utc>>) {
        self.change("edition.toml", |text| {
            let lines = text
                .lines()
                .filter(|it| !it.starts_with("opens_at") && !it.starts_with("closes_at"));
            let mut lines: Vec<String> = lines.map(String::from).collect();
            let voting = lines.iter().position(|it| it == "[voting]");
            let at = voting.expect("a table for the vote") + 1;
            for (key, moment) in [("opens_at", opens), ("closes_at", closes)] {
                let moment = moment.map(|it| it.to_rfc3339_opts(SecondsFormat::Secs, true));
                lines.splice(at..at, moment.map(|it| format!("{key} = \"{it}\"")));
            }
            lines.join("\n")
        });
    }

    pub(crate) async fn import(&self) -> (bool, String) {
        let folder = self.at("edition").display().to_string();
        peta(&["import", "--database", &self.url(), &folder]).await
    }

    /// A command with this database, and more arguments.
    pub(crate) async fn run(&self, command: &[&str], more: &[&str]) -> (bool, String) {
        let url = self.url();
        peta(&[command, &["--database", &url], more].concat()).await
    }

    /// Moves the edition on, and says yes.
    pub(crate) async fn phase(&self, phase: &str) -> (bool, String) {
        let slug = self.slug();
        match phase {
            "voting" => self.run(&["open"], &[slug, "--yes", slug]).await,
            _ => self.run(&["phase"], &[slug, phase, "--yes", slug]).await,
        }
    }

    /// The phase that the edition is in.
    pub(crate) async fn is_in(&self) -> String {
        let (done, said) = self.run(&["status"], &["--json"]).await;
        assert!(done, "{said}");
        let status: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let editions = status["editions"].as_array().expect("editions");
        let mut editions = editions.iter().filter(|it| it["slug"] == self.slug());
        let phase = editions.next().expect("the edition")["phase"].as_str();
        phase.expect("a phase").to_owned()
    }
}
