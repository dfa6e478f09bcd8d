//! `peta import`.

mod said;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use edition::Folder;
use ledger::log::{Algorithm, VerifierKey};
use store::{Purpose, SqliteStore, Store as _, StoreError, Terms};
use wire::{Contents, Phase};

use super::{
    Database, Outcome,
    out::{note, say},
};
use crate::{Clock, organise};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// The edition folder.
    folder: PathBuf,
    /// So many innovations are to be taken out, which the folder has no more.
    ///
    /// Asked for where more than a tenth of them would go, or where ids have only
    /// changed their spelling: a filtered sheet does that, and a spreadsheet that
    /// drops zeros.
    #[arg(long, value_name = "NUMBER")]
    remove: Option<u32>,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let folder = edition::open(&arguments.folder, &edition::Limits::default());
    let Folder { contents, origin } = match folder {
        Ok(folder) => folder,
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
    let terms = Terms {
        derived: origin.derived.clone(),
        remove: arguments.remove,
    };
    let now = Clock::system().now();
    let outcome = store.import_as(&contents, &terms, now).await;
    let hints = hints(&store, &contents, now).await;
    store.close().await;
    let imported = match outcome {
        Ok(imported) => imported,
        Err(StoreError::VotingOpened(differences)) => {
            for difference in &differences.0 {
                note!("{}", said::with_place(difference, &origin));
            }
            return Err(said::REFUSED.into());
        }
        Err(StoreError::TakenSlugs(slugs)) => {
            for slug in &slugs {
                note!("{}", said::taken(slug, &origin));
            }
            return Err("the folder has faults; nothing was changed".into());
        }
        Err(error) => return Err(error.into()),
    };
    say!(
        "{}: {} added, {} updated, {} unchanged, {} removed",
        contents.edition.slug,
        imported.added,
        imported.updated,
        imported.unchanged,
        imported.removed
    );
    for line in said::also(&imported) {
        say!("{line}");
    }
    for hint in hints? {
        note!("{hint}");
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
