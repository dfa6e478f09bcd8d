//! `peta incident`.

use ledger::log::Remark;
use store::{Log as _, Purpose, SqliteStore, Store as _};

use super::{Database, Outcome, out::say};
use crate::Clock;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// What happened: at most 1,000 bytes. It is public for ever: no names.
    text: Remark,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let edition = super::named(&store, &arguments.edition).await?;
    let now = Clock::system().now();
    let done = store.record_incident(&edition, &arguments.text, now).await;
    store.close().await;
    done?;
    say!("{edition}: the incident will be in the log as soon as the server signs");
    Ok(())
}
