//! A thousand listeners and twenty ballots a second, at ours and at `PocketBase`,
//! one after the other: how long it takes from sending a ballot until a
//! listener knows, and what it costs the server.

use std::{fs, path::PathBuf, sync::Arc, time::Duration};

use journeys::{JourneyError, Outcome, peta};
use replay::{
    cast::{self, Booth},
    folder,
    peta::Peta,
};
use tokio::time::{interval, sleep};
use wire::{EditionSlug, Phase};

use crate::{
    crowd::Crowd,
    live::{PROJECTS, election, until},
    pocketbase::PocketBase,
    table::Figure,
};

const LISTENERS: usize = 1_000;
const CASTS: usize = 600;
/// Between two ballots: 20 a second.
const EACH: Duration = Duration::from_millis(50);

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let mut figures = ours().await?;
    figures.extend(theirs().await?);
    Ok(figures)
}

async fn ours() -> Outcome<Vec<Figure>> {
    let scratch = tempfile::tempdir().map_err(JourneyError::Network)?;
    let slug = EditionSlug::from("bench");
    let edition = scratch.path().join("edition");
    let election = election(CASTS);
    folder::write(&edition, &election, &slug, wire::Rule::Approval { max: 1 })?;
    let peta = Peta::new(peta()?, scratch.path().join("bench.db"));
    peta.import(&edition).await?;
    peta.phase(&slug, Phase::Voting).await?;
    let server = peta.serve().await?;
    let address = server.address();
    let crowd = Crowd::gather(address, LISTENERS, Duration::from_micros(500), CASTS).await;
    until(|| crowd.seen.connected() == LISTENERS).await;
    let ids: Vec<_> = (0..PROJECTS).map(folder::id).collect();
    let booth = Booth::open(address, &ids, election.votes).await?;
    let before = worked(server.process());
    let mut sender = cast::Sender::new(Arc::new(booth), address);
    let mut pace = interval(EACH);
    for ballot in 0..CASTS {
        pace.tick().await;
        crowd.seen.sends(ballot);
        sender.cast(ballot).await?;
    }
    sleep(Duration::from_secs(2)).await;
    let delays = &crowd.seen.since_cast;
    eprintln!(
        "  ours: {} of {} ballots were told",
        delays.count(),
        LISTENERS * CASTS
    );
    Ok(rows(
        "ours",
        [delays.within(0.5), delays.within(0.99)],
        server.process(),
        before,
    ))
}

async fn theirs() -> Outcome<Vec<Figure>> {
    let program = std::env::var_os("POCKETBASE").map(PathBuf::from);
    let Some(program) = program.filter(|it| it.is_file()) else {
        return Err(JourneyError::broken("PocketBase is not here"));
    };
    let server = PocketBase::start(program).await?;
    let before = worked(Some(server.process()));
    let delays = server.measure(LISTENERS, CASTS, EACH).await?;
    Ok(rows(
        "PocketBase",
        [delays.within(0.5), delays.within(0.99)],
        Some(server.process()),
        before,
    ))
}

fn rows(who: &str, [p50, p99]: [f64; 2], process: Option<u32>, before: f64) -> Vec<Figure> {
    let what = format!("{who}, {LISTENERS} listeners, 20 ballots/s");
    let memory = status(process, "VmHWM:") / 1024.0;
    vec![
        Figure::plain(&format!("{what}, ballot to listener, median"), p50, "ms"),
        Figure::plain(&format!("{what}, p99"), p99, "ms"),
        Figure::plain(
            &format!("{what}, processor time"),
            worked(process) - before,
            "s",
        ),
        Figure::plain(&format!("{what}, highest memory"), memory, "MiB"),
    ]
}

/// Seconds of processor time that a process has used; not a number off Linux.
pub(crate) fn worked(process: Option<u32>) -> f64 {
    let seconds = || {
        let stat = fs::read_to_string(format!("/proc/{}/stat", process?)).ok()?;
        // After the name, which ends with a bracket: utime and stime are the
        // 12th and 13th, in hundredths of a second.
        let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
        Some((ticks(11)? + ticks(12)?) / 100.0)
    };
    seconds().unwrap_or(f64::NAN)
}

fn status(process: Option<u32>, key: &str) -> f64 {
    let kibibytes = || {
        let status = fs::read_to_string(format!("/proc/{}/status", process?)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(key))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    kibibytes().unwrap_or(f64::NAN)
}
