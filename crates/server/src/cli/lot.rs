//! `peta lot`: the announced value that settles ties and draws the sample, where
//! the rules say so.

use store::{Purpose, SqliteStore, Store as _};

use super::{Database, Outcome, out::say};
use crate::{Clock, organise};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// The value, written as the rules (`lot_source`) say.
    #[arg(value_parser = value)]
    value: String,
    #[command(flatten)]
    consent: super::consent::Consent,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let done = publish(&store, &arguments).await;
    store.close().await;
    done
}

async fn publish(store: &SqliteStore, arguments: &Arguments) -> Outcome {
    let edition = super::named(store, &arguments.edition).await?;
    let value = &arguments.value;
    let question = organise::lot::ask(store, &edition, value).await?;
    if arguments.consent.ask(&question)? {
        organise::lot::act(store, &question, value, Clock::system().now()).await?;
        say!("{edition}: the value \"{value}\" is in the public log, for good");
    }
    Ok(())
}

/// Space at either end is no part of it.
fn value(text: &str) -> Result<String, String> {
    let text = text.trim();
    let known = text.parse::<ledger::log::Remark>();
    known.map_err(|error| error.to_string())?;
    Ok(text.to_owned())
}
