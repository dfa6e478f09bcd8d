//! The command line. The only part of the program that prints (all through [`out`]),
//! reads a clock and ends the process.

mod archive;
mod backup;
mod check;
mod codes;
mod consent;
mod export;
mod import;
mod incident;
mod ingest;
mod jury;
mod link;
mod lot;
mod mirror;
mod open;
mod out;
mod paper;
mod phase;
mod print;
mod recover;
mod serve;
mod settings;
mod show;
mod signals;
mod status;
mod verify;
mod witness;

use std::{env, error::Error, process::ExitCode};

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use out::{note, say};
use settings::Settings;
use store::{Store, StoreError};
use tokio::runtime::{Builder, Runtime};
use wire::{EditionSlug, Region};

/// Innovation map, ballot and results of one event.
#[derive(Parser)]
#[command(name = "peta", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve an edition over HTTP until SIGTERM or Ctrl-C.
    Serve(serve::Arguments),
    /// Check an edition folder and load it: everything or nothing.
    Import(import::Arguments),
    /// Write an edition back to a folder.
    Export(export::Arguments),
    /// Open the vote: shows what freezes, and what is wrong, and asks.
    Open(open::Arguments),
    /// Move an edition to another phase: close the vote, begin objections, end it.
    Phase(phase::Arguments),
    /// Choose the edition that is served, where there are several.
    Show(show::Arguments),
    /// Show all editions with their phases, hours and numbers.
    Status(status::Arguments),
    /// Make voting codes for a booth; activate, void and list them.
    Codes(codes::Arguments),
    /// Make links for the big screen and for kiosks; list and revoke them.
    Link(link::Arguments),
    /// Feed in the queue of a kiosk that has no network, or was lost.
    Ingest(ingest::Arguments),
    /// Look after paper ballots that two people enter.
    Paper(paper::Arguments),
    /// Print code slips, stand cards, posters, paper ballots and booth sheets.
    Print(print::Arguments),
    /// Publish the jury's means, which settle ties where the rules say so: once.
    Jury(jury::Arguments),
    /// Publish the value of the lot that settles ties or draws the sample: once.
    Lot(lot::Arguments),
    /// Write the archive that anyone can count again.
    Archive(archive::Arguments),
    /// Count an archive again, and prove everything in it.
    Verify(verify::Arguments),
    /// Write a public incident into the log: what happened, for everybody to read.
    Incident(incident::Arguments),
    /// Keep a copy of a public log that only grows: what `recover` needs.
    Mirror(mirror::Arguments),
    /// Put published entries back that the database has lost. The server is stopped.
    Recover(recover::Arguments),
    /// Watch the logs of others, and cosign what only grows.
    Witness(witness::Arguments),
    /// Copy the database while it is in use, and check the copy.
    Backup(backup::Arguments),
    /// Prove that the database and every ballot in it are whole. Only reads.
    Check(check::Arguments),
}

/// Where everything is kept.
#[derive(clap::Args)]
struct Database {
    /// The database.
    #[arg(
        long = "database",
        value_name = "URL",
        default_value = "sqlite:peta.db"
    )]
    url: String,
}

/// The edition of that name; if there is none, what there is. Nothing was written yet,
/// so nobody has to close the store then.
async fn named(store: &dyn Store, name: &str) -> Result<EditionSlug, Box<dyn Error>> {
    Ok(crate::organise::find(store, name).await?)
}

/// Whose clocks tell an edition's times.
async fn region(store: &dyn Store, edition: &EditionSlug) -> Result<Region, StoreError> {
    let stored = store.contents(edition).await?;
    let stored = stored.ok_or_else(|| StoreError::UnknownEdition(edition.clone()))?;
    Ok(stored.contents.edition.region)
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let (arguments, settings) = match read() {
        Ok(found) => found,
        Err(code) => return code,
    };
    let outcome = runtime().and_then(|runtime| match arguments.command {
        Command::Serve(it) => runtime.block_on(serve::run(it, settings.file.as_deref())),
        Command::Import(it) => runtime.block_on(import::run(it)),
        Command::Export(it) => runtime.block_on(export::run(it)),
        Command::Open(it) => runtime.block_on(open::run(it)),
        Command::Show(it) => runtime.block_on(show::run(it)),
        Command::Status(it) => runtime.block_on(status::run(it)),
        Command::Phase(it) => runtime.block_on(phase::run(it)),
        Command::Codes(it) => runtime.block_on(codes::run(it)),
        Command::Link(it) => runtime.block_on(link::run(it)),
        Command::Ingest(it) => runtime.block_on(ingest::run(it)),
        Command::Paper(it) => runtime.block_on(paper::run(it)),
        Command::Print(it) => runtime.block_on(print::run(it)),
        Command::Jury(it) => runtime.block_on(jury::run(it)),
        Command::Lot(it) => runtime.block_on(lot::run(it)),
        Command::Archive(it) => runtime.block_on(archive::run(it)),
        Command::Verify(it) => verify::run(&it),
        Command::Incident(it) => runtime.block_on(incident::run(it)),
        Command::Mirror(it) => runtime.block_on(mirror::run(it)),
        Command::Recover(it) => runtime.block_on(recover::run(it)),
        Command::Witness(it) => runtime.block_on(witness::run(it)),
        Command::Backup(it) => runtime.block_on(backup::run(it)),
        Command::Check(it) => runtime.block_on(check::run(it)),
    });
    if let Err(error) = &outcome {
        note!("peta: {}", crate::run::causes(&**error));
    }
    out::end(outcome.is_ok(), ExitCode::FAILURE)
}

/// The arguments, and the settings that stand behind them; or what the process ends with.
fn read() -> Result<(Arguments, Settings), ExitCode> {
    let (settings, fault) = match Settings::find() {
        Ok(settings) => (settings, None),
        Err(fault) => (Settings::default(), Some(fault)),
    };
    let mut command = settings.dress(Arguments::command());
    let matches = command.try_get_matches_from_mut(env::args_os());
    let arguments = matches.and_then(|mut it| {
        Arguments::from_arg_matches_mut(&mut it).map_err(|error| error.format(&mut command))
    });
    match (arguments, fault) {
        // Help is there whatever is wrong with the settings.
        (Err(instead), None) => Err(tell(&instead)),
        (Err(instead), Some(_)) if !instead.use_stderr() => Err(tell(&instead)),
        (_, Some(fault)) => {
            note!("peta: {fault}");
            Err(ExitCode::FAILURE)
        }
        (Ok(arguments), None) => Ok((arguments, settings)),
    }
}

/// Help, the version, or what is wrong with the arguments.
fn tell(instead: &clap::Error) -> ExitCode {
    let text = instead.render();
    let text = text.to_string();
    if instead.use_stderr() {
        note!("{}", text.trim_end());
    } else {
        say!("{}", text.trim_end());
    }
    let otherwise = u8::try_from(instead.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from);
    out::end(!instead.use_stderr(), otherwise)
}

type Outcome = Result<(), Box<dyn Error>>;

fn runtime() -> Result<Runtime, Box<dyn Error>> {
    Ok(Builder::new_multi_thread().enable_all().build()?)
}
