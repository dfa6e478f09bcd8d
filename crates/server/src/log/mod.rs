//! The public log of the served edition: what is published of it, and whether
//! this server may still append to it.

mod archive;
mod ask;
mod cosigned;
mod dial;
mod http;
mod sample;
mod sequencer;
mod settle;
mod standing;

use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use ledger::log::{
    Checkpoint, CheckpointError, KeyError, Note, NoteError, NoteSigner, VerifierKey,
};
use recount::Fault;
use store::{HeadFile, LogHead, LogResult, Store, StoreError};
use thiserror::Error;
use wire::{EditionSlug, Hash, Receipt};

pub(crate) use archive::get as archive;
pub(crate) use ask::ask;
pub use ask::{Witness, WitnessError};
pub(crate) use cosigned::kept as kept_cosigned;
pub(crate) use dial::Line;
pub(crate) use http::{checkpoint, inclusion, key, tile};
pub(crate) use sequencer::{catch_up, run};
pub(crate) use settle::{bundle, is_in, openings};
pub(crate) use standing::{Standing, compare};

use crate::{
    health::{self, Beat, Part},
    problem::Refusal,
};

/// Who asks for what in its name, where no public address was given.
const NO_HOST: &str = "peta";

/// The log as the server knows it.
pub(crate) struct PublicLog {
    signer: NoteSigner,
    file: HeadFile,
    state: RwLock<State>,
    /// The last time that everything was in it that had come.
    advanced: Beat,
}

#[derive(Default)]
struct State {
    published: Option<Arc<LogHead>>,
    /// The last head that a witness has cosigned, in a note with all cosignatures.
    cosigned: Option<Arc<LogHead>>,
    /// By the last look; none before the first. Unless it is sound, nothing is
    /// signed and no ballot taken.
    standing: Option<Standing>,
    /// The result in force, once it was looked for.
    result: Option<Arc<LogResult>>,
    /// The size at which the log did not hold.
    refused: u64,
}

/// Why there is no log, or no next head.
#[derive(Debug, Error)]
pub enum LogError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the system gives no random numbers")]
    Random(#[from] getrandom::Error),
    #[error("the log's key can't be used")]
    Key(#[from] KeyError),
    #[error("the log's checkpoint can't be read")]
    Checkpoint(#[from] CheckpointError),
    #[error("the log's checkpoint can't be read")]
    Note(#[from] NoteError),
    #[error(transparent)]
    File(#[from] store::HeadFileError),
    #[error("the log does not hold")]
    Fault(#[from] Fault),
    #[error("the database lacks a part of the log")]
    Torn,
    #[error("a task of the log stopped")]
    Task(#[from] tokio::task::JoinError),
}

impl From<std::io::Error> for LogError {
    fn from(error: std::io::Error) -> Self {
        Self::File(error.into())
    }
}

impl PublicLog {
    /// With the key and the name that the log has, or gets now. `public_url`:
    /// scheme and host.
    pub(crate) async fn open(
        store: &dyn Store,
        edition: &EditionSlug,
        public_url: Option<&str>,
        file: HeadFile,
    ) -> Result<Self, LogError> {
        let signer = signer(store, edition, public_url).await?;
        let cosigned = cosigned::kept(&file, signer.verifier());
        Ok(Self {
            signer,
            file,
            state: RwLock::new(State {
                cosigned: cosigned.map(Arc::new),
                ..State::default()
            }),
            advanced: Beat::default(),
        })
    }

    /// Refuses a ballot while the log can't take it in.
    pub(crate) fn may_cast(&self) -> Result<(), Refusal> {
        if self.is_sound() {
            return Ok(());
        }
        Err(Refusal::unavailable(
            "The public log can't go on with this server's database. Send the same again later.",
        ))
    }

    /// What keeps it from going on.
    pub(crate) fn fault(&self, late: Duration) -> Option<health::Fault> {
        let standing = self.read(|it| it.standing.clone());
        if let Some(standing) = standing.filter(|it| !it.is_sound()) {
            return Some(health::Fault {
                part: Part::Head,
                detail: format!("No ballots are taken: {standing}."),
            });
        }
        let age = self.advanced.age();
        (age > late).then(|| health::Fault {
            part: Part::Log,
            detail: format!("The public log went on last {} seconds ago.", age.as_secs()),
        })
    }

    /// Seconds since everything was in it.
    pub(crate) fn lag(&self) -> u64 {
        self.advanced.age().as_secs()
    }

    pub(crate) fn file(&self) -> &Path {
        self.file.path()
    }

    /// With the log's word that the ballot will be in it.
    pub(crate) fn promise(&self, receipt: Receipt) -> Receipt {
        let promise = Some(self.signer.promise(&receipt));
        Receipt { promise, ..receipt }
    }

    /// What everybody may see.
    pub(crate) fn published(&self) -> Option<Arc<LogHead>> {
        self.read(|it| it.published.clone())
    }

    /// The result in force, once its entries are public.
    pub(crate) fn result(&self) -> Option<Arc<LogResult>> {
        self.read(|it| {
            let (head, result) = (it.published.as_ref()?, it.result.as_ref()?);
            is_in(result, head).then(|| Arc::clone(result))
        })
    }

    pub(crate) fn is_sound(&self) -> bool {
        self.read(|it| it.standing.as_ref().is_some_and(Standing::is_sound))
    }

    fn key(&self) -> &VerifierKey {
        self.signer.verifier()
    }

    fn sign(&self, size: u64, root: Hash) -> Result<String, CheckpointError> {
        let checkpoint = Checkpoint::new(self.key().name(), size, root)?;
        Ok(checkpoint.sign(&self.signer)?.to_string())
    }

    fn read<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self, write: impl FnOnce(&mut State)) {
        write(&mut self.state.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The log's key with the log's name: that of its checkpoint, once it has one.
pub(crate) async fn signer(
    store: &dyn Store,
    edition: &EditionSlug,
    public_url: Option<&str>,
) -> Result<NoteSigner, LogError> {
    let origin = match store.log_head(edition).await? {
        Some(head) => {
            let note = Note::parse(head.checkpoint.as_bytes())?;
            let checkpoint: Checkpoint = note.text().parse()?;
            checkpoint.origin().to_owned()
        }
        None => format!("{}/{edition}", public_url.map_or(NO_HOST, host)),
    };
    renamed(store, &origin).await
}

/// The log's key under a name that is known already.
pub(crate) async fn renamed(store: &dyn Store, origin: &str) -> Result<NoteSigner, LogError> {
    let seed = if let Some(seed) = store.known_log_key().await? {
        seed
    } else {
        let mut fresh = [0; 32];
        getrandom::fill(&mut fresh)?;
        store.log_key(fresh).await?
    };
    Ok(NoteSigner::from_seed(origin, seed)?)
}

fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, host)| host)
}
