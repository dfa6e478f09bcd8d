//! `peta import`.

use std::path::PathBuf;

use ledger::log::{Algorithm, VerifierKey};
use store::{Purpose, SqliteStore, Store as _};

use super::{
    Database, Outcome,
    out::{note, say},
};
use crate::Clock;

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
            note!("{faults}");
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
    let outcome = store.import(&contents, Clock::system().now()).await;
    store.close().await;
    let imported = outcome?;
    say!(
        "{}: {} added, {} updated, {} unchanged, {} removed",
        contents.edition.slug,
        imported.added,
        imported.updated,
        imported.unchanged,
        imported.removed
    );
    Ok(())
}
