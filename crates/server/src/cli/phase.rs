//! `peta phase`.

use store::{Purpose, SqliteStore, Store as _};
use wire::{EditionSlug, Phase};

use super::{Database, Outcome, consent::Consent, out::say};
use crate::{
    Clock,
    organise::{self, Question, archive, close, finish, objection, words},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// preparing, registration, verification, closed, objection, final, archived; or
    /// the same in Indonesian. Voting is opened with `peta open`.
    #[arg(value_parser = parse)]
    phase: Phase,
    #[command(flatten)]
    consent: Consent,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let done = turn(&store, &arguments).await;
    store.close().await;
    done
}

async fn turn(store: &SqliteStore, arguments: &Arguments) -> Outcome {
    let edition = organise::find(store, &arguments.edition).await?;
    let now = Clock::system().now();
    let question = match arguments.phase {
        Phase::Preparing | Phase::Registration | Phase::Verification => {
            store.set_phase(&edition, arguments.phase, now).await?;
            say!("{edition}: {}", arguments.phase.as_str());
            return Ok(());
        }
        Phase::Voting => return Err(opened_elsewhere(&edition).into()),
        Phase::Closed => close::ask(store, &edition, now).await?,
        Phase::Objection => objection::ask(store, &edition, now).await?,
        Phase::Final => finish::ask(store, &edition, now).await?,
        Phase::Archived => archive::ask(store, &edition, now).await?,
    };
    if arguments.consent.ask(&question)? {
        say!("{}", act(store, arguments.phase, &question).await?);
    }
    Ok(())
}

async fn act(
    store: &SqliteStore,
    phase: Phase,
    question: &Question,
) -> Result<String, Box<dyn std::error::Error>> {
    // Somebody may have thought for a while.
    let now = Clock::system().now();
    Ok(match phase {
        Phase::Closed => close::act(store, question, now).await?,
        Phase::Objection => objection::act(store, question, now).await?,
        Phase::Final => finish::act(store, question, now).await?,
        Phase::Archived => archive::act(store, question, now).await?,
        _ => return Err(opened_elsewhere(&question.edition).into()),
    })
}

fn opened_elsewhere(edition: &EditionSlug) -> String {
    format!(
        "a vote is opened with `peta open {edition}`, which shows what it freezes and asks first"
    )
}

fn parse(word: &str) -> Result<Phase, String> {
    let known = Phase::ALL.map(Phase::as_str).join(", ");
    words::phase(word).ok_or_else(|| format!("one of {known}"))
}
