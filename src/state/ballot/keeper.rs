//! Where the ballot lies between visits: `peta/<edition>/…` in local storage.

use ledger::Credential;
use wire::Hex;

use super::{CastError, record::Record};
use crate::{
    json,
    platform::{
        random,
        storage::{self, NotKept, Shelf},
    },
    state::EditionState,
};

/// The keys of one edition.
pub(super) struct Keeper {
    prefix: String,
}

impl Keeper {
    pub(super) fn new(edition: EditionState) -> Self {
        Self {
            prefix: ["peta/", edition.edition().slug.as_str(), "/"].concat(),
        }
    }

    fn key(&self, name: &str) -> String {
        [&self.prefix, name].concat()
    }

    /// What an earlier visit left; a fresh record if there is none that can be read.
    pub(super) fn record(&self) -> Record {
        storage::read(Shelf::Visits, &self.key("ballot"))
            .and_then(|text| json::from_str(&text).ok())
            .unwrap_or_default()
    }

    pub(super) fn keep(&self, record: &Record) -> Result<(), NotKept> {
        let text = json::to_string(record).map_err(|_| NotKept)?;
        storage::write(Shelf::Visits, &self.key("ballot"), &text)
    }

    /// This device's credential; made, and kept, the first time it is needed.
    pub(super) fn credential(&self) -> Result<Credential, CastError> {
        let key = self.key("seed");
        if let Some(seed) = storage::read(Shelf::Visits, &key)
            && let Ok(Hex(seed)) = seed.parse::<Hex<32>>()
        {
            return Ok(Credential::from_seed(seed));
        }
        let seed = random::secret_bytes().ok_or(CastError::NoChance)?;
        storage::write(Shelf::Visits, &key, &Hex(seed).to_string())
            .map_err(|_| CastError::NotKept)?;
        // Once for each device: from now on there is something to lose.
        storage::persist();
        Ok(Credential::from_seed(seed))
    }

    /// Counts the seq up and keeps it, before anything is signed with it: two
    /// different ballots never bear the same one.
    pub(super) fn next_seq(&self) -> Result<u16, CastError> {
        let key = self.key("seq");
        let last: u16 = storage::read(Shelf::Visits, &key)
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let seq = last.checked_add(1).ok_or(CastError::Exhausted)?;
        storage::write(Shelf::Visits, &key, &seq.to_string()).map_err(|_| CastError::NotKept)?;
        Ok(seq)
    }
}

/// Calls `on_change` when another tab changes the ballot of this edition.
pub(super) fn watch(edition: EditionState, on_change: impl Fn(Record) + 'static) {
    storage::watch_other_tabs(move |key| {
        let keeper = Keeper::new(edition);
        if key == keeper.key("ballot") {
            on_change(keeper.record());
        }
    });
}
