//! `peta recover`: what was published and lost comes back from tiles, as
//! `peta archive` or a mirror has written them; or a new log begins, in public.

mod anew;
mod published;

use std::{error::Error, path::PathBuf};

use ledger::log::{Checkpoint, Remark, VerifierKey};
use store::{HeadFile, HeldHead, Log as _, LogHead, Purpose, Replayed, SqliteStore, Store as _};
use wire::EditionSlug;

use super::{Database, Outcome, open::keep_verifier, out::say};
use crate::{Clock, log::renamed};
use published::{Signed, Tail};

#[derive(clap::Args)]
#[group(id = "from", required = true, multiple = false, args = ["archive", "without_tiles"])]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// A folder with log/tile/…, as `peta archive` writes it or saved from any web
    /// server that has the log.
    archive: Option<PathBuf>,
    /// There are no tiles: end this log and begin a new one, with this text as its
    /// first entry. Everybody who has seen the old one will be warned.
    #[arg(long, value_name = "TEXT")]
    without_tiles: Option<Remark>,
    /// The file that keeps the last head of the public log, as told to `peta serve`.
    #[arg(long, value_name = "PATH")]
    log_lock: Option<PathBuf>,
}

/// The database and the head file, both held against any server.
struct Held {
    store: SqliteStore,
    edition: EditionSlug,
    head: HeldHead,
    /// The note in the head file.
    kept: Option<String>,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let edition: EditionSlug = arguments.edition.as_str().into();
    let url = &arguments.database.url;
    let store = SqliteStore::open(url, Purpose::Repair).await?;
    let file = match &arguments.log_lock {
        Some(path) => HeadFile::new(path),
        None => HeadFile::beside(url, &edition)?,
    };
    let head = file
        .hold()?
        .ok_or_else(|| format!("another server holds {}", file.path().display()))?;
    let kept = head.read()?;
    let held = Held {
        store,
        edition,
        head,
        kept,
    };
    let done = match (&arguments.archive, &arguments.without_tiles) {
        (_, Some(text)) => anew::begin(&held, text).await,
        (Some(archive), None) => replay(&held, archive).await,
        (None, None) => Err("give a folder with tiles, or --without-tiles".into()),
    };
    held.store.close().await;
    done
}

async fn replay(held: &Held, archive: &std::path::Path) -> Outcome {
    let Held { store, edition, .. } = held;
    if store.contents(edition).await?.is_none() {
        return Err(format!("there is no edition {edition}").into());
    }
    let kept = held.kept.as_deref().map(Signed::parse).transpose()?;
    let saved = published::checkpoint(archive)?;
    let newest = published::newest([kept.as_ref(), saved.as_ref()])
        .ok_or("neither the head file nor log/checkpoint is there: nothing says what is missing")?;
    let key = key(store, &newest.checkpoint).await?;
    for signed in kept.iter().chain(&saved) {
        Checkpoint::open(&signed.note, &key)
            .map_err(|error| format!("a checkpoint is not one of this database's log: {error}"))?;
    }
    let found = store.log_head(edition).await?;
    let mut known: Vec<(u64, wire::Hash)> = kept
        .iter()
        .chain(&saved)
        .map(|it| (it.checkpoint.size(), it.checkpoint.root()))
        .collect();
    known.extend(found.iter().map(|it| (it.size, it.root)));
    let old = found.map_or(0, |it| it.size);
    let size = newest.checkpoint.size();
    if old >= size {
        return Err(format!(
            "nothing is missing: {size} entries were published, and the database has {old}"
        )
        .into());
    }
    let Tail(entries) = published::read(archive, size, old, &known)?;
    let head = LogHead {
        size,
        root: newest.checkpoint.root(),
        checkpoint: newest.text.clone(),
    };
    let now = Clock::system().now();
    // For a copy from before voting was open.
    keep_verifier(store, edition).await?;
    let done = store.replay(edition, &entries, &head, now).await?;
    if held.kept.as_deref() != Some(&newest.text) {
        held.head.replace(held.kept.as_deref(), &newest.text)?;
    }
    store
        .record_incident(edition, &incident(&done, size)?, now)
        .await?;
    told(edition, &done, size);
    Ok(())
}

/// The database's key under the name of a published checkpoint.
async fn key(store: &SqliteStore, of: &Checkpoint) -> Result<VerifierKey, Box<dyn Error>> {
    Ok(renamed(store, of.origin()).await?.verifier().clone())
}

/// What everybody may know of it.
fn incident(done: &Replayed, size: u64) -> Result<Remark, Box<dyn Error>> {
    let Replayed { old, ballots, .. } = done;
    let lost = size - old;
    Ok(format!(
        "Basis data dipulihkan dari salinan dengan {old} entri; {lost} entri diambil kembali \
         dari log publik ini. Isi {ballots} surat suara menunggu dikirim ulang oleh perangkat \
         pemilihnya.\n\
         The database was restored from a copy with {old} entries; {lost} entries came back \
         from this public log. The marks of {ballots} ballots wait to be sent again by their \
         voters' devices."
    )
    .parse()?)
}

fn told(edition: &EditionSlug, done: &Replayed, size: u64) {
    say!(
        "{edition}: the log has all {size} entries again; the database had {}",
        done.old
    );
    say!("  {} ballots without their marks", done.ballots);
    say!("  {} ballots that waited in the database", done.known);
    say!(
        "  {} other entries; the phase is {}",
        done.events,
        done.phase.as_str()
    );
    if done.displaced > 0 {
        say!(
            "  {} ballots taken out: a published one has the same credential and seq",
            done.displaced
        );
    }
    if done.ballots > 0 {
        say!(
            "Marks come back when a voter's device, or a kiosk's queue (peta ingest), sends \
             the same ballot again. What has not come when the objection period begins is \
             void, by its hash, in the log."
        );
    }
    say!("Texts, links and tablets are those of the copy. Start the server now.");
}
