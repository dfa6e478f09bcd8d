//! `peta export`.

use std::path::PathBuf;

use store::{Purpose, SqliteStore, Store};
use wire::{Contents, EditionSlug};

use super::{Database, Outcome, out::say};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// Where to write it; made if it is not there.
    folder: PathBuf,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let edition = super::named(&store, &arguments.edition).await?;
    let contents = whole(&store, &edition).await;
    store.close().await;
    edition::write(&arguments.folder, &contents?)?;
    say!("{edition}: written to {}", arguments.folder.display());
    Ok(())
}

/// The edition with the bytes of the media that its profiles show.
pub(super) async fn whole(
    store: &SqliteStore,
    edition: &EditionSlug,
) -> Result<Contents, Box<dyn std::error::Error>> {
    let stored = store.contents(edition).await?;
    let mut contents = stored
        .ok_or_else(|| format!("there is no edition {edition}"))?
        .contents;
    let mut files: Vec<String> = contents
        .innovations
        .iter()
        .flat_map(|it| it.card.picture.iter().chain(&it.pictures))
        .map(|picture| picture.file.clone())
        .collect();
    files.sort();
    files.dedup();
    for file in files {
        contents.media.extend(store.media(edition, &file).await?);
    }
    Ok(contents)
}
