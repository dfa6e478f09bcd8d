//! `peta paper`.

use ledger::Code;
use store::{Floor as _, PaperRow, PaperState, Purpose, SqliteStore, Store as _};
use wire::Region;

use super::{Database, Outcome, out::say};
use crate::organise::hours;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Show the paper ballots that were entered, and which of them don't count yet.
    List(List),
}

#[derive(clap::Args)]
struct List {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// Only the paper with this code.
    #[arg(long, value_name = "CODE")]
    code: Option<Code>,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let Verb::List(it) = arguments.verb;
    let store = SqliteStore::open(&it.database.url, Purpose::Command).await?;
    let edition = super::named(&store, &it.edition).await?;
    let papers = store.papers(&edition).await;
    let region = super::region(&store, &edition).await;
    store.close().await;
    let mut papers = papers?;
    if let Some(code) = it.code {
        let key = code.credential(&edition).public_key();
        papers.retain(|it| it.credential == key);
    }
    list(&papers, &region?);
    Ok(())
}

/// Never what is on a paper: only how it stands.
fn list(papers: &[PaperRow], region: &Region) {
    say!("paper     entry   kiosk  envelope  when                   state    booth");
    let mut last = None;
    for it in papers {
        let mut paper = it.credential.to_string();
        paper.truncate(8);
        let state = match it.state {
            PaperState::Pending => "pending",
            PaperState::Differs => "differs",
            PaperState::Counted => "counted",
            PaperState::Refused => "refused",
        };
        say!(
            "{}  {:<6}  {:>5}  {:>8}  {:<21}  {state:<7}  {}",
            if last == Some(it.credential) {
                "        "
            } else {
                &paper
            },
            it.slip.entry.as_str(),
            it.slip.kiosk,
            it.slip.index,
            hours::moment(it.recorded_at, region),
            it.booth,
        );
        last = Some(it.credential);
    }
    let open = papers.iter().filter(|it| it.state != PaperState::Counted);
    say!("{} entries, {} not counted", papers.len(), open.count());
}
