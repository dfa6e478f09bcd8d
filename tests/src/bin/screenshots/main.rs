//! `cargo xtask screenshots [NAME…]`: every page, on four screens, in both
//! themes, as docs/screenshots/PAGE-WIDTH-THEME.webp, and the event floor
//! (`kiosk`, `screen`) on its own. With names, only those.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks here"
)]

mod floor;

use std::{error::Error, fs, path::PathBuf, process::ExitCode};

use base64::{Engine, engine::general_purpose::STANDARD};
use journeys::{Browser, Outcome, Screen, Setup, Site, Texts, Theme, Visitor, root};
use serde_json::json;

const SCREENS: [Screen; 4] = [
    Screen::PHONE,
    Screen::TABLET,
    Screen::LAPTOP,
    Screen::DESKTOP,
];

/// All together may weigh this much, in bytes.
const LIMIT: u64 = 6_000_000;

#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
    let only: Vec<String> = std::env::args().skip(1).collect();
    match take(&only).await {
        Ok(bytes) if bytes <= LIMIT => {
            println!("docs/screenshots weighs {} KB", bytes / 1000);
            ExitCode::SUCCESS
        }
        Ok(bytes) => {
            eprintln!(
                "docs/screenshots weighs {} KB: more than {}",
                bytes / 1000,
                LIMIT / 1000
            );
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            if let Some(source) = error.source() {
                eprintln!("  {source}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Where pictures are kept.
pub(crate) struct Album {
    folder: PathBuf,
    /// Only these; all, if there are none.
    only: Vec<String>,
}

impl Album {
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == name)
    }

    fn file(&self, source: std::io::Error) -> journeys::JourneyError {
        journeys::JourneyError::File {
            path: self.folder.clone(),
            source,
        }
    }

    /// Takes a picture of what the visitor sees now.
    pub(crate) async fn take(&self, visitor: &Visitor, name: &str) -> Outcome {
        let picture = picture(visitor).await?;
        let name = format!("{name}.webp");
        println!("{name} {} KB", picture.len() / 1000);
        fs::write(self.folder.join(name), picture).map_err(|error| self.file(error))
    }

    fn weight(&self) -> Outcome<u64> {
        let mut bytes = 0;
        for entry in fs::read_dir(&self.folder).map_err(|error| self.file(error))? {
            bytes += entry
                .and_then(|entry| entry.metadata())
                .map_err(|error| self.file(error))?
                .len();
        }
        Ok(bytes)
    }
}

async fn take(only: &[String]) -> Outcome<u64> {
    let album = Album {
        folder: root().join("docs/screenshots"),
        only: only.to_vec(),
    };
    fs::create_dir_all(&album.folder).map_err(|error| album.file(error))?;
    residents(&album).await?;
    floor::kiosk(&album).await?;
    floor::big_screen(&album).await?;
    album.weight()
}

async fn residents(album: &Album) -> Outcome {
    let site = Site::open(Setup::default()).await?;
    site.votes_from_others(160).await?;
    let visitor = Visitor::arrive(Browser::Chromium, Screen::PHONE, site.url("")).await?;
    let pages = prepare(&visitor, &site).await?;
    for theme in Theme::ALL {
        visitor.theme(theme).await?;
        for screen in SCREENS {
            visitor.screen(screen).await?;
            for (name, path) in pages.iter().filter(|(name, _)| album.wants(name)) {
                visitor.open(path).await?;
                visitor.settle().await?;
                let name = format!("{name}-{}-{}", screen.width, theme.as_str());
                album.take(&visitor, &name).await?;
            }
        }
    }
    visitor.leave().await
}

/// Casts a ballot and picks on, so that every page has something to show.
async fn prepare(visitor: &Visitor, site: &Site) -> Outcome<Vec<(&'static str, String)>> {
    let texts = Texts::of("id")?;
    let cards = site.cards().await?;
    for card in [&cards[0], &cards[11], &cards[23]] {
        visitor.open(&format!("/innovations/{}", card.slug)).await?;
        visitor.pick(card).await?;
    }
    visitor.go_to_ballot(&texts).await?;
    visitor.cast(&texts).await?;
    visitor.ballot_is("stored").await?;
    let longest = cards
        .iter()
        .max_by_key(|card| card.name.chars().count())
        .unwrap_or(&cards[0]);
    Ok(vec![
        ("home", "/".to_owned()),
        ("selected", format!("/?selected={}", longest.slug)),
        ("board", "/board".to_owned()),
        ("search", "/board?q=laut".to_owned()),
        ("innovation", format!("/innovations/{}", longest.slug)),
        ("ballot", "/ballot".to_owned()),
        ("results", "/results".to_owned()),
        ("about", "/about".to_owned()),
        ("english", "/?lang=en".to_owned()),
    ])
}

async fn picture(visitor: &Visitor) -> Outcome<Vec<u8>> {
    let parameters = json!({ "format": "webp", "quality": 72 });
    let answer = visitor
        .driver()
        .cdp()
        .send_raw("Page.captureScreenshot", parameters)
        .await?;
    let text = answer["data"].as_str().unwrap_or_default();
    STANDARD
        .decode(text)
        .map_err(|error| journeys::JourneyError::broken(error.to_string()))
}
