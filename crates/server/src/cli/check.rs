//! `peta check`.

use store::{Purpose, SqliteStore, Store as _};

use super::{Database, Outcome};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let report = store.check().await;
    store.close().await;
    let report = report?;
    for fault in &report.database {
        println!("database: {fault}");
    }
    for edition in &report.editions {
        println!(
            "{}: {} ballots, {} faults",
            edition.edition, edition.ballots, edition.faults_found
        );
        for fault in &edition.faults {
            println!("  {fault}");
        }
    }
    if report.is_sound() {
        println!("sound");
        Ok(())
    } else {
        Err("the database is not as it should be".into())
    }
}
