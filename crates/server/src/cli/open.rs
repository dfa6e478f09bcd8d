//! `peta open`: the only way to open a vote.

use store::{Log as _, Purpose, SqliteStore, Store as _, StoreError};
use wire::EditionSlug;

use super::{Database, Outcome, consent::Consent, out::say};
use crate::{Clock, assets, organise};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    #[command(flatten)]
    consent: Consent,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let done = open(&store, &arguments).await;
    store.close().await;
    done
}

async fn open(store: &SqliteStore, arguments: &Arguments) -> Outcome {
    let edition = organise::find(store, &arguments.edition).await?;
    let question = organise::open::ask(store, &edition, Clock::system().now()).await?;
    if arguments.consent.ask(&question)? {
        // Of this program; none where it was built without the browser app.
        let page = assets::bytes(assets::VERIFY).await;
        let now = Clock::system().now();
        let done = organise::open::act(store, &question, page.as_deref(), now).await?;
        say!("{done}");
    }
    Ok(())
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
