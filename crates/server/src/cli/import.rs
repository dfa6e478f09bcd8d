//! `peta import`.

mod said;

use std::path::PathBuf;

use edition::Folder;
use ledger::log::{Algorithm, VerifierKey};
use store::{Purpose, SqliteStore, Store as _, StoreError, Terms};

use super::{Database, Outcome};
use crate::Clock;

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
    let terms = Terms {
        derived: origin.derived.clone(),
        remove: arguments.remove,
    };
    let outcome = store
        .import_as(&contents, &terms, Clock::system().now())
        .await;
    store.close().await;
    let imported = match outcome {
        Ok(imported) => imported,
        Err(StoreError::VotingOpened(differences)) => {
            for difference in &differences.0 {
                eprintln!("{}", said::with_place(difference, &origin));
            }
            return Err(said::REFUSED.into());
        }
        Err(StoreError::TakenSlugs(slugs)) => {
            for slug in &slugs {
                eprintln!("{}", said::taken(slug, &origin));
            }
            return Err("the folder has faults; nothing was changed".into());
        }
        Err(error) => return Err(error.into()),
    };
    println!(
        "{}: {} added, {} updated, {} unchanged, {} removed",
        contents.edition.slug,
        imported.added,
        imported.updated,
        imported.unchanged,
        imported.removed
    );
    for line in said::also(&imported) {
        println!("{line}");
    }
    Ok(())
}
