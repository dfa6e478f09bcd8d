//! `peta import`.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use ledger::log::{Algorithm, VerifierKey};
use store::{Purpose, SqliteStore, Store as _, StoreError};
use wire::{Contents, Phase};

use super::{Database, Outcome};
use crate::{Clock, organise};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// The edition folder.
    folder: PathBuf,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let contents = match edition::read(&arguments.folder, &edition::Limits::default()) {
        Ok(contents) => contents,
        Err(faults) => {
            eprintln!("{faults}");
            return Err("the folder has faults; nothing was changed".into());
        }
    };
    for key in &contents.edition.witnesses {
        let read: VerifierKey = key
            .parse()
            .map_err(|error| format!("edition.toml, key \"witnesses\": {key}: {error}"))?;
        if read.algorithm() != Algorithm::Cosignature {
            return Err(format!("edition.toml, key \"witnesses\": {key}: not a witness's").into());
        }
    }
    let store = SqliteStore::open(&arguments.database.url, Purpose::Import).await?;
    let now = Clock::system().now();
    let outcome = store.import(&contents, now).await;
    let hints = hints(&store, &contents, now).await;
    store.close().await;
    let imported = outcome?;
    println!(
        "{}: {} added, {} updated, {} unchanged, {} removed",
        contents.edition.slug,
        imported.added,
        imported.updated,
        imported.unchanged,
        imported.removed
    );
    for hint in hints? {
        eprintln!("{hint}");
    }
    Ok(())
}

/// What would stop or spoil the opening, while there is time to mend it; and what is
/// served, if it is another edition.
async fn hints(
    store: &SqliteStore,
    contents: &Contents,
    now: DateTime<Utc>,
) -> Result<Vec<String>, StoreError> {
    let slug = &contents.edition.slug;
    let editions = store.editions().await?;
    let phase = editions.iter().find(|(it, _)| it == slug).map(|it| it.1);
    let mut hints = Vec::new();
    if phase.is_some_and(|it| it < Phase::Voting) {
        let found = organise::findings(contents, now).in_time();
        hints.extend(found.map(|it| format!("warning: {it}")));
    }
    if let Some(shown) = store.shown().await?.filter(|it| it != slug) {
        hints.push(format!(
            "{shown} is on show, as before; to serve this one: peta show {slug}"
        ));
    }
    Ok(hints)
}
