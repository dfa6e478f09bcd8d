//! `peta ingest`: a kiosk's queue that came as a file or as QR codes.

mod read;

use core::ops::RangeInclusive;
use std::{collections::BTreeMap, error::Error, path::PathBuf, sync::Arc};

use ledger::{Frame, Item};
use store::{Cashier, Purpose, Queue, SqliteStore, Store, Way};
use wire::{Delivered, EditionSlug, Envelope, EnvelopeOutcome, EnvelopeResult, PublicKey, Region};

use super::{
    Database, Outcome,
    link::notes,
    out::{note, say},
};
use crate::{Clock, follow, keys, queue::Desk, run::causes};
use read::Input;

/// Envelopes at once.
const MOST: usize = 50;

/// Feeds in what kiosks could not send: what counts is decided as if they had.
/// All is read and checked first; a damaged line is named and loses nothing else.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// Files with a frame in each line: a tablet's file, or what a QR reader gave.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A frame as text: most often the head of a queue, read off a tablet
    /// without a network before the close.
    #[arg(long = "head", value_name = "TEXT")]
    heads: Vec<String>,
    /// Also the queues of tablets that were revoked.
    #[arg(long)]
    revoked: bool,
    /// After the close a queue counts whole or not at all; with this, what is
    /// there counts although some of it is lost for good.
    #[arg(long)]
    incomplete: bool,
}

/// How many envelopes ended how.
#[derive(Default)]
struct Sum {
    stored: usize,
    same: usize,
    pending: usize,
    late: usize,
    refused: Vec<EnvelopeResult>,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let mut input = Input::default();
    for file in &arguments.files {
        input.file(file)?;
    }
    for text in &arguments.heads {
        input.text("--head", text);
    }
    let store: Arc<dyn Store> =
        Arc::new(SqliteStore::open(&arguments.database.url, Purpose::Command).await?);
    let edition = super::named(&*store, &arguments.edition).await?;
    let faults = input.faults(&edition);
    for fault in &faults {
        note!("{fault}");
    }
    if input.frames.is_empty() {
        return Err("there is nothing to feed in: give files, or --head".into());
    }
    let done = feed(&store, &edition, input.frames, &arguments).await;
    store.close().await;
    let refused = done?;
    match faults.len() + refused {
        0 => Ok(()),
        count => Err(format!("{count} lines or kiosks were left out: see above").into()),
    }
}

/// Everything, kiosk by kiosk; how many kiosks were left out.
async fn feed(
    store: &Arc<dyn Store>,
    edition: &EditionSlug,
    frames: Vec<Frame>,
    arguments: &Arguments,
) -> Result<usize, Box<dyn Error>> {
    let stored = store
        .contents(edition)
        .await?
        .ok_or_else(|| format!("there is no edition {edition}"))?;
    let manifest = follow::manifest(&stored)?;
    let keys = keys::load(&**store).await?;
    let (cashier, writing) = Cashier::start(
        Arc::clone(store),
        edition.clone(),
        Queue::default(),
        |error| {
            note!("peta: {}", causes(error));
        },
    );
    let desk = Desk {
        store,
        cashier: &cashier,
        edition,
        keys: &keys,
        manifest: stored.manifest.as_ref().map(|it| it.hash),
        contests: &manifest.contests,
        now: Clock::system().now(),
        way: if arguments.incomplete {
            Way::Incomplete
        } else {
            Way::Operator
        },
    };
    let mut by_kiosk: BTreeMap<u32, Vec<Frame>> = BTreeMap::new();
    for frame in frames {
        by_kiosk.entry(frame.number).or_default().push(frame);
    }
    let mut left_out = 0;
    for (number, frames) in by_kiosk {
        let link = store.link(edition, number).await?;
        let refusal = match &link {
            Some(link) if link.kiosk.is_none() => Some("was never enrolled"),
            Some(link) if link.revoked.is_some() && !arguments.revoked => {
                Some("was revoked: feed its queue in with --revoked")
            }
            Some(_) => None,
            None => Some("is not one of this edition"),
        };
        if let Some(refusal) = refusal {
            note!("kiosk {number} {refusal}");
            left_out += 1;
            continue;
        }
        let Some((kiosk, _)) = link.and_then(|it| it.kiosk) else {
            continue;
        };
        let region = &stored.contents.edition.region;
        deliver(&desk, region, number, kiosk, frames).await?;
    }
    drop(cashier);
    writing.await?;
    Ok(left_out)
}

