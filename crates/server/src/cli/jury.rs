//! `peta jury`: the jury's means, which settle ties where the rules say so.

use std::{collections::BTreeMap, path::PathBuf};

use store::{Purpose, SqliteStore, Store as _};
use voting::Decimal;
use wire::{BallotNumber, Card, EditionSlug, JuryMean, PublishedJury};

use super::{
    Database, Outcome,
    out::{note, say},
};
use crate::{Clock, follow, organise};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// A table (CSV) with the columns `innovation` (ballot number, id or slug) and
    /// `mean`, such as 87.25: one row for each innovation on the ballot.
    file: PathBuf,
    #[command(flatten)]
    consent: super::consent::Consent,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let edition = super::named(&store, &arguments.edition).await?;
    let done = publish(&store, &edition, &arguments).await;
    store.close().await;
    if let Some(means) = done? {
        say!("{edition}: {means} means are in the public log, for good");
    }
    Ok(())
}

async fn publish(
    store: &SqliteStore,
    edition: &EditionSlug,
    arguments: &Arguments,
) -> Result<Option<usize>, Box<dyn std::error::Error>> {
    let stored = store.contents(edition).await?;
    let stored = stored.ok_or_else(|| store::StoreError::UnknownEdition(edition.clone()))?;
    let contests = follow::manifest(&stored)?.contests;
    let is_listed = |card: &&Card| {
        let mut contests = contests.iter();
        contests.any(|it| it.numbers.binary_search(&card.number).is_ok())
    };
    let cards = stored.contents.innovations.iter().map(|it| &it.card);
    let cards: Vec<&Card> = cards.filter(is_listed).collect();
    let means = edition::jury(&arguments.file, &cards).map_err(|faults| {
        note!("{faults}");
        "the table has faults; nothing was taken"
    })?;
    let published = published(&means);
    let question = organise::jury::ask(store, edition, &published).await?;
    if !arguments.consent.ask(&question)? {
        return Ok(None);
    }
    let body = serde_json::to_vec_pretty(&published)?;
    organise::jury::act(store, &question, &body, Clock::system().now()).await?;
    Ok(Some(means.len()))
}

/// What is published of them.
fn published(means: &BTreeMap<BallotNumber, Decimal>) -> PublishedJury {
    let means = means.iter().map(|(number, mean)| JuryMean {
        number: *number,
        mean: mean.to_string(),
    });
    PublishedJury {
        means: means.collect(),
    }
}
