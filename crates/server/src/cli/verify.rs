//! `peta verify`: a recount of an archive folder, without a database and without
//! a network.

use std::{
    fs::File,
    io::{ErrorKind, Read as _},
    num::NonZero,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};

use ledger::log::{Tile, VerifierKey, document_hash};
use recount::{
    Bundle, CHECKPOINT, Counted, Evidence, Fault, JURY, KEY, MANIFEST, RESULT, ROLL, Recount,
    Report, SAMPLE, VERIFIER, Way, first_altered,
};
use wire::{Channel, TieRule};

use super::{Outcome, out::say};

/// Longest file, in bytes: the roll of some three million codes.
const LONGEST: u64 = 256 * 1024 * 1024;
/// Bundles that are read ahead by each thread.
const AHEAD: usize = 8;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder, as `peta archive` writes it or saved from a web server.
    archive: PathBuf,
    /// The log's public key, if you have it from elsewhere.
    #[arg(long, value_name = "NAME+ID+KEY")]
    log_key: Option<VerifierKey>,
    /// A checkpoint that you saved before: the log must have grown from it.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let known = match &arguments.checkpoint {
        None => None,
        Some(path) => Some(std::fs::read(path)?),
    };
    let archive = &arguments.archive;
    match verify(archive, arguments.log_key.as_ref(), known.as_deref()) {
        Ok(report) => {
            print(&report);
            say!("OK");
            Ok(())
        }
        Err(fault) => Err(format!("{}: {fault}", archive.display()).into()),
    }
}

/// The whole way: log, openings, and the page for whoever checks with that.
pub(super) fn verify(
    archive: &Path,
    known_key: Option<&VerifierKey>,
    known: Option<&[u8]>,
) -> Result<Report, Fault> {
    let report = recount(archive, known_key, known)?;
    let page = file_if_any(archive, VERIFIER)?;
    let named = report.manifest.verifier;
    if named.is_some_and(|named| page.is_some_and(|it| document_hash(&it) != named)) {
        return Err(Fault::File {
            path: VERIFIER.to_owned(),
            reason: "not the page that manifest.json names".to_owned(),
        });
    }
    Ok(report)
}

fn recount(
    archive: &Path,
    known_key: Option<&VerifierKey>,
    known: Option<&[u8]>,
) -> Result<Report, Fault> {
    let recount = Recount::start(&Evidence {
        key: &file(archive, KEY)?,
        checkpoint: &file(archive, CHECKPOINT)?,
        manifest: &file(archive, MANIFEST)?,
        roll: &file(archive, ROLL)?,
        result: file_if_any(archive, RESULT)?.as_deref(),
        jury: file_if_any(archive, JURY)?.as_deref(),
        known_key,
        known,
        ..Evidence::default()
    })?;
    let mut counted = log(archive, recount)?;
    // Some of them, but not all, are none that were left out on purpose.
    if counted.ballots() > 0 && !counted.files().any(|it| archive.join(it).exists()) {
        let sample = file_if_any(archive, SAMPLE)?;
        return match sample.filter(|_| counted.may_have_sample()) {
            Some(sample) => counted.end_sample(&sample),
            None => counted.end_sealed(),
        };
    }
    for path in counted.files() {
        counted.take(&file(archive, &path)?)?;
    }
    counted.end()
}

/// Bundles are checked on all processors, and taken in their order.
fn log(archive: &Path, mut recount: Recount) -> Result<Counted, Fault> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let lanes: Vec<_> = (0..threads)
            .map(|lane| {
                let tiles = recount.bundles().skip(lane).step_by(threads);
                let (send, receive) = mpsc::sync_channel(AHEAD);
                scope.spawn(move || {
                    for tile in tiles {
                        // Nobody waits any more: a bundle before it was wrong.
                        if send.send(bundle(archive, tile)).is_err() {
                            return;
                        }
                    }
                });
                receive
            })
            .collect();
        let tiles = recount.bundles();
        for (place, tile) in recount.bundles().enumerate() {
            let missing = |_| missing(&format!("log/{tile}"));
            recount.take(lanes[place % threads].recv().map_err(missing)??);
        }
        match recount.end() {
            Err(Fault::Root) => Err(altered(archive, tiles)),
            done => done,
        }
    })
}

/// Says which entry is wrong, as far as the tiles of hashes tell.
fn altered(archive: &Path, bundles: impl Iterator<Item = Tile>) -> Fault {
    for bundle in bundles {
        match locate(archive, bundle) {
            Ok(None) => {}
            Ok(Some(fault)) | Err(fault) => return fault,
        }
    }
    Fault::Root
}

