//! `peta phase`.

use store::{Log as _, Purpose, SqliteStore, Store as _, StoreError};
use wire::{EditionSlug, Phase};

use super::{Database, Outcome, out::say};
use crate::{Clock, assets};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// preparing, registration, verification, voting, closed, objection, final, archived.
    #[arg(value_parser = parse)]
    phase: Phase,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let edition = arguments.edition.as_str().into();
    let outcome = set(&store, &edition, arguments.phase).await;
    store.close().await;
    outcome?;
    say!("{edition}: {}", arguments.phase.as_str());
    Ok(())
}

async fn set(store: &SqliteStore, edition: &EditionSlug, phase: Phase) -> Result<(), StoreError> {
    if phase == Phase::Voting {
        keep_verifier(store, edition).await?;
    }
    store.set_phase(edition, phase, Clock::system().now()).await
}

/// The recount page of this program, for a manifest that is made now. None where
/// it was built without the browser app.
pub(super) async fn keep_verifier(
    store: &SqliteStore,
    edition: &EditionSlug,
) -> Result<(), StoreError> {
    match assets::bytes(assets::VERIFY).await {
        Some(page) => store.keep_verifier(edition, &page).await,
        None => Ok(()),
    }
}

fn parse(word: &str) -> Result<Phase, String> {
    let known = Phase::ALL.map(Phase::as_str).join(", ");
    Phase::ALL
        .into_iter()
        .find(|phase| phase.as_str() == word)
        .ok_or_else(|| format!("one of {known}"))
}
