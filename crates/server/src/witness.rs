//! `peta witness`: another party that watches logs. It cosigns a checkpoint only
//! where the log has grown from the last one that it saw, and keeps what does not
//! fit as evidence (docs/PROTOCOL.md, "Cosignatures").

mod evidence;
mod http;
mod key;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use ledger::log::{
    AddCheckpoint, AddCheckpointError, Checkpoint, CheckpointError, Cosigner, KeyError, Note,
    NoteError, NoteSignature, TimestampError, VerifierKey,
};
use store::{HeadFile, HeadFileError, HeldHead};
use thiserror::Error;
use tokio::sync::Mutex;
use wire::Hex;

use crate::{Clock, net::House};
use evidence::Evidence;

pub(crate) use http::routes;

/// A witness with its folder, which it holds against a second one.
pub(crate) struct Witness {
    cosigner: Cosigner,
    /// By their origins.
    logs: BTreeMap<String, Followed>,
    clock: Clock,
}

/// A log that is followed.
struct Followed {
    key: VerifierKey,
    /// What comes for one log is looked at one after the other.
    last: Mutex<Last>,
}

struct Last {
    file: HeldHead,
    /// The note that was cosigned last, with what it says.
    seen: Option<(String, Checkpoint)>,
    evidence: Evidence,
}

/// Why there is no witness.
#[derive(Debug, Error)]
pub(crate) enum WitnessError {
    #[error("the folder can't be read or written")]
    Io(#[from] io::Error),
    #[error("the system gives no random numbers")]
    Random(#[from] getrandom::Error),
    #[error("the witness's key can't be used")]
    Key(#[from] KeyError),
    #[error("the folder has no key yet: say --name, such as witness.example/w1")]
    Nameless,
    #[error("the folder has the key of {0}")]
    OtherName(String),
    #[error("the folder's file `key` can't be read")]
    KeyFile,
    #[error("another witness uses the folder")]
    InUse,
    #[error("a checkpoint in the folder can't be read")]
    Checkpoint(#[from] CheckpointError),
    #[error("a checkpoint in the folder can't be read")]
    Note(#[from] NoteError),
    #[error("{0} is named twice")]
    Twice(String),
}

/// Why a checkpoint is not cosigned.
#[derive(Debug, Error)]
pub(crate) enum Refused {
    #[error("no such log is followed")]
    Unknown,
    #[error(transparent)]
    Request(#[from] AddCheckpointError),
    #[error("the checkpoint could not be kept")]
    Kept(#[from] HeadFileError),
    #[error("the time can't be told")]
    Time(#[from] TimestampError),
}

impl House for Witness {}

impl Witness {
    /// `name`: of its key, where the folder has none yet.
    pub(crate) fn open(
        folder: &Path,
        name: Option<&str>,
        keys: Vec<VerifierKey>,
        clock: Clock,
    ) -> Result<Self, WitnessError> {
        fs::create_dir_all(folder)?;
        let cosigner = key::load(folder, name)?;
        let mut logs = BTreeMap::new();
        for key in keys {
            let origin = key.name().to_owned();
            let followed = Followed::open(folder, key)?;
            if logs.insert(origin.clone(), followed).is_some() {
                return Err(WitnessError::Twice(origin));
            }
        }
        Ok(Self {
            cosigner,
            logs,
            clock,
        })
    }

    pub(crate) fn key(&self) -> &VerifierKey {
        self.cosigner.verifier()
    }

    /// The cosignature, once the checkpoint is durable.
    pub(crate) async fn add(&self, body: &[u8]) -> Result<NoteSignature, Refused> {
        let asked = AddCheckpoint::parse(body)?;
        let named: Checkpoint = asked
            .checkpoint
            .text()
            .parse()
            .map_err(AddCheckpointError::from)?;
        let followed = self.logs.get(named.origin()).ok_or(Refused::Unknown)?;
        let mut last = followed.last.lock().await;
        let last = &mut *last;
        let seen = last.seen.as_ref().map(|(_, it)| (it.size(), it.root()));
        let checkpoint = match asked.check(&followed.key, seen) {
            Ok(checkpoint) => checkpoint,
            Err(error) => {
                if let (Some((note, seen)), Ok(given)) = (
                    &last.seen,
                    Checkpoint::open(&asked.checkpoint, &followed.key),
                ) {
                    last.evidence.weigh((note, seen), (body, &given), error);
                }
                return Err(error.into());
            }
        };
        if seen != Some((checkpoint.size(), checkpoint.root())) {
            let next = asked.checkpoint.to_string();
            let known = last.seen.as_ref().map(|(note, _)| note.as_str());
            // A few hundred bytes: the disk's time is the point of it.
            tokio::task::block_in_place(|| last.file.replace(known, &next))?;
            tracing::info!(
                origin = checkpoint.origin(),
                size = checkpoint.size(),
                "cosigned"
            );
            last.seen = Some((next, checkpoint));
        }
        let now = u64::try_from(self.clock.now().timestamp()).unwrap_or(0);
        Ok(self.cosigner.cosign(asked.checkpoint.text(), now)?)
    }

    /// For people: who it is, and how far it has seen each log.
    pub(crate) async fn told(&self) -> String {
        let mut text = format!("{}\n", self.key());
        for (origin, followed) in &self.logs {
            let last = followed.last.lock().await;
            let size = last.seen.as_ref().map_or(0, |(_, it)| it.size());
            let _ = write!(text, "\n{origin}\nsize {size}\n");
            if last.evidence.count() > 0 {
                let _ = writeln!(text, "refused {}", last.evidence.count());
            }
        }
        text
    }
}

impl Followed {
    fn open(folder: &Path, key: VerifierKey) -> Result<Self, WitnessError> {
        let path = |ending: &str| -> PathBuf { folder.join(format!("{}{ending}", Hex(key.id()))) };
        let file = HeadFile::new(path(".checkpoint"));
        let file = file.hold()?.ok_or(WitnessError::InUse)?;
        let seen = match file.read()? {
            None => None,
            Some(note) => {
                let checkpoint = Checkpoint::open(&Note::parse(note.as_bytes())?, &key)?;
                Some((note, checkpoint))
            }
        };
        let evidence = Evidence::of(path(".evidence"))?;
        let last = Mutex::new(Last {
            file,
            seen,
            evidence,
        });
        Ok(Self { key, last })
    }
}
