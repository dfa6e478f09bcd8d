//! `peta check`.

use store::{Floor as _, Purpose, SqliteStore, Store as _};

use super::{Database, Outcome, link};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let report = store.check().await;
    let report = match report {
        Ok(report) => report,
        Err(error) => {
            store.close().await;
            return Err(error.into());
        }
    };
    let mut notes = Vec::new();
    for edition in &report.editions {
        for queue in store.queues(&edition.edition).await? {
            let notes_of = link::notes(&queue);
            notes.extend(
                notes_of
                    .into_iter()
                    .map(|note| format!("{}, kiosk {}: {note}", edition.edition, queue.kiosk)),
            );
        }
    }
    store.close().await;
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
    // Not faults of the database, but never silent.
    for note in notes {
        println!("{note}");
    }
    if report.is_sound() {
        println!("sound");
        Ok(())
    } else {
        Err("the database is not as it should be".into())
    }
}
