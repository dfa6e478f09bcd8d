//! `peta lot`: the announced value that settles ties and draws the sample, where
//! the rules say so.

use store::{Log as _, Purpose, SqliteStore, Store as _};

use super::{Database, Outcome, out::say};
use crate::Clock;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// The value, written as the rules (`lot_source`) say.
    #[arg(value_parser = value)]
    value: String,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let edition = arguments.edition.as_str().into();
    let now = Clock::system().now();
    let done = store.publish_lot(&edition, &arguments.value, now).await;
    store.close().await;
    done?;
    say!(
        "{edition}: the value \"{}\" is in the public log, for good",
        arguments.value
    );
    Ok(())
}

/// Space at either end is no part of it.
fn value(text: &str) -> Result<String, String> {
    let text = text.trim();
    let known = text.parse::<ledger::log::Remark>();
    known.map_err(|error| error.to_string())?;
    Ok(text.to_owned())
}
