//! `peta backup`: a copy of the database that was checked, made beside a running server.

mod heads;

use std::{
    error::Error,
    fs,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use store::{CheckReport, Draft, Purpose, SqliteStore, Store as _, copy, database_path};

use super::{
    Database, Outcome,
    check::stand,
    out::{note, say},
};
use crate::{
    Clock,
    backup::{LastBackup, last_backup},
};
use heads::{Kept, Written};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// The folder for the copy, best on another disk; made if it is not there
    /// [default: where the database is].
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// The file that keeps the last head of the public log, as told to `peta serve`.
    #[arg(long, value_name = "PATH")]
    log_lock: Option<PathBuf>,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    tokio::select! {
        done = make(&arguments) => done,
        // What is half done is taken away.
        _ = tokio::signal::ctrl_c() => Err("interrupted: no copy was kept".into()),
    }
}

async fn make(arguments: &Arguments) -> Outcome {
    let url = &arguments.database.url;
    let database = database_path(url)?;
    let folder = match &arguments.to {
        Some(folder) => folder.clone(),
        None => database.parent().unwrap_or(Path::new("")).to_owned(),
    };
    prepare(&folder)?;
    let at = Clock::system().now();
    let name = folder.join(name(&database, at));
    if name.symlink_metadata().is_ok() {
        return Err(format!("{} is there already", name.display()).into());
    }
    // Before the copy, so that the copy has at least what these heads say.
    let kept = heads::read(&database, arguments.log_lock.as_deref())?;
    let draft = copy(url, &with(&name, ".part")).await?;
    let found = if draft.is_current() {
        Some(checked(&draft, &kept).await?)
    } else {
        None
    };
    // The heads first: a copy without them would look whole.
    let written = Written::put(&name, &kept)?;
    draft.keep(&name)?;
    written.keep();
    tell(&name, found.as_ref())?;
    if let Some(before) = last_backup(url)? {
        let at = before.at.format("%Y-%m-%d %H:%M");
        say!("  the one before was made at {at} UTC");
    }
    let last = LastBackup {
        at,
        file: name.canonicalize().unwrap_or(name),
        ballots: found.map(|(report, _)| report.editions.iter().map(|it| it.ballots).sum()),
    };
    if let Err(error) = last.record(&database) {
        note!("peta: the backup is made, but its date can't be noted beside the database: {error}");
    }
    Ok(())
}

/// `peta-2026-08-08T093000Z.db` of `peta.db`.
fn name(database: &Path, at: DateTime<Utc>) -> String {
    let stem = database.file_stem().unwrap_or(database.as_os_str());
    format!(
        "{}-{}.db",
        stem.to_string_lossy(),
        at.format("%Y-%m-%dT%H%M%SZ")
    )
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

fn prepare(folder: &Path) -> Result<(), String> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| format!("can't make {}: {error}", folder.display()))
}

/// Everything in the copy is proven, and the log's head in it goes on from the one that
/// was kept.
async fn checked(
    draft: &Draft,
    kept: &[Kept],
) -> Result<(CheckReport, Vec<String>), Box<dyn Error>> {
    let address = format!("sqlite:{}", draft.path().display());
    let store = SqliteStore::open(&address, Purpose::Command).await?;
    let found = prove(&store, kept).await;
    store.close().await;
    found
}

/// All of it, with a store that is open.
async fn prove(
    store: &SqliteStore,
    kept: &[Kept],
) -> Result<(CheckReport, Vec<String>), Box<dyn Error>> {
    let report = store.check().await?;
    if !report.is_sound() {
        let faults = report.database.len() as u64;
        let faults = report
            .editions
            .iter()
            .fold(faults, |sum, it| sum + it.faults_found);
        return Err(format!(
            "the copy has {faults} faults, so it was not kept: run peta check on the database"
        )
        .into());
    }
    let mut notes = Vec::new();
    for edition in &report.editions {
        match kept.iter().find(|it| it.edition == edition.edition) {
            Some(it) => {
                let standing = stand(store, &it.edition, &it.text).await?;
                if !standing.is_sound() {
                    return Err(format!(
                        "{}: {standing}, so no copy was kept: see \"When the server refuses\" in \
                         OPERATIONS",
                        it.edition
                    )
                    .into());
                }
            }
            None if edition.entries > 0 => notes.push(format!(
                "{}: there is no head file beside the database, so none is beside the copy",
                edition.edition
            )),
            None => {}
        }
    }
    Ok((report, notes))
}

fn tell(name: &Path, found: Option<&(CheckReport, Vec<String>)>) -> Outcome {
    let bytes = fs::metadata(name)?.len();
    let size = format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10);
    let name = name.display();
    let Some((report, notes)) = found else {
        say!("{name}: {size}, whole");
        say!("  in the layout of an older program: its ballots were not checked");
        return Ok(());
    };
    say!("{name}: {size}, checked");
    for edition in &report.editions {
        say!(
            "  {}: {} ballots, {} entries in the log",
            edition.edition,
            edition.ballots,
            edition.entries
        );
    }
    for text in notes {
        say!("  {text}");
    }
    Ok(())
}
