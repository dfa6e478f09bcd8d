//! Witnesses are asked to cosign each new head: beside the sequencer, which never
//! waits for them.

use std::{collections::BTreeMap, str::FromStr, time::Duration};

use axum::http::{StatusCode, Uri};
use ledger::log::{
    AddCheckpoint, Algorithm, KeyError, Note, NoteError, ProveError, TileError, VerifierKey,
    consistency_proof, cosignatures, read_cosignatures, read_hash, tiles_of_consistency,
};
use store::{LogHead, StoreError};
use thiserror::Error;
use tokio::{
    task::JoinSet,
    time::{self, MissedTickBehavior},
};
use wire::Hash;

use super::dial::{DialError, post};
use crate::{
    app::{App, Shared},
    run::causes,
};

/// A witness is asked at most so often.
const PACE: Duration = Duration::from_secs(3);
/// And has to answer in this time.
const PATIENCE: Duration = Duration::from_secs(10);

/// Somebody who may cosign: where to ask, and the key that the answer is by.
#[derive(Clone, Debug)]
pub struct Witness {
    address: Uri,
    key: VerifierKey,
}

/// Why a text names no witness.
#[derive(Debug, Error)]
pub enum WitnessError {
    #[error("a witness is written as http(s)://address=name+id+key")]
    Format,
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("not a witness's key")]
    Algorithm,
}

impl FromStr for Witness {
    type Err = WitnessError;

    fn from_str(text: &str) -> Result<Self, WitnessError> {
        let (prefix, key) = text.split_once('=').ok_or(WitnessError::Format)?;
        let key: VerifierKey = key.parse()?;
        if key.algorithm() != Algorithm::Cosignature {
            return Err(WitnessError::Algorithm);
        }
        let address = format!("{}/add-checkpoint", prefix.trim_end_matches('/'));
        let address: Uri = address.parse().map_err(|_| WitnessError::Format)?;
        let is_known = matches!(address.scheme_str(), Some("http" | "https"));
        if !is_known || address.host().is_none() {
            return Err(WitnessError::Format);
        }
        Ok(Self { address, key })
    }
}

/// Why a witness has not cosigned.
#[derive(Debug, Error)]
enum AskError {
    #[error(transparent)]
    Dial(#[from] DialError),
    #[error("no answer in time")]
    Late(#[from] time::error::Elapsed),
    #[error("it knows {0} entries of this log, more than there are: the log is not what it was")]
    Longer(u64),
    #[error("it says that the log does not go on from what it has seen")]
    Inconsistent,
    #[error("it answers with {0}")]
    Status(StatusCode),
    #[error("its answer is no cosignature by its key")]
    Cosignature,
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the database lacks a part of the log")]
    Torn(#[from] ProveError<TileError>),
    #[error("no such sizes")]
    Sizes(#[from] ProveError<std::convert::Infallible>),
}

/// Runs until the server ends.
pub(crate) async fn ask(app: &Shared, witnesses: &[Witness]) {
    let mut asking = JoinSet::new();
    for witness in witnesses {
        asking.spawn(follow(Shared::clone(app), witness.clone()));
    }
    while asking.join_next().await.is_some() {}
}

async fn follow(app: Shared, witness: Witness) {
    let mut clock = time::interval(PACE);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // What it has cosigned, as far as is known here.
    let mut known = 0;
    loop {
        clock.tick().await;
        let Some(head) = app.log.published() else {
            continue;
        };
        if app.log.is_cosigned(&head, &witness.key) {
            continue;
        }
        let asked = time::timeout(PATIENCE, cosign(&app, &witness, &head, &mut known));
        let asked = asked.await.unwrap_or_else(|late| Err(late.into()));
        if let Err(error) = asked {
            let witness = witness.key.name();
            tracing::error!(
                witness,
                error = causes(&error),
                "a witness has not cosigned"
            );
        }
    }
}

/// Twice at most: a witness that knows another size says which.
async fn cosign(
    app: &App,
    witness: &Witness,
    head: &LogHead,
    known: &mut u64,
) -> Result<(), AskError> {
    let mut told = None;
    loop {
        let asked = AddCheckpoint {
            old: *known,
            proof: proof(app, *known, head.size).await?,
            checkpoint: Note::parse(head.checkpoint.as_bytes())?,
        };
        let (status, body) = post(&witness.address, asked.to_string()).await?;
        let body = String::from_utf8_lossy(&body);
        match status {
            StatusCode::OK => {
                let mut note = asked.checkpoint;
                for line in read_cosignatures(&body)? {
                    note.add(line)?;
                }
                let keys = std::slice::from_ref(&witness.key);
                if cosignatures(&note, keys)?.is_empty() {
                    return Err(AskError::Cosignature);
                }
                *known = head.size;
                app.log.add_cosignatures(head, &note);
                return Ok(());
            }
            StatusCode::CONFLICT if told.is_none() => {
                let size: u64 = body
                    .trim_end()
                    .parse()
                    .map_err(|_| AskError::Status(status))?;
                if size > head.size {
                    return Err(AskError::Longer(size));
                }
                told = Some(size);
                *known = size;
            }
            StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
                *known = 0;
                return Err(AskError::Inconsistent);
            }
            other => return Err(AskError::Status(other)),
        }
    }
}

async fn proof(app: &App, old: u64, size: u64) -> Result<Vec<Hash>, AskError> {
    if old == 0 || old == size {
        return Ok(Vec::new());
    }
    let mut tiles = BTreeMap::new();
    for tile in tiles_of_consistency(old, size)? {
        let bytes = app.store.log_tile(&app.edition, tile).await?;
        tiles.extend(bytes.map(|it| (tile, it)));
    }
    let read = |tile| tiles.get(&tile).cloned().ok_or(TileError::OutOfRange);
    Ok(consistency_proof(old, size, |node| {
        read_hash(node, size, read)
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "witness.example/w1+151555cc+BAtROtm0kkAVygkC7QeQRNOsXb7CMG8GlIwQ2o62458t";

    #[test]
    fn a_witness_is_an_address_and_a_key() {
        for (prefix, address) in [
            ("https://w.example", "https://w.example/add-checkpoint"),
            ("http://[::1]:81/a/", "http://[::1]:81/a/add-checkpoint"),
        ] {
            let read: Witness = format!("{prefix}={KEY}").parse().expect("a witness");
            assert_eq!(read.address.to_string(), address);
        }
        let log = "vote.example/belitung-timur-2026+1c4221b6+AUOnLnFEAXYt9mtowm373yaCquyfJHTspGE+QkoPuv08";
        for wrong in [KEY, "ftp://w.example", "w.example", "https://"] {
            assert!(
                format!("{wrong}={KEY}").parse::<Witness>().is_err(),
                "{wrong}"
            );
        }
        assert!(
            format!("https://w.example={log}")
                .parse::<Witness>()
                .is_err()
        );
    }
}
