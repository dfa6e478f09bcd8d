//! The count alone, for comparing programs: `tools/verify.py --count` takes and
//! gives the same lines.

use ledger::Credential;
use serde::Deserialize;
use voting::{Counted, Evidence, Tally, Terms, lot_seed};
use wire::{BallotNumber, Channel, Hash, Manifest, Mark, PublishedJury};

/// Ballots that count, each a list of contest, number and value.
#[derive(Deserialize)]
struct Line {
    manifest: Manifest,
    ballots: Vec<Vec<(u16, u32, u16)>>,
    /// `jury.json`, if there is one.
    jury: Option<PublishedJury>,
    /// The lot's value, and the seed's manifest hash.
    lot: Option<(String, Hash)>,
}

/// The contests of the result, as JSON.
pub fn count(line: &str) -> Result<String, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let mut tally = Tally::new(line.manifest.contests.clone());
    for (at, ballot) in (0_u64..).zip(&line.ballots) {
        let mark = |&(contest, number, value): &(u16, u32, u16)| Mark {
            contest,
            number: BallotNumber(number),
            value,
        };
        let marks: Vec<Mark> = ballot.iter().map(mark).collect();
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&at.to_be_bytes());
        let counted = Counted {
            credential: Credential::from_seed(seed).public_key(),
            seq: 1,
            channel: Channel::Device,
            recorded_at: chrono::DateTime::UNIX_EPOCH,
            marks: &marks,
        };
        tally.apply(&counted).map_err(|error| error.to_string())?;
    }
    let mut evidence = Evidence::default();
    if let Some(published) = &line.jury {
        let jury = Evidence::jury(published, &line.manifest);
        evidence.jury = jury.map_err(|error| error.to_string())?;
    }
    evidence.lot = line
        .lot
        .map(|(value, manifest)| lot_seed(&manifest, &value));
    let contests = tally.standings(&Terms::of(&line.manifest, &evidence));
    serde_json::to_string(&contests).map_err(|error| error.to_string())
}
