//! `peta check`.

use std::{error::Error, path::PathBuf};

use store::{Floor as _, HeadFile, Log as _, Purpose, SqliteStore, Store as _};
use wire::EditionSlug;

use super::{Database, Outcome, link, out::say};
use crate::log::{Standing, compare, signer};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// The file that keeps the last head of the public log, as told to `peta serve`.
    #[arg(long, value_name = "PATH")]
    log_lock: Option<PathBuf>,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Read).await?;
    // Kept heads first: the log may grow meanwhile.
    let kept = kept(&store, &arguments).await?;
    let report = store.check().await;
    let report = match report {
        Ok(report) => report,
        Err(error) => {
            store.close().await;
            return Err(error.into());
        }
    };
    let mut notes = Vec::new();
    for edition in &report.editions {
        let region = super::region(&store, &edition.edition).await?;
        for queue in store.queues(&edition.edition).await? {
            let notes_of = link::notes(&queue, &region);
            notes.extend(
                notes_of
                    .into_iter()
                    .map(|note| format!("{}, kiosk {}: {note}", edition.edition, queue.kiosk)),
            );
        }
    }
    let mut is_log_sound = true;
    for (edition, text) in kept {
        let standing = stand(&store, &edition, &text).await?;
        is_log_sound &= standing.is_sound();
        notes.push(format!("{edition}: {standing}"));
    }
    store.close().await;
    for fault in &report.database {
        say!("database: {fault}");
    }
    for edition in &report.editions {
        say!(
            "{}: {} ballots, {} entries in the log, {} faults",
            edition.edition,
            edition.ballots,
            edition.entries,
            edition.faults_found
        );
        for fault in &edition.faults {
            say!("  {fault}");
        }
        if edition.without_opening > 0 {
            say!(
                "  {} ballots came back from the log without marks, and count once they \
                 are sent again",
                edition.without_opening
            );
        }
    }
    // Not faults of the database, but never silent.
    for note in notes {
        say!("{note}");
    }
    if report.is_sound() && is_log_sound {
        say!("sound");
        Ok(())
    } else {
        Err("the database is not as it should be".into())
    }
}

/// The head files that are there, with their editions. One that was named is of
/// the edition on show.
async fn kept(
    store: &SqliteStore,
    arguments: &Arguments,
) -> Result<Vec<(EditionSlug, String)>, Box<dyn Error>> {
    let mut kept = Vec::new();
    let shown = store.shown().await?;
    for (edition, _) in store.editions().await? {
        let file = match &arguments.log_lock {
            Some(path) if shown.as_ref() == Some(&edition) => HeadFile::new(path),
            Some(_) | None => HeadFile::beside(&arguments.database.url, &edition)?,
        };
        let text = file
            .read()
            .map_err(|error| format!("can't read {}: {error}", file.path().display()))?;
        kept.extend(text.map(|text| (edition, text)));
    }
    Ok(kept)
}

pub(super) async fn stand(
    store: &SqliteStore,
    edition: &EditionSlug,
    kept: &str,
) -> Result<Standing, Box<dyn Error>> {
    if store.known_log_key().await?.is_none() {
        return Ok(Standing::Foreign);
    }
    let signer = signer(store, edition, None).await?;
    let head = store.log_head(edition).await?;
    let key = signer.verifier();
    Ok(compare(store, edition, key, Some(kept), head.as_ref()).await?)
}
