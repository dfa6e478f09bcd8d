//! `peta codes`.

use std::{
    error::Error,
    fmt::Write as _,
    fs::{DirBuilder, OpenOptions},
    io::Write as _,
    num::NonZero,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    thread,
};

use ledger::Code;
use store::{CodeBatch, Purpose, SqliteStore, Store, StoreError, Voided};
use wire::{EditionSlug, PublicKey};

use super::{
    Database, Outcome,
    out::{many, say},
};
use crate::{Clock, organise};

/// Codes of one batch at most: each takes a fiftieth of a second to make.
const MOST: u32 = 20_000;
/// Characters of a booth's name, or of a reason.
const NAME: usize = 80;

/// Makes codes, or does something with those that were made. The server's
/// database gets their public keys; the codes themselves are only in the folder.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    database: Database,
    /// Which edition.
    #[arg(required = true)]
    edition: Option<String>,
    /// How many.
    #[arg(
        long,
        value_name = "N",
        required = true,
        value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST))
    )]
    count: Option<u32>,
    /// The booth that hands them out, such as "Manggar".
    #[arg(long, value_name = "NAME", required = true, value_parser = name)]
    booth: Option<String>,
    /// The folder that the codes are written to; only its owner can read them.
    #[arg(long, value_name = "DIR", required = true)]
    out: Option<PathBuf>,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Let batches vote: once their slips are where they belong.
    Activate(Batches),
    /// Take the vote from a batch or a code, with what it has cast.
    Void(Void),
    /// Show all batches.
    List(Edition),
}

/// Codes that are to be made.
struct Make {
    edition: Edition,
    count: u32,
    booth: String,
    out: PathBuf,
}

#[derive(clap::Args)]
struct Edition {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
}

#[derive(clap::Args)]
#[group(id = "which", required = true, multiple = false, args = ["numbers", "all"])]
struct Batches {
    #[command(flatten)]
    edition: Edition,
    /// The batches' numbers.
    #[arg(value_name = "BATCH")]
    numbers: Vec<u32>,
    /// All that are not active yet, but for void ones.
    #[arg(long)]
    all: bool,
}

#[derive(clap::Args)]
#[group(id = "what", required = true, multiple = false, args = ["batch", "code"])]
struct Void {
    #[command(flatten)]
    edition: Edition,
    /// All codes of this batch.
    #[arg(long, value_name = "N")]
    batch: Option<u32>,
    /// This code.
    #[arg(long, value_name = "CODE")]
    code: Option<Code>,
    /// Why; kept with it.
    #[arg(long, value_name = "TEXT", value_parser = name)]
    reason: String,
    #[command(flatten)]
    consent: super::consent::Consent,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    match arguments.verb {
        Some(Verb::Activate(it)) => {
            let (store, edition) = open(&it.edition).await?;
            let done = activate(&store, &edition, it).await;
            store.close().await;
            done?;
        }
        Some(Verb::Void(it)) => void(it).await?,
        Some(Verb::List(it)) => {
            let (store, edition) = open(&it).await?;
            let batches = store.code_batches(&edition).await;
            store.close().await;
            list(&batches?);
        }
        None => {
            let Arguments {
                database,
                edition: Some(edition),
                count: Some(count),
                booth: Some(booth),
                out: Some(out),
                ..
            } = arguments
            else {
                return Err("say what to do: see peta codes --help".into());
            };
            let edition = Edition { database, edition };
            make(Make {
                edition,
                count,
                booth,
                out,
            })
            .await?;
        }
    }
    Ok(())
}

async fn open(it: &Edition) -> Result<(SqliteStore, EditionSlug), Box<dyn Error>> {
    let store = SqliteStore::open(&it.database.url, Purpose::Command).await?;
    let edition = super::named(&store, &it.edition).await?;
    Ok((store, edition))
}

fn now() -> chrono::DateTime<chrono::Utc> {
    Clock::system().now()
}

async fn make(it: Make) -> Outcome {
    let (store, edition) = open(&it.edition).await?;
    let done = make_in(&store, &edition, &it).await;
    store.close().await;
    let (batch, file) = done?;
    say!(
        "{edition}: {} codes for {} in {}\n\
         They can't vote before: peta codes activate --database {} {edition} {batch}",
        it.count,
        it.booth,
        file.display(),
        it.edition.database.url,
    );
    Ok(())
}

async fn make_in(
    store: &SqliteStore,
    edition: &EditionSlug,
    it: &Make,
) -> Result<(u32, PathBuf), Box<dyn Error>> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&it.out)
        .map_err(|error| format!("can't make {}: {error}", it.out.display()))?;
    let codes = throw(it.count)?;
    let keys = keys(&codes, edition);
    let batch = store.add_codes(edition, &it.booth, &keys, now()).await?;
    let file = it.out.join(format!("batch-{batch}.csv"));
    if let Err(error) = write(&file, &it.booth, &codes) {
        // Keys whose codes nobody has: they are of no use to anybody.
        let reason = "the codes could not be written";
        store
            .void_codes(edition, Voided::Batch(batch), reason, now())
            .await?;
        return Err(format!("can't write {}: {error}", file.display()).into());
    }
    Ok((batch, file))
}

