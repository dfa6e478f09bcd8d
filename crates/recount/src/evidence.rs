//! What a recount starts from, read.

use ledger::log::{Checkpoint, Note, VerifierKey};
use serde::de::DeserializeOwned;
use wire::{Hash, Manifest, PublishedResult, PublishedRoll};

use crate::{
    fault::{Fault, First, Step},
    roll::Roll,
};

/// The small files of an archive, as they came, and what is known from before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// `log/key`.
    pub key: &'a [u8],
    /// `log/checkpoint`.
    pub checkpoint: &'a [u8],
    /// `manifest.json`.
    pub manifest: &'a [u8],
    /// `roll.json`.
    pub roll: &'a [u8],
    /// `result.json`; none before there is one.
    pub result: Option<&'a [u8]>,
    /// The log's key, if one has it from elsewhere.
    pub known_key: Option<&'a VerifierKey>,
    /// A checkpoint of the same log that one has seen before.
    pub known: Option<&'a Checkpoint>,
    /// For whoever makes a result: all entries are counted, whatever was
    /// published of some of them.
    pub anew: bool,
}

/// A published result with the hash of its bytes.
#[derive(Debug)]
pub(crate) struct Published {
    pub(crate) result: PublishedResult,
    pub(crate) hash: Hash,
}

#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) key: VerifierKey,
    pub(crate) note: Note,
    pub(crate) checkpoint: Checkpoint,
    pub(crate) manifest: Manifest,
    pub(crate) manifest_hash: Hash,
    pub(crate) roll: Roll,
    pub(crate) published: Option<Published>,
}

impl Read {
    /// Notes what can be named later; gives up where nothing more can be read.
    pub(crate) fn new(evidence: &Evidence<'_>, faults: &mut First) -> Result<Self, Fault> {
        let key = key(evidence.key)?;
        if evidence.known_key.is_some_and(|known| *known != key) {
            return Err(Fault::OtherKey);
        }
        let wrong = |error: String| Fault::Checkpoint(error);
        let note = Note::parse(evidence.checkpoint).map_err(|it| wrong(it.to_string()))?;
        let checkpoint: Checkpoint = note
            .text()
            .parse()
            .map_err(|it: ledger::log::CheckpointError| wrong(it.to_string()))?;
        if let Some(known) = evidence.known
            && checkpoint.size() < known.size()
        {
            let (size, known) = (checkpoint.size(), known.size());
            return Err(Fault::Shrunk { size, known });
        }
        let manifest: Manifest = json("manifest.json", evidence.manifest)?;
        let manifest_hash = ledger::manifest_hash(evidence.manifest);
        let published: PublishedRoll = json("roll.json", evidence.roll)?;
        let roll = Roll::read(published).unwrap_or_else(|fault| {
            faults.note(Step::Roll, 0, fault);
            Roll::default()
        });
        if !roll.matches(&manifest) {
            faults.note(Step::Roll, 0, Fault::RollRoot);
        }
        let published = match evidence.result {
            None => None,
            Some(bytes) => Some(Published {
                result: json("result.json", bytes)?,
                hash: ledger::log::result_hash(bytes),
            }),
        };
        Ok(Self {
            key,
            note,
            checkpoint,
            manifest,
            manifest_hash,
            roll,
            published,
        })
    }
}

fn key(bytes: &[u8]) -> Result<VerifierKey, Fault> {
    let wrong = |reason: &str| Fault::file("log/key", reason);
    let text = core::str::from_utf8(bytes).map_err(|_| wrong("no text"))?;
    let line = text.strip_suffix('\n').unwrap_or(text);
    line.parse()
        .map_err(|error: ledger::log::KeyError| Fault::file("log/key", error))
}

fn json<T: DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(bytes).map_err(|error| Fault::file(path, error))
}
