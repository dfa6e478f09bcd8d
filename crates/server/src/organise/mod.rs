//! What an organiser does and can't take back, each act in a file of its own: its
//! checks, its question and its answer, as data.
//!
//! Knows the store and the rules of the vote. It prints nothing, asks nobody and reads
//! no clock: whoever calls shows the [`Question`], gets the consent, and calls `act`.

pub(crate) mod archive;
pub(crate) mod close;
pub(crate) mod finish;
pub(crate) mod hours;
pub(crate) mod jury;
pub(crate) mod lot;
pub(crate) mod objection;
pub(crate) mod open;
pub(crate) mod show;
pub(crate) mod status;
pub(crate) mod void;
pub(crate) mod words;

mod contents;
mod floor;
mod leftovers;
mod question;
mod variety;

pub(crate) use contents::findings;
pub(crate) use floor::{booths, strange_booth};
pub(crate) use question::{ActError, Question};

use store::{Store, StoreError, StoredEdition};
use wire::EditionSlug;

/// The edition of that name, with what is there instead if there is none.
pub(crate) async fn find(store: &dyn Store, name: &str) -> Result<EditionSlug, ActError> {
    let known = store.editions().await?;
    if let Some((slug, _)) = known.iter().find(|(slug, _)| slug.as_str() == name) {
        return Ok(slug.clone());
    }
    let hint = edition::suggestion(name, known.iter().map(|(slug, _)| slug.as_str()));
    let there = match &known[..] {
        [] => "the database has none yet: load one with `peta import`".to_owned(),
        known => {
            let known = known
                .iter()
                .map(|(slug, phase)| format!("{slug} ({})", phase.as_str()));
            format!("there is {}", known.collect::<Vec<_>>().join(", "))
        }
    };
    Err(ActError::Unknown(format!(
        "there is no edition {name}{hint}; {there}"
    )))
}

async fn stored(store: &dyn Store, edition: &EditionSlug) -> Result<StoredEdition, ActError> {
    let stored = store.contents(edition).await?;
    Ok(stored.ok_or_else(|| StoreError::UnknownEdition(edition.clone()))?)
}
