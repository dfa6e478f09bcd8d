//! What somebody reads before an act that can't be taken back.

use serde::Serialize;
use store::{StoreError, StoredEdition};
use thiserror::Error;
use wire::{EditionSlug, Region};

/// What will happen, in numbers, and what speaks against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Question {
    pub(crate) edition: EditionSlug,
    /// In one line: what this does.
    pub(crate) what: String,
    pub(crate) facts: Vec<Fact>,
    pub(crate) warnings: Vec<String>,
    /// It can't be done as long as there are any.
    pub(crate) refusals: Vec<String>,
    /// What was looked at: if that has changed, nothing is done.
    #[serde(skip)]
    pub(super) revision: u64,
    #[serde(skip)]
    pub(super) region: Region,
}

/// One of the things that it is about, with a line or more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Fact {
    pub(crate) name: &'static str,
    pub(crate) lines: Vec<String>,
}

/// Why an act was not done.
#[derive(Debug, Error)]
pub(crate) enum ActError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}")]
    Unknown(String),
    #[error("{0}")]
    Refused(String),
}

impl Question {
    pub(super) fn new(stored: &StoredEdition, what: impl Into<String>) -> Self {
        let edition = &stored.contents.edition;
        Self {
            edition: edition.slug.clone(),
            what: what.into(),
            facts: Vec::new(),
            warnings: Vec::new(),
            refusals: Vec::new(),
            revision: stored.revision,
            region: edition.region.clone(),
        }
    }

    pub(super) fn fact(&mut self, name: &'static str, line: impl Into<String>) {
        self.facts(name, vec![line.into()]);
    }

    /// Left out where there are no lines.
    pub(super) fn facts(&mut self, name: &'static str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.facts.push(Fact { name, lines });
        }
    }

    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }

    pub(super) fn refuse(&mut self, text: impl Into<String>) {
        self.refusals.push(text.into());
    }

    /// For `act`: whoever shows the question has stopped here before.
    pub(super) fn check(&self) -> Result<(), ActError> {
        match &self.refusals[..] {
            [] => Ok(()),
            refusals => Err(ActError::Refused(refusals.join("; "))),
        }
    }
}