async fn deliver(
    desk: &Desk<'_>,
    region: &Region,
    number: u32,
    kiosk: PublicKey,
    frames: Vec<Frame>,
) -> Outcome {
    let (mut envelopes, mut heads) = (Vec::new(), Vec::new());
    for frame in frames {
        match frame.item {
            Item::Envelope(it) => envelopes.push(it),
            Item::Head(it) => heads.push(it),
        }
    }
    envelopes.sort_by_key(|it: &Envelope| (it.index, it.signature));
    envelopes.dedup();
    heads.sort_by_key(|it| it.index);
    // The lower ones too: the higher may have been signed too late.
    for head in heads {
        let index = head.index;
        let delivered = desk
            .deliver(desk.check(number, kiosk, Vec::new(), Some(head)).await?)
            .await?;
        told(number, index, &delivered);
    }
    let mut sum = Sum::default();
    let mut late = Vec::new();
    for part in envelopes.chunks(MOST) {
        let delivered = desk
            .deliver(desk.check(number, kiosk, part.to_vec(), None).await?)
            .await?;
        for (envelope, result) in part.iter().zip(delivered.results) {
            if result.outcome == EnvelopeOutcome::Late {
                late.push(envelope.clone());
            } else {
                sum.add(result);
            }
        }
    }
    // Once more, now that all that stands behind them has come: it may prove
    // that they were there in time, and then they are stored already.
    for part in late.chunks(MOST) {
        let delivered = desk
            .deliver(desk.check(number, kiosk, part.to_vec(), None).await?)
            .await?;
        for mut result in delivered.results {
            if result.outcome == EnvelopeOutcome::Same {
                result.outcome = EnvelopeOutcome::Stored;
            }
            sum.add(result);
        }
    }
    sum.print(number);
    let queues = desk.store.queues(desk.edition).await?;
    for queue in queues.iter().filter(|it| it.kiosk == number) {
        for note in notes(queue, region) {
            say!("  {note}");
        }
    }
    Ok(())
}

fn told(number: u32, index: u32, delivered: &Delivered) {
    match (delivered.head_code, delivered.head) {
        (Some(code), _) => say!("kiosk {number}: head {index} is refused: {code:?}"),
        (None, Some(head)) if head.index == index => {
            let when = if head.in_time {
                "while voting is open: what is in front of it counts"
            } else {
                "outside of the voting hours: it proves nothing"
            };
            say!("kiosk {number}: head {index} is logged, {when}");
        }
        (None, _) => say!("kiosk {number}: head {index} says nothing new"),
    }
}

impl Sum {
    fn add(&mut self, it: EnvelopeResult) {
        match it.outcome {
            EnvelopeOutcome::Stored => self.stored += 1,
            EnvelopeOutcome::Same => self.same += 1,
            EnvelopeOutcome::Pending => self.pending += 1,
            EnvelopeOutcome::Late => self.late += 1,
            EnvelopeOutcome::Refused => self.refused.push(it),
        }
    }

    fn print(&self, number: u32) {
        say!(
            "kiosk {number}: {} stored, {} same, {} paper, {} late, {} refused",
            self.stored,
            self.same,
            self.pending,
            self.late,
            self.refused.len()
        );
        for it in &self.refused {
            let code = it.code.map_or_else(String::new, |code| format!("{code:?}"));
            say!("  envelope {}: {code}", it.index);
        }
    }
}

/// `3, 7-9`.
pub(super) fn spans(spans: &[RangeInclusive<u32>]) -> String {
    let spans = spans.iter().map(|it| {
        if it.start() == it.end() {
            it.start().to_string()
        } else {
            format!("{}-{}", it.start(), it.end())
        }
    });
    spans.collect::<Vec<_>>().join(", ")
}
