//! What a recount starts from, read.

use ledger::log::{
    Algorithm, Checkpoint, CheckpointError, KeyError, Note, VerifierKey, cosignatures,
};
use serde::de::DeserializeOwned;
use wire::{Hash, Manifest, PublishedResult, PublishedRoll};

use crate::{
    fault::{Fault, First, Step},
    files::{KEY, MANIFEST, RESULT, ROLL},
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
    /// `jury.json`; none without the jury's means.
    pub jury: Option<&'a [u8]>,
    /// A key of the log, if one has it from elsewhere.
    pub known_key: Option<&'a VerifierKey>,
    /// A checkpoint of the same log that one has seen before, as it came.
    pub known: Option<&'a [u8]>,
    /// For whoever makes a result: all entries are counted, whatever was
    /// published of some of them, and means that the log does not have yet don't
    /// count.
    pub anew: bool,
}

/// How many witnesses have seen the checkpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Witnesses {
    /// Those of the named ones that cosigned it.
    pub cosigned: usize,
    /// Those that the manifest names.
    pub named: usize,
}

/// A published result with the hash of its bytes.
#[derive(Debug)]
pub(crate) struct Published {
    pub(crate) result: PublishedResult,
    pub(crate) hash: Hash,
}

#[derive(Debug)]
pub(crate) struct Read {
    /// All of the log, the first one first; one at least.
    pub(crate) keys: Vec<VerifierKey>,
    pub(crate) checkpoint: Checkpoint,
    pub(crate) known: Option<Checkpoint>,
    pub(crate) manifest: Manifest,
    pub(crate) manifest_hash: Hash,
    pub(crate) roll: Roll,
    pub(crate) published: Option<Published>,
    pub(crate) witnesses: Witnesses,
    /// `jury.json`, as it came.
    pub(crate) jury: Option<Vec<u8>>,
}

impl Read {
    /// Notes what can be named later; gives up where nothing more can be read.
    pub(crate) fn new(evidence: &Evidence<'_>, faults: &mut First) -> Result<Self, Fault> {
        let keys = keys(evidence.key)?;
        if evidence.known_key.is_some_and(|it| !keys.contains(it)) {
            return Err(Fault::OtherKey);
        }
        let checkpoint = checkpoint(evidence.checkpoint, &keys)?;
        let known = match evidence.known {
            None => None,
            Some(bytes) => Some(known(bytes, &keys)?),
        };
        if let Some(known) = &known
            && checkpoint.size() < known.size()
        {
            let (size, known) = (checkpoint.size(), known.size());
            return Err(Fault::Shrunk { size, known });
        }
        let manifest: Manifest = json(MANIFEST, evidence.manifest)?;
        let witnesses = witnesses(evidence.checkpoint, &manifest)?;
        let manifest_hash = ledger::manifest_hash(evidence.manifest);
        let published: PublishedRoll = json(ROLL, evidence.roll)?;
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
                result: json(RESULT, bytes)?,
                hash: ledger::log::document_hash(bytes),
            }),
        };
        Ok(Self {
            keys,
            checkpoint,
            known,
            manifest,
            manifest_hash,
            roll,
            published,
            witnesses,
            jury: evidence.jury.map(Into::into),
        })
    }
}

fn keys(bytes: &[u8]) -> Result<Vec<VerifierKey>, Fault> {
    let wrong = |reason: &str| Fault::file(KEY, reason);
    let text = core::str::from_utf8(bytes).map_err(|_| wrong("no text"))?;
    let lines = text.strip_suffix('\n').ok_or_else(|| wrong("no line"))?;
    let read = |line: &str| line.parse::<VerifierKey>();
    let keys: Result<Vec<VerifierKey>, KeyError> = lines.split('\n').map(read).collect();
    let keys = keys.map_err(|error| Fault::file(KEY, error))?;
    if keys.iter().any(|it| it.algorithm() != Algorithm::Ed25519) {
        return Err(wrong("not a log's key"));
    }
    if keys.iter().any(|it| it.name() != keys[0].name()) {
        return Err(wrong("keys of two logs"));
    }
    Ok(keys)
}

fn checkpoint(bytes: &[u8], keys: &[VerifierKey]) -> Result<Checkpoint, Fault> {
    let wrong = |error: CheckpointError| Fault::Checkpoint(error.to_string());
    let note = Note::parse(bytes).map_err(|error| wrong(error.into()))?;
    let last = keys.last().ok_or_else(|| Fault::file(KEY, "no key"))?;
    Checkpoint::open(&note, last).map_err(wrong)
}

/// Who has cosigned, of those that the manifest names. A wrong cosignature of one of
/// these spoils the note.
fn witnesses(checkpoint: &[u8], manifest: &Manifest) -> Result<Witnesses, Fault> {
    let read = |text: &String| match text.parse::<VerifierKey>() {
        Ok(key) if key.algorithm() == Algorithm::Cosignature => Ok(key),
        Ok(_) => Err(Fault::file(MANIFEST, "not a witness's key")),
        Err(error) => Err(Fault::file(MANIFEST, error)),
    };
    let keys: Vec<VerifierKey> = manifest
        .witnesses
        .iter()
        .map(read)
        .collect::<Result<_, _>>()?;
    let wrong = |error: ledger::log::NoteError| Fault::Checkpoint(error.to_string());
    let note = Note::parse(checkpoint).map_err(wrong)?;
    Ok(Witnesses {
        cosigned: cosignatures(&note, &keys).map_err(wrong)?.len(),
        named: keys.len(),
    })
}

/// By any key that the log has had.
fn known(bytes: &[u8], keys: &[VerifierKey]) -> Result<Checkpoint, Fault> {
    let note = Note::parse(bytes).map_err(|_| Fault::Known)?;
    let mut opened = keys.iter().map(|key| Checkpoint::open(&note, key).ok());
    opened.find_map(|it| it).ok_or(Fault::Known)
}

fn json<T: DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(bytes).map_err(|error| Fault::file(path, error))
}
