//! Ten thousand listeners while two hundred ballots a second arrive, a server
//! that dies under them, and a thousand who never read.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use journeys::{JourneyError, Outcome, peta};
use replay::{
    cast::{self, Booth},
    connection::Connection,
    folder,
    pabulib::{Election, Project, Vote},
    peta::{Peta, Server},
};
use tokio::time::{sleep, timeout};
use wire::{EditionSlug, Phase};

use crate::{crowd::Crowd, peers, server::kibibytes, table::Figure};

const LISTENERS: usize = 10_000;
const DEAF: usize = 1_000;
pub(crate) const PROJECTS: usize = 48;
/// Between two ballots: 200 a second.
const EACH: Duration = Duration::from_millis(5);
const FOR: Duration = Duration::from_mins(5);
/// The most that anything may take before the measurement ends.
const PATIENCE: Duration = Duration::from_mins(2);

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let scratch = tempfile::tempdir().map_err(JourneyError::Network)?;
    let slug = EditionSlug::from("bench");
    let edition = scratch.path().join("edition");
    // While the deaf ones are waited for, votes go on.
    let ballots = (FOR + PATIENCE).as_millis() / EACH.as_millis();
    let election = election(usize::try_from(ballots).unwrap_or(0));
    folder::write(&edition, &election, &slug, wire::Rule::Approval { max: 1 })?;
    let peta = Peta::new(peta()?, scratch.path().join("bench.db"));
    peta.import(&edition).await?;
    peta.phase(&slug, Phase::Voting).await?;
    let server = peta.serve().await?;
    let address = server.address();
    let crowd = Crowd::gather(address, LISTENERS, Duration::from_micros(500), 0).await;
    until(|| crowd.seen.connected() == LISTENERS).await;
    let ids: Vec<_> = (0..PROJECTS).map(folder::id).collect();
    let booth = Booth::open(address, &ids, election.votes).await?;
    let casting = tokio::spawn(cast::paced(Arc::new(booth), address, 32, Some(EACH)));
    crowd.seen.forget();
    let worked = peers::worked(server.process());
    let mut fewest = LISTENERS;
    let begun = Instant::now();
    while begun.elapsed() < FOR {
        sleep(Duration::from_secs(1)).await;
        fewest = fewest.min(crowd.seen.connected());
    }
    let busy = (peers::worked(server.process()) - worked) / FOR.as_secs_f64();
    let (p50, p99) = (
        crowd.seen.delays.within(0.5),
        crowd.seen.delays.within(0.99),
    );
    let rate = crowd.seen.delays.count() as f64 / FOR.as_secs_f64() / LISTENERS as f64;
    let bytes = crowd.seen.bytes() as f64 / FOR.as_secs_f64() / LISTENERS as f64;
    let memory = kibibytes(server.peak_memory()) / 1024.0;
    eprintln!("  {} connections were refused", crowd.seen.refused());

    let begun = Instant::now();
    let deaf = Crowd::deaf(address, DEAF).await;
    let all = LISTENERS + DEAF;
    until_async(async || listeners(address).await.is_ok_and(|it| it == all)).await;
    until_async(async || listeners(address).await.is_ok_and(|it| it <= LISTENERS)).await;
    let dropped = begun.elapsed();
    drop(deaf);

    casting.abort();
    let (back, again) = restart(&peta, server, &crowd).await?;
    drop((crowd, again));
    let count = |it: usize| u32::try_from(it).map_or(f64::NAN, f64::from);
    let mut figures = vec![
        Figure::at_least(
            "listeners, all the time",
            count(fewest),
            count(LISTENERS),
            "",
        ),
        Figure::plain("snapshots for each", rate, "/s"),
        Figure::plain("bytes for each", bytes, "B/s"),
        Figure::plain("from its making to a listener, median", p50, "ms"),
        Figure::at_most("the same, p99, with 200 ballots/s", p99, 500.0, "ms"),
        Figure::at_most("server, highest memory", memory, 300.0, "MiB"),
        Figure::plain("server, processors in use", busy, ""),
        Figure::at_most(
            "1,000 who never read, until they are dropped",
            dropped.as_secs_f64(),
            60.0,
            "s",
        ),
        Figure::at_most(
            "all listeners back after a restart",
            back.as_secs_f64(),
            30.0,
            "s",
        ),
    ];
    figures.extend(peers::measure().await?);
    Ok(figures)
}

/// Kills the server and starts another at the same address.
async fn restart(peta: &Peta, server: Server, crowd: &Crowd) -> Outcome<(Duration, Server)> {
    let address = server.address();
    server.kill().await.map_err(JourneyError::Network)?;
    until(|| crowd.seen.connected() == 0).await;
    let begun = Instant::now();
    let again = peta.serve_at(address).await?;
    until(|| crowd.seen.connected() == LISTENERS).await;
    Ok((begun.elapsed(), again))
}

/// What the server says: the listeners that hold a place.
async fn listeners(server: std::net::SocketAddr) -> Outcome<usize> {
    let (_, body) = Connection::new(server)
        .get("/api/v1/metrics")
        .await
        .map_err(|error| JourneyError::broken(error.to_string()))?;
    let text = String::from_utf8_lossy(&body).into_owned();
    text.lines()
        .find_map(|line| line.strip_prefix("peta_listeners ")?.parse().ok())
        .ok_or_else(|| JourneyError::broken("the metrics don't name listeners"))
}

pub(crate) async fn until(mut holds: impl FnMut() -> bool) {
    until_async(async || holds()).await;
}

/// Waits, but not for ever: the figure then misses its budget.
async fn until_async(mut holds: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !holds().await {
            sleep(Duration::from_millis(100)).await;
        }
    };
    if timeout(PATIENCE, waiting).await.is_err() {
        eprintln!("  gave up after {} s", PATIENCE.as_secs());
    }
}

pub(crate) fn election(ballots: usize) -> Election {
    let project = |at: usize| Project {
        id: at.to_string(),
        name: format!("Inovasi {at}"),
        votes: None,
        score: None,
    };
    let vote = |at: usize| Vote {
        voter: at.to_string(),
        projects: vec![at * 31 % PROJECTS],
        values: Vec::new(),
    };
    Election {
        meta: std::iter::empty().collect(),
        projects: (0..PROJECTS).map(project).collect(),
        votes: (0..ballots).map(vote).collect(),
    }
}
