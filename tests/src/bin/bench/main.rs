//! `cargo xtask bench [NAME…]`: the figures of docs/PERFORMANCE.md, each
//! beside its budget. Exit 0 only if every budget holds.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks here"
)]

mod ballots;
mod chaos;
mod crowd;
mod first_view;
mod gestures;
mod kiosk;
mod leaflet;
mod live;
mod peers;
mod pocketbase;
mod recount;
mod search;
mod server;
mod table;

use std::{error::Error, process::ExitCode};

use journeys::Outcome;
use table::Figure;

const PARTS: [&str; 9] = [
    "server",
    "first-view",
    "map",
    "search",
    "kiosk",
    "ballots",
    "recount",
    "live",
    "chaos",
];

#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
    let only: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = only.iter().find(|name| !PARTS.contains(&name.as_str())) {
        eprintln!("no part {unknown:?}; there are {}", PARTS.join(", "));
        return ExitCode::FAILURE;
    }
    let mut figures = Vec::new();
    let mut failed = false;
    for part in PARTS {
        if !only.is_empty() && !only.iter().any(|name| name == part) {
            continue;
        }
        eprintln!("measure {part}");
        match measure(part).await {
            Ok(more) => figures.extend(more),
            Err(error) => {
                failed = true;
                eprintln!("  {part}: {}", with_sources(&error));
            }
        }
    }
    table::print(&figures);
    failed |= figures.iter().any(|figure| figure.holds == Some(false));
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

async fn measure(part: &str) -> Outcome<Vec<Figure>> {
    match part {
        "server" => server::measure().await,
        "first-view" => first_view::measure().await,
        "map" => gestures::measure().await,
        "search" => search::measure().await,
        "kiosk" => kiosk::measure().await,
        "ballots" => ballots::measure().await,
        "recount" => recount::measure().await,
        "chaos" => chaos::measure().await,
        _ => live::measure().await,
    }
}

fn with_sources(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}