/// New codes from the system's randomness.
fn throw(count: u32) -> Result<Vec<Code>, Box<dyn Error>> {
    (0..count)
        .map(|_| {
            let mut bytes = [0; 10];
            getrandom::fill(&mut bytes)
                .map_err(|error| format!("the system gives no random numbers: {error}"))?;
            Ok(Code::from_random(bytes))
        })
        .collect()
}

/// Their public keys, in the same order; worked out on all processors.
fn keys(codes: &[Code], edition: &EditionSlug) -> Vec<PublicKey> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = codes.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let parts: Vec<_> = codes
            .chunks(share)
            .map(|part| {
                scope.spawn(move || -> Vec<PublicKey> {
                    let keys = part.iter().map(|it| it.credential(edition).public_key());
                    keys.collect()
                })
            })
            .collect();
        let keys = parts.into_iter().flat_map(|part| match part.join() {
            Ok(keys) => keys,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        keys.collect()
    })
}

/// Never over a file that is there: its codes would be lost.
fn write(file: &Path, booth: &str, codes: &[Code]) -> std::io::Result<()> {
    // With the mark by which a spreadsheet knows UTF-8.
    let mut text = String::from("\u{feff}number,booth,code\n");
    for (number, code) in (1..).zip(codes) {
        let booth = booth.replace('"', "\"\"");
        let _ = writeln!(text, "{number},\"{booth}\",{code}");
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// All batches or none: a number that is wrong is found before the first is activated.
async fn activate(store: &SqliteStore, edition: &EditionSlug, it: Batches) -> Outcome {
    let known = store.code_batches(edition).await?;
    let mut numbers = it.numbers;
    if it.all {
        let waiting = known
            .iter()
            .filter(|it| it.activated_at.is_none() && it.voided.is_none());
        numbers = waiting.map(|it| it.number).collect();
    }
    numbers.sort_unstable();
    numbers.dedup();
    for number in &numbers {
        let found = known.iter().find(|it| it.number == *number);
        let found = found.ok_or(StoreError::UnknownBatch(*number))?;
        if found.voided.is_some() {
            return Err(StoreError::VoidedBatch(*number).into());
        }
    }
    let (mut fresh, mut codes) = (0_u64, 0);
    for it in known.iter().filter(|it| numbers.contains(&it.number)) {
        store.activate_codes(edition, it.number, now()).await?;
        let slips = it.codes - it.codes_voided;
        if it.activated_at.is_some() {
            say!("batch {} at {} was active already", it.number, it.booth);
            continue;
        }
        let may = many(slips, "code", "codes");
        say!("batch {} at {}: {may} may vote now", it.number, it.booth);
        (fresh, codes) = (fresh + 1, codes + slips);
    }
    let (codes, fresh) = (
        many(codes, "code", "codes"),
        many(fresh, "batch", "batches"),
    );
    say!("{edition}: {codes} in {fresh} activated");
    Ok(())
}

async fn void(it: Void) -> Outcome {
    let (store, edition) = open(&it.edition).await?;
    let what = match (it.batch, &it.code) {
        (Some(batch), _) => Voided::Batch(batch),
        (None, Some(code)) => Voided::Code(code.credential(&edition).public_key()),
        (None, None) => return Err("say which: --batch or --code".into()),
    };
    let done = void_in(&store, &edition, what, &it).await;
    store.close().await;
    done
}

async fn void_in(store: &SqliteStore, edition: &EditionSlug, what: Voided, it: &Void) -> Outcome {
    let question = organise::void::ask(store, edition, what, &it.reason).await?;
    if it.consent.ask(&question)? {
        let done = organise::void::act(store, &question, what, &it.reason, now()).await?;
        say!("{done}");
    }
    Ok(())
}

fn list(batches: &[CodeBatch]) {
    say!("batch  codes  used  void  state     booth");
    for it in batches {
        let state = match (&it.voided, it.activated_at) {
            (Some(_), _) => "void",
            (None, Some(_)) => "active",
            (None, None) => "waiting",
        };
        let reason = it
            .voided
            .as_ref()
            .map_or(String::new(), |(_, reason)| format!(" ({reason})"));
        say!(
            "{:>5}  {:>5}  {:>4}  {:>4}  {state:<8}  {}{reason}",
            it.number,
            it.codes,
            it.codes_used,
            it.codes_voided,
            it.booth
        );
    }
}

/// One line of text that is not too long, and looks the same on paper.
pub(super) fn name(text: &str) -> Result<String, String> {
    let text = edition::tidy(text).map_err(|untidy| format!("expected {untidy}"))?;
    if text.is_empty() || text.chars().count() > NAME || text.chars().any(char::is_control) {
        return Err(format!("one line of 1 to {NAME} characters"));
    }
    Ok(text)
}
