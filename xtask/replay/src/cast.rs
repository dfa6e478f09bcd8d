//! Casting: each row of VOTES becomes a signed ballot and goes over HTTP.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use hyper::{StatusCode, body::Bytes};
use ledger::Credential;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::{
    sync::Mutex,
    task::JoinSet,
    time::{Interval, interval},
};
use wire::{Channel, EditionSlug, Hash, Hex, InnovationId, Manifest, Mark, Problem, ProblemCode};

use crate::{
    connection::{Connection, ConnectionError},
    pabulib::Vote,
};

/// What every ballot of one election needs.
pub struct Booth {
    edition: EditionSlug,
    manifest: Hash,
    /// By project.
    marks: Vec<Mark>,
    votes: Vec<Vote>,
}

/// What came of casting all rows.
#[derive(Debug, Default)]
pub struct Outcome {
    pub accepted: usize,
    /// By row.
    pub refused: BTreeMap<usize, Refusal>,
    /// From the first ballot that was sent to the last answer.
    pub elapsed: Duration,
    /// The position of each ballot that was taken, and when its receipt was there.
    pub receipts: Vec<(u64, Instant)>,
}

/// What of a receipt is looked at.
#[derive(Deserialize)]
struct Taken {
    position: u64,
}

/// Why the server did not take a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    pub code: ProblemCode,
    pub detail: String,
}

/// Casting could not go on.
#[derive(Debug, thiserror::Error)]
pub enum CastError {
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    #[error("GET /api/v1/manifest: status {0}")]
    NoManifest(StatusCode),
    #[error("the manifest is not the JSON that was expected")]
    Manifest(serde_json::Error),
    #[error("the manifest has no contest with {0}")]
    NotOnBallot(InnovationId),
    #[error("a ballot can't be written as JSON")]
    Ballot(serde_json::Error),
    #[error("row {row}: status {status}")]
    NoProblem { row: usize, status: StatusCode },
    #[error("a sender stopped")]
    Sender(#[from] tokio::task::JoinError),
}

impl Booth {
    /// Reads the manifest, as a voter's browser would.
    ///
    /// `projects` are the innovations that `Vote::projects` names by index.
    pub async fn open(
        server: SocketAddr,
        projects: &[InnovationId],
        votes: Vec<Vote>,
    ) -> Result<Self, CastError> {
        let (status, bytes) = Connection::new(server).get("/api/v1/manifest").await?;
        if status != StatusCode::OK {
            return Err(CastError::NoManifest(status));
        }
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(CastError::Manifest)?;
        let marks = projects
            .iter()
            .map(|id| mark(&manifest, id).ok_or_else(|| CastError::NotOnBallot(id.clone())))
            .collect::<Result<_, _>>()?;
        let hash = ledger::manifest_hash(&bytes);
        Ok(Self {
            edition: manifest.edition,
            manifest: hash,
            marks,
            votes,
        })
    }

    /// A mark for the project at that index.
    pub fn mark(&self, project: usize) -> Mark {
        self.marks[project]
    }

