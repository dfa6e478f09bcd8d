//! Casting as many ballots as Wroclaw did in 2015: 131,778 with one mark each
//! over 257 innovations. Marks are spread evenly here; for the real ones, see
//! `cargo xtask replay`.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use journeys::{JourneyError, Outcome, peta};
use replay::{
    cast::{self, Booth},
    connection::{Connection, ConnectionError},
    folder,
    pabulib::{self, Election, Project},
    peta::{Peta, Server},
};
use wire::{EditionSlug, Phase, Rule};

use crate::{
    server::{kibibytes, milliseconds},
    table::Figure,
};

pub(crate) const BALLOTS: usize = 131_778;
const PROJECTS: usize = 257;
const CONNECTIONS: usize = 512;
/// Entries of the log before the first ballot: manifest and open.
const EVENTS: u64 = 2;
const LOOK: Duration = Duration::from_millis(20);

/// A vote with all ballots in, still open.
pub(crate) struct Vote {
    pub(crate) peta: Peta,
    pub(crate) slug: EditionSlug,
    pub(crate) server: Server,
    elapsed: Duration,
    /// The longest that a ballot waited, once acknowledged, for a signed head that
    /// has it.
    inclusion: Duration,
}

impl Vote {
    pub(crate) async fn cast(folder: &Path) -> Outcome<Self> {
        let election = election();
        let slug = EditionSlug::from("bench");
        let edition = folder.join("edition");
        folder::write(&edition, &election, &slug, Rule::Approval { max: 1 })?;
        let peta = Peta::new(peta()?, folder.join("bench.db"));
        peta.import(&edition).await?;
        peta.phase(&slug, Phase::Voting).await?;
        let server = peta.serve().await?;
        let ids: Vec<_> = (0..PROJECTS).map(folder::id).collect();
        let booth = Booth::open(server.address(), &ids, election.votes).await?;
        let heads = tokio::spawn(heads(server.address()));
        let outcome = cast::all(Arc::new(booth), server.address(), CONNECTIONS).await?;
        let heads = heads
            .await
            .map_err(|error| JourneyError::broken(error.to_string()))??;
        if outcome.accepted != BALLOTS {
            return Err(JourneyError::broken(format!(
                "{} ballots accepted",
                outcome.accepted
            )));
        }
        Ok(Self {
            peta,
            slug,
            server,
            elapsed: outcome.elapsed,
            inclusion: inclusion(&outcome.receipts, &heads)?,
        })
    }
}

/// Heads of the public log as they are shown, until all ballots are in.
async fn heads(server: SocketAddr) -> Result<Vec<(u64, Instant)>, ConnectionError> {
    let mut connection = Connection::new(server);
    let mut heads = Vec::new();
    loop {
        let (_, note) = connection.get("/log/checkpoint").await?;
        let size = std::str::from_utf8(&note).ok().and_then(|it| {
            let size: u64 = it.lines().nth(1)?.parse().ok()?;
            size.checked_sub(EVENTS)
        });
        if let Some(size) = size {
            heads.push((size, Instant::now()));
            if size >= BALLOTS as u64 {
                return Ok(heads);
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Ballots come into the log in the order of their positions.
fn inclusion(receipts: &[(u64, Instant)], heads: &[(u64, Instant)]) -> Outcome<Duration> {
    let waited = receipts.iter().map(|(position, taken)| {
        let with = heads.partition_point(|(size, _)| size < position);
        let (_, shown) = heads.get(with)?;
        Some(shown.saturating_duration_since(*taken))
    });
    let longest: Option<Vec<Duration>> = waited.collect();
    longest
        .and_then(|it| it.into_iter().max())
        .ok_or_else(|| JourneyError::broken("a ballot never came into the log"))
}

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let scratch = tempfile::tempdir().map_err(JourneyError::Network)?;
    let vote = Vote::cast(scratch.path()).await?;
    let peak = kibibytes(vote.server.peak_memory()) / 1024.0;
    vote.server.kill().await.map_err(JourneyError::Network)?;
    let again = vote.peta.serve().await?;
    let ballots = u32::try_from(BALLOTS).map_or(f64::NAN, f64::from);
    Ok(vec![
        Figure::at_least(
            "ballots acknowledged, sender on the same machine",
            ballots / vote.elapsed.as_secs_f64(),
            5000.0,
            "/s",
        ),
        Figure::at_most(
            "the same, longest until the signed log has a ballot (2 intervals)",
            vote.inclusion.as_secs_f64(),
            2.0,
            "s",
        ),
        Figure::at_most("server, highest memory while casting", peak, 150.0, "MiB"),
        Figure::at_most(
            &format!("server, start until ready with {BALLOTS} ballots"),
            milliseconds(again.ready_after()),
            1000.0,
            "ms",
        ),
    ])
}

fn election() -> Election {
    let project = |at: usize| Project {
        id: at.to_string(),
        name: format!("Project {at}"),
        votes: None,
        score: None,
    };
    let vote = |at: usize| pabulib::Vote {
        voter: at.to_string(),
        projects: vec![at * 31 % PROJECTS],
        values: Vec::new(),
    };
    Election {
        meta: BTreeMap::new(),
        projects: (0..PROJECTS).map(project).collect(),
        votes: (0..BALLOTS).map(vote).collect(),
    }
}
