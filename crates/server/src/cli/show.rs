//! `peta show`: which edition a server serves.

use store::{Purpose, SqliteStore, Store as _};

use super::{Database, Outcome, out::say};
use crate::organise::{self, show};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let done = show(&store, &arguments.edition).await;
    store.close().await;
    done
}

async fn show(store: &SqliteStore, name: &str) -> Outcome {
    let edition = organise::find(store, name).await?;
    match show::act(store, &edition).await? {
        None => say!("{edition} is on show"),
        Some(before) => say!(
            "{edition} is on show now, in place of {before}. A server that is running goes on \
             with {before} until it is started again"
        ),
    }
    Ok(())
}
