//! Where the ballot lies between visits: `peta/<edition>/…` in local storage,
//! and `peta/<edition>/code/…` with a voting code. While a code is there, it is
//! what this device votes with; once it is forgotten, the device is itself again.

use ledger::Credential;
use wire::{Channel, EditionSlug, Hex};

use super::{CastError, record::Record};
use crate::{
    json,
    platform::{
        random,
        storage::{self, NotKept, Shelf},
    },
};

/// The keys of one edition.
pub struct Keeper {
    prefix: String,
    channel: Channel,
}

impl Keeper {
    /// What this device votes with: a code, where one was taken up.
    pub fn of(edition: &EditionSlug) -> Self {
        let code = Self::code(edition);
        if code.seed().is_some() {
            code
        } else {
            Self::device(edition)
        }
    }

    pub fn device(edition: &EditionSlug) -> Self {
        Self {
            prefix: ["peta/", edition.as_str(), "/"].concat(),
            channel: Channel::Device,
        }
    }

    pub fn code(edition: &EditionSlug) -> Self {
        Self {
            prefix: ["peta/", edition.as_str(), "/code/"].concat(),
            channel: Channel::Code,
        }
    }

    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// What the names of its keys begin with.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    fn key(&self, name: &str) -> String {
        [&self.prefix, name].concat()
    }

    fn read(&self, name: &str) -> Option<String> {
        storage::read(Shelf::Visits, &self.key(name))
    }

    fn write(&self, name: &str, value: &str) -> Result<(), NotKept> {
        storage::write(Shelf::Visits, &self.key(name), value)
    }

    /// What an earlier visit left; a fresh record if there is none that can be read.
    pub fn record(&self) -> Record {
        self.read("ballot")
            .and_then(|text| json::from_str(&text).ok())
            .unwrap_or_default()
    }

    pub fn keep(&self, record: &Record) -> Result<(), NotKept> {
        let text = json::to_string(record).map_err(|_| NotKept)?;
        self.write("ballot", &text)
    }

    /// The seed that is kept, if there is one that can be read.
    pub fn seed(&self) -> Option<[u8; 32]> {
        self.read("seed")?.parse().ok().map(|Hex(seed)| seed)
    }

    pub fn keep_seed(&self, seed: [u8; 32]) -> Result<(), NotKept> {
        self.write("seed", &Hex(seed).to_string())
    }

    /// The credential; a device's is made, and kept, the first time it is needed.
    pub(super) fn credential(&self) -> Result<Credential, CastError> {
        if let Some(seed) = self.seed() {
            return Ok(Credential::from_seed(seed));
        }
        let seed = random::secret_bytes().ok_or(CastError::NoChance)?;
        self.keep_seed(seed).map_err(|_| CastError::NotKept)?;
        // Once for each device: from now on there is something to lose.
        storage::persist();
        Ok(Credential::from_seed(seed))
    }

    /// The last seq that anything was signed with, as far as it is known here.
    pub fn last_seq(&self) -> u16 {
        self.read("seq")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0)
    }

    /// Counts the seq up and keeps it, before anything is signed with it: two
    /// different ballots never bear the same one.
    pub(super) fn next_seq(&self) -> Result<u16, CastError> {
        let seq = self.last_seq().checked_add(1).ok_or(CastError::Exhausted)?;
        self.learn_seq(seq).map_err(|_| CastError::NotKept)?;
        Ok(seq)
    }

    /// Takes over the seq of a ballot that was cast elsewhere, if it is higher.
    pub fn learn_seq(&self, seq: u16) -> Result<(), NotKept> {
        if seq > self.last_seq() {
            self.write("seq", &seq.to_string())?;
        }
        Ok(())
    }

    /// What this device remembers of the public log, as `crates/monitor` wrote it.
    pub fn log(&self) -> Option<String> {
        self.read("log")
    }

    pub fn keep_log(&self, memory: &str) -> Result<(), NotKept> {
        self.write("log", memory)
    }

    /// Removes all of it, the seed first: without it, nothing else is looked at.
    pub fn forget(&self) {
        for name in ["seed", "seq", "ballot", "log"] {
            storage::remove(Shelf::Visits, &self.key(name));
        }
    }
}

/// Calls `on_change` when another tab changes the ballot of this edition, or
/// what this device votes with.
pub(super) fn watch(edition: &'static EditionSlug, on_change: impl Fn(Record) + 'static) {
    storage::watch_other_tabs(move |key| {
        let own = key.strip_prefix(&Keeper::device(edition).prefix);
        if own.is_some_and(|name| name.ends_with("ballot")) {
            on_change(Keeper::of(edition).record());
        }
    });
}
