//! `peta status`: how everything stands.

use std::{error::Error, fs};

use chrono::{DateTime, Utc};
use serde::Serialize;
use store::{HeadFile, Purpose, SqliteStore, Store as _};
use wire::Phase;

use super::{Database, Outcome, out::say};
use crate::{
    Clock,
    backup::{LastBackup, last_backup},
    organise::{
        hours,
        status::{self, EditionStatus, Status},
        words::{count, grouped},
    },
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// As JSON, for programs.
    #[arg(long)]
    json: bool,
}

/// What `--json` gives.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    status: &'a Status,
    last_backup: Option<LastBackup>,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let status = status::status(&store).await;
    store.close().await;
    let status = status?;
    if arguments.json {
        let told = Told {
            status: &status,
            last_backup: last_backup(&arguments.database.url)?,
        };
        say!("{}", serde_json::to_string_pretty(&told)?);
    } else {
        tell(&status, &arguments.database.url)?;
    }
    Ok(())
}

fn tell(status: &Status, url: &str) -> Result<(), Box<dyn Error>> {
    let now = Clock::system().now();
    match &status.shown {
        Some(shown) => say!("on show: {shown}"),
        None if status.editions.is_empty() => {
            say!("no edition yet: load one with peta import");
        }
        None => say!("on show: nothing; choose with peta show SLUG"),
    }
    match last_backup(url)? {
        Some(it) => say!(
            "last backup: {} UTC, {}, {}",
            it.at.format("%Y-%m-%d %H:%M"),
            hours::distance(it.at, now),
            it.file.display()
        ),
        None => say!("last backup: none is known"),
    }
    for edition in &status.editions {
        tell_edition(edition, url, now)?;
    }
    Ok(())
}

fn tell_edition(it: &EditionStatus, url: &str, now: DateTime<Utc>) -> Result<(), Box<dyn Error>> {
    let at = |moment| {
        let (when, far) = (
            hours::moment(moment, &it.region),
            hours::distance(moment, now),
        );
        format!("{when}, {far}")
    };
    say!("");
    say!("{}", it.slug);
    say!(
        "  phase        {} since {}",
        it.phase.as_str(),
        at(it.phase_since)
    );
    if let Some(opens) = it.opens_at {
        say!("  opens        {}", at(opens));
    }
    match it.closes_at {
        Some(closes) => say!("  closes       {}", at(closes)),
        None if it.phase <= Phase::Voting => say!("  closes       when it is closed by hand"),
        None => {}
    }
    if let Some(until) = voting::final_from(it.phase, it.phase_since, it.objection_days)
        .filter(|_| it.phase == Phase::Objection)
    {
        say!("  final from   {}", at(until));
    }
    say!("  innovations  {}", it.innovations);
    let ballots: u64 = it.ballots.iter().map(|it| it.ballots).sum();
    let void: u64 = it.ballots.iter().map(|it| it.void).sum();
    let channels = it.ballots.iter().filter(|it| it.ballots > 0);
    let channels: Vec<String> = channels
        .map(|it| format!("{} {}", it.channel.as_str(), grouped(it.ballots)))
        .collect();
    say!(
        "  ballots      {}{}{}",
        grouped(ballots),
        if channels.is_empty() {
            String::new()
        } else {
            format!(": {}", channels.join(", "))
        },
        if void > 0 {
            format!("; {} more are void", grouped(void))
        } else {
            String::new()
        },
    );
    if it.codes.batches > 0 {
        say!(
            "  codes        {} of {} used; {} of {} active",
            grouped(it.codes.used),
            grouped(it.codes.codes),
            it.codes.active,
            count(it.codes.batches, "batch"),
        );
    }
    match it.log_size {
        None => say!("  log          empty"),
        Some(size) => {
            let file = HeadFile::beside(url, &it.slug)?;
            let written = fs::metadata(file.path()).and_then(|it| it.modified());
            let head = written.map_or_else(
                |_| format!("there is no head file {}", file.path().display()),
                |it| format!("head kept {}", at(it.into())),
            );
            say!("  log          {}, {head}", count(size, "entry"));
        }
    }
    Ok(())
}