    /// The signed ballot of one row, as the bytes that are sent. Marks are in
    /// canonical order; what stands twice in the row stands twice on it.
    fn ballot(&self, row: usize) -> Result<Bytes, CastError> {
        let mut marks: Vec<Mark> = self.votes[row]
            .marks()
            .map(|(project, value)| Mark {
                value,
                ..self.marks[project]
            })
            .collect();
        marks.sort_unstable();
        // A fresh database each time: a number is as good as chance, and repeatable.
        let number = |what: &str| -> [u8; 32] {
            Sha256::new()
                .chain_update(what)
                .chain_update(row.to_be_bytes())
                .finalize()
                .into()
        };
        let ballot = Credential::from_seed(number("seed")).cast(
            self.edition.clone(),
            self.manifest,
            1,
            Channel::Device,
            Hex(number("salt")),
            marks,
        );
        serde_json::to_vec(&ballot)
            .map(Bytes::from)
            .map_err(CastError::Ballot)
    }
}

fn mark(manifest: &Manifest, id: &InnovationId) -> Option<Mark> {
    let number = manifest
        .innovations
        .iter()
        .find(|one| one.id == *id)?
        .number;
    let contest = manifest
        .contests
        .iter()
        .position(|one| one.numbers.contains(&number))?;
    Some(Mark {
        contest: u16::try_from(contest).ok()?,
        number,
        value: 1,
    })
}

/// Casts every row once, over that many connections at the same time.
///
/// All ballots are signed first: a voter's own device does that, so its time is
/// not the server's. Takes about a kilobyte of memory for each.
pub async fn all(
    booth: Arc<Booth>,
    server: SocketAddr,
    connections: usize,
) -> Result<Outcome, CastError> {
    paced(booth, server, connections, None).await
}

/// The same with `each` between two ballots: a crowd that votes steadily.
pub async fn paced(
    booth: Arc<Booth>,
    server: SocketAddr,
    connections: usize,
    each: Option<Duration>,
) -> Result<Outcome, CastError> {
    let ballots = tokio::task::spawn_blocking(move || sign(&booth)).await??;
    let ballots = Arc::new(ballots);
    let next = Arc::new(AtomicUsize::new(0));
    let pace = each.map(|each| Arc::new(Mutex::new(interval(each))));
    let start = Instant::now();
    let mut senders = JoinSet::new();
    for _ in 0..connections.max(1) {
        senders.spawn(send(
            Arc::clone(&ballots),
            server,
            Arc::clone(&next),
            pace.clone(),
        ));
    }
    let mut outcome = Outcome::default();
    while let Some(part) = senders.join_next().await {
        let part = part??;
        outcome.accepted += part.accepted;
        outcome.refused.extend(part.refused);
        outcome.receipts.extend(part.receipts);
    }
    outcome.elapsed = start.elapsed();
    Ok(outcome)
}

/// Casts one row after another.
pub struct Sender {
    booth: Arc<Booth>,
    connection: Connection,
}

impl Sender {
    pub fn new(booth: Arc<Booth>, server: SocketAddr) -> Self {
        Self {
            booth,
            connection: Connection::new(server),
        }
    }

    /// Returns when the server has taken the row's ballot; that it refuses it
    /// is an error here.
    pub async fn cast(&mut self, row: usize) -> Result<(), CastError> {
        let ballot = self.booth.ballot(row)?;
        let (status, _) = self.connection.post("/api/v1/ballots", ballot).await?;
        if status.is_success() {
            Ok(())
        } else {
            Err(CastError::NoProblem { row, status })
        }
    }
}

/// The ballots of all rows, in their order; made on all processors.
fn sign(booth: &Booth) -> Result<Vec<Bytes>, CastError> {
    let rows = booth.votes.len();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = rows.div_ceil(threads).max(1);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..rows)
            .step_by(share)
            .map(|first| {
                let rows = first..rows.min(first + share);
                scope.spawn(move || rows.map(|row| booth.ballot(row)).collect::<Vec<_>>())
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| match thread.join() {
                Ok(ballots) => ballots,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

/// One sender: takes the next row until there is none.
async fn send(
    ballots: Arc<Vec<Bytes>>,
    server: SocketAddr,
    next: Arc<AtomicUsize>,
    pace: Option<Arc<Mutex<Interval>>>,
) -> Result<Outcome, CastError> {
    let mut connection = Connection::new(server);
    let mut outcome = Outcome::default();
    loop {
        if let Some(pace) = &pace {
            pace.lock().await.tick().await;
        }
        let row = next.fetch_add(1, Ordering::Relaxed);
        let Some(ballot) = ballots.get(row) else {
            return Ok(outcome);
        };
        let (status, body) = connection.post("/api/v1/ballots", ballot.clone()).await?;
        let no_problem = |_| CastError::NoProblem { row, status };
        if status.is_success() {
            let Taken { position } = serde_json::from_slice(&body).map_err(no_problem)?;
            outcome.receipts.push((position, Instant::now()));
            outcome.accepted += 1;
            continue;
        }
        let problem: Problem = serde_json::from_slice(&body).map_err(no_problem)?;
        let detail = problem
            .errors
            .first()
            .map_or(problem.detail, |error| error.detail.clone());
        let refusal = Refusal {
            status: status.as_u16(),
            code: problem.code,
            detail,
        };
        outcome.refused.insert(row, refusal);
    }
}
