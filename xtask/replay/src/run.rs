//! One file, from reading to the comparison.

use std::{
    collections::BTreeSet,
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use hyper::StatusCode;
use tokio::time::sleep;
use wire::{EditionSlug, Phase, Standings};

use crate::{
    cast::{self, Booth, CastError, Outcome},
    compare::{self, Difference},
    connection::{Connection, ConnectionError},
    folder,
    pabulib::{Election, PabulibError},
    peta::{Peta, PetaError},
    preflib::{self, PreflibError},
    pure,
};

/// How long the server may take to notice that voting has closed.
const CLOSE: Duration = Duration::from_secs(30);

/// How long it may take to count everything again and publish the result.
const RESULT: Duration = Duration::from_mins(3);

/// What came of one file that was cast and counted.
#[derive(Debug)]
pub struct Report {
    pub name: String,
    pub election: Election,
    pub outcome: Outcome,
    pub differences: Vec<Difference>,
    /// Of the pure tally.
    pub pure: Vec<Difference>,
    /// The ballots that the server says it has counted.
    pub counted: u64,
    /// The server's highest memory use, KiB. `None` off Linux.
    pub peak_memory: Option<u64>,
}

/// A file could not be replayed to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    #[error("reading {}", file.display())]
    Read {
        file: PathBuf,
        source: std::io::Error,
    },
    #[error("{name}: not a Pabulib file")]
    Pabulib { name: String, source: PabulibError },
    #[error("{name}: not a PrefLib file")]
    Preflib { name: String, source: PreflibError },
    #[error("a temporary folder")]
    Folder(#[source] std::io::Error),
    #[error(transparent)]
    Edition(#[from] folder::FolderError),
    #[error(transparent)]
    Peta(#[from] PetaError),
    #[error(transparent)]
    Cast(#[from] CastError),
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    #[error("the server did not notice the close: it says {0:?}")]
    StillOpen(Phase),
    #[error("the server published no result")]
    NoResult,
}

impl Report {
    pub fn is_equal(&self) -> bool {
        self.differences.is_empty()
            && usize::try_from(self.counted) == Ok(self.outcome.accepted)
            && self.outcome.accepted + self.outcome.refused.len() == self.election.votes.len()
    }

    /// Whether it stands in the way of success.
    pub fn is_failure(&self) -> bool {
        !self.is_equal() || !self.pure.is_empty()
    }

    pub fn votes_per_second(&self) -> u128 {
        let milliseconds = self.outcome.elapsed.as_millis().max(1);
        self.election.votes.len() as u128 * 1000 / milliseconds
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |is_equal| if is_equal { "equal" } else { "DIFFERENT" };
        write!(
            f,
            "{} ballots={} accepted={} rejected={} votes_per_s={} tally={} pure={}",
            self.name,
            self.election.votes.len(),
            self.outcome.accepted,
            self.outcome.refused.len(),
            self.votes_per_second(),
            word(self.is_equal()),
            word(self.pure.is_empty()),
        )?;
        if let Some(kibibytes) = self.peak_memory {
            write!(f, " memory_mib={}", kibibytes.div_ceil(1024))?;
        }
        for (row, refusal) in &self.outcome.refused {
            let voter = &self.election.votes[*row].voter;
            write!(
                f,
                "\n  rejected voter_id={voter}: {} {:?} {}",
                refusal.status, refusal.code, refusal.detail
            )?;
        }
        if self.counted != self.outcome.accepted as u64 {
            write!(f, "\n  the server has counted {} ballots", self.counted)?;
        }
        for one in self.differences.iter().chain(&self.pure) {
            write!(
                f,
                "\n  project {}: expected {}, ",
                one.project, one.expected
            )?;
            match one.counted {
                Some(counted) => write!(f, "counted {counted}")?,
                None => write!(f, "not counted")?,
            }
        }
        Ok(())
    }
}

/// Replays one file over that many connections, with a database of its own. The
/// archive of the election is left in `archive`, if it is asked for.
pub async fn replay(
    program: &Path,
    file: &Path,
    connections: usize,
    archive: Option<&Path>,
) -> Result<Report, ReplayError> {
    let text = std::fs::read_to_string(file).map_err(|source| ReplayError::Read {
        file: file.to_owned(),
        source,
    })?;
    let name = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let wrong = |source| ReplayError::Pabulib {
        name: name.clone(),
        source,
    };
    let is_preflib = file
        .extension()
        .is_some_and(|it| it == "soi" || it == "soc");
    let election = if is_preflib {
        preflib::read(&text).map_err(|source| ReplayError::Preflib {
            name: name.clone(),
            source,
        })?
    } else {
        Election::read(&text).map_err(wrong)?
    };
    let rule = election.rule().map_err(wrong)?;
    let pure = pure::differences(&election, rule);

    let scratch = tempfile::tempdir().map_err(ReplayError::Folder)?;
    let slug = EditionSlug::from("replay");
    let folder = scratch.path().join("edition");
    folder::write(&folder, &election, &slug, rule)?;
    let peta = Peta::new(program, scratch.path().join("replay.db"));
    peta.import(&folder).await?;
    peta.phase(&slug, Phase::Voting).await?;
    let server = peta.serve().await?;

    let ids: Vec<_> = (0..election.projects.len()).map(folder::id).collect();
    let booth = Booth::open(server.address(), &ids, election.votes.clone()).await?;
    let booth = Arc::new(booth);
    let outcome = cast::all(Arc::clone(&booth), server.address(), connections).await?;
    let peak_memory = server.peak_memory();

    peta.phase(&slug, Phase::Closed).await?;
    let standings = closed_standings(&mut Connection::new(server.address())).await?;
    if let Some(archive) = archive {
        peta.phase(&slug, Phase::Objection).await?;
        result(&mut Connection::new(server.address())).await?;
        peta.archive(&slug, archive).await?;
    }
    let refused: BTreeSet<usize> = outcome.refused.keys().copied().collect();
    let expected = compare::expected(&election, rule, &refused);
    let differences =
        compare::differences(&election, &expected, &standings, |at| booth.mark(at).number);
    Ok(Report {
        name,
        election,
        outcome,
        differences,
        pure,
        counted: standings.ballots,
        peak_memory,
    })
}

/// The standings, once the running server knows that voting has closed.
async fn closed_standings(connection: &mut Connection) -> Result<Standings, ReplayError> {
    let deadline = Instant::now() + CLOSE;
    loop {
        let standings: Standings = connection.json("/api/v1/standings").await?;
        if standings.phase == Phase::Closed {
            return Ok(standings);
        }
        if Instant::now() > deadline {
            return Err(ReplayError::StillOpen(standings.phase));
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// Waits until the public log has a result.
async fn result(connection: &mut Connection) -> Result<(), ReplayError> {
    let deadline = Instant::now() + RESULT;
    while connection.get("/archive/result.json").await?.0 != StatusCode::OK {
        if Instant::now() > deadline {
            return Err(ReplayError::NoResult);
        }
        sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}
