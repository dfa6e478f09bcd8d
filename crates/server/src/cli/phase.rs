//! `peta phase`.

use store::{Purpose, SqliteStore, Store as _};
use wire::Phase;

use super::{Database, Outcome};
use crate::Clock;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// preparing, registration, verification, voting, closed, objection, final, archived.
    #[arg(value_parser = parse)]
    phase: Phase,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let edition = arguments.edition.as_str().into();
    let outcome = store
        .set_phase(&edition, arguments.phase, Clock::system().now())
        .await;
    store.close().await;
    outcome?;
    println!("{edition}: {}", arguments.phase.as_str());
    Ok(())
}

fn parse(word: &str) -> Result<Phase, String> {
    let known = Phase::ALL.map(Phase::as_str).join(", ");
    Phase::ALL
        .into_iter()
        .find(|phase| phase.as_str() == word)
        .ok_or_else(|| format!("one of {known}"))
}