fn locate(archive: &Path, bundle: Tile) -> Result<Option<Fault>, Fault> {
    let entries = bundle.to_string();
    let hashes = entries.replacen("entries", "0", 1);
    let Some(hashes) = file_if_any(archive, &format!("log/{hashes}"))? else {
        return Ok(None);
    };
    let bytes = file(archive, &format!("log/{entries}"))?;
    Ok(first_altered(bundle, &bytes, &hashes))
}

fn bundle(archive: &Path, tile: Tile) -> Result<Bundle, Fault> {
    let bytes = file(archive, &format!("log/{tile}"))?;
    match Bundle::check(tile, &bytes) {
        Err(fault @ Fault::Length { .. }) => Err(locate(archive, tile)?.unwrap_or(fault)),
        done => done,
    }
}

pub(super) fn file(archive: &Path, path: &str) -> Result<Vec<u8>, Fault> {
    file_if_any(archive, path)?.ok_or_else(|| missing(path))
}

fn missing(path: &str) -> Fault {
    let path = path.to_owned();
    Fault::Missing { path }
}

pub(super) fn file_if_any(archive: &Path, path: &str) -> Result<Option<Vec<u8>>, Fault> {
    let wrong = |reason: String| Fault::File {
        path: path.to_owned(),
        reason,
    };
    let file = match File::open(archive.join(path)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(wrong(error.to_string())),
    };
    let mut bytes = Vec::new();
    let read = file.take(LONGEST + 1).read_to_end(&mut bytes);
    match read {
        Ok(length) if length as u64 > LONGEST => Err(wrong("too long".to_owned())),
        Ok(_) => Ok(Some(bytes)),
        Err(error) => Err(wrong(error.to_string())),
    }
}

fn print(report: &Report) {
    let checkpoint = &report.checkpoint;
    say!("log      {}", checkpoint.origin());
    say!("entries  {}, root {}", checkpoint.size(), checkpoint.root());
    let witnesses = report.witnesses;
    if witnesses.named > 0 {
        let (cosigned, named) = (witnesses.cosigned, witnesses.named);
        say!("         cosigned by {cosigned} of {named} witnesses");
    }
    say!(
        "ballots  {} count; {} replaced, {} void",
        report.ballots,
        report.replaced,
        report.void
    );
    for channel in &report.channels {
        say!("         {} by {}", channel.ballots, word(channel.channel));
    }
    if !report.has_result {
        say!("result   none was published yet");
    }
    let Some(contests) = &report.contests else {
        match report.sample {
            Some(drawn) => say!(
                "marks    who voted is proven; {drawn} drawn ballots are what they were; the \
                 totals are by the organiser's count"
            ),
            None => say!("marks    not open: who voted is proven, but not for what"),
        }
        return;
    };
    for contest in contests {
        let name = contest.category.as_ref().map_or("all", |it| it.as_str());
        say!("{name}: {} ballots", contest.ballots);
        if let Some(settled) = &contest.settled {
            let by = match settled.by {
                TieRule::JuryMean => "by jury means",
                TieRule::Lot => "by lot",
                TieRule::JointWinners => "jointly",
            };
            say!("  the tie for the first place was settled {by}");
        }
        for row in &contest.rows {
            let listed = &report.manifest.innovations;
            let listed = listed.iter().find(|it| it.number == row.number);
            say!(
                "  {:>4}. {:>8}  {} {}{}",
                row.rank,
                row.votes,
                row.number,
                listed.map_or("", |it| it.name.as_str()),
                if row.tied { " (seri)" } else { "" }
            );
        }
    }
    let views = report.views();
    let same = views.iter().filter(|it| it.same_winners).count();
    if !views.is_empty() {
        say!(
            "the winners stay the same in {same} of {} views",
            views.len()
        );
    }
    for view in &views {
        let way = match &view.way {
            Way::WithoutChannel(channel) => format!("without {}", word(*channel)),
            Way::WithoutBooth(booth) => format!("without {booth}"),
            Way::By(method) => format!("by {}", method.as_str().replace('_', " ")),
        };
        let same = if view.same_winners { "same" } else { "others" };
        say!("  {way} ({} ballots): {same}", view.ballots);
    }
}

fn word(channel: Channel) -> &'static str {
    match channel {
        Channel::Device => "device",
        Channel::Code => "code",
        Channel::Kiosk => "kiosk",
        Channel::Paper => "paper",
    }
}
