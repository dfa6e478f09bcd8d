//! Casting as many ballots as Wroclaw did in 2015: 131,778 with one mark each
//! over 257 innovations. Marks are spread evenly here; for the real ones, see
//! `cargo xtask replay`.

use std::{collections::BTreeMap, sync::Arc};

use journeys::{JourneyError, Outcome, peta};
use replay::{
    cast::{self, Booth},
    folder,
    pabulib::{Election, Project, Vote},
    peta::Peta,
};
use wire::{EditionSlug, Phase};

use crate::{
    server::{kibibytes, milliseconds},
    table::Figure,
};

const BALLOTS: usize = 131_778;
const PROJECTS: usize = 257;
const CONNECTIONS: usize = 512;

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let scratch = tempfile::tempdir().map_err(JourneyError::Network)?;
    let election = election();
    let slug = EditionSlug::from("bench");
    let edition = scratch.path().join("edition");
    folder::write(&edition, &election, &slug, wire::Rule::Approval { max: 1 })?;
    let peta = Peta::new(peta()?, scratch.path().join("bench.db"));
    peta.import(&edition).await?;
    peta.phase(&slug, Phase::Voting).await?;
    let server = peta.serve().await?;
    let ids: Vec<_> = (0..PROJECTS).map(folder::id).collect();
    let booth = Booth::open(server.address(), &ids, election.votes).await?;
    let outcome = cast::all(Arc::new(booth), server.address(), CONNECTIONS).await?;
    if outcome.accepted != BALLOTS {
        return Err(JourneyError::broken(format!(
            "{} ballots accepted",
            outcome.accepted
        )));
    }
    let peak = kibibytes(server.peak_memory()) / 1024.0;
    server.kill().await.map_err(JourneyError::Network)?;
    let again = peta.serve().await?;
    let ballots = u32::try_from(BALLOTS).map_or(f64::NAN, f64::from);
    Ok(vec![
        Figure::at_least(
            "ballots acknowledged, sender on the same machine",
            ballots / outcome.elapsed.as_secs_f64(),
            5000.0,
            "/s",
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
    let vote = |at: usize| Vote {
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
