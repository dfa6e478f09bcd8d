//! The log, from its first entry to its last.

use ledger::log::{Frontier, LogEntry, Tile, Voided, new_bundles};
use wire::{Channel, Hash};

use crate::{
    bundle::{Bundle, Checked},
    counted::Counted,
    evidence::{Evidence, Read},
    fault::{Fault, First, Step},
    later::Later,
    sealed::{Sealed, repeated},
};

/// Memory for so many ballots is taken at once: where it grows in steps, a browser
/// is not given back what was too small. A checkpoint may claim any size.
const AT_ONCE: usize = 1 << 18;

/// A recount that reads the log. Give it all bundles in order, then ask
/// [`Recount::end`].
#[derive(Debug)]
pub struct Recount {
    read: Read,
    faults: First,
    tree: Frontier,
    /// Key changes so far.
    changes: usize,
    turn: Turn,
    ballots: Vec<Sealed>,
    voids: Vec<(u64, Voided)>,
    later: Later,
    openings: Option<Sum>,
    results: Vec<Outcome>,
    anew: bool,
}

/// Where the vote stands, entry by entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    #[default]
    Nothing,
    Manifest,
    Open,
    Closed,
}

/// An entry `openings`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sum {
    pub(crate) index: u64,
    pub(crate) count: u64,
    pub(crate) root: Hash,
}

/// An entry `result`, and the openings before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    pub(crate) index: u64,
    pub(crate) hash: Hash,
    pub(crate) size: u64,
    pub(crate) openings: Sum,
}

impl Recount {
    pub fn start(evidence: &Evidence<'_>) -> Result<Self, Fault> {
        let mut faults = First::default();
        let read = Read::new(evidence, &mut faults)?;
        let size = usize::try_from(read.checkpoint.size()).unwrap_or(usize::MAX);
        Ok(Self {
            changes: 0,
            read,
            faults,
            tree: Frontier::default(),
            turn: Turn::default(),
            ballots: Vec::with_capacity(size.min(AT_ONCE)),
            voids: Vec::new(),
            later: Later::default(),
            openings: None,
            results: Vec::new(),
            anew: evidence.anew,
        })
    }

    /// The bundles of entries that are needed, in their order.
    pub fn bundles(&self) -> impl Iterator<Item = Tile> + use<> {
        new_bundles(0, self.read.checkpoint.size())
    }

    /// The next bundle.
    pub fn take(&mut self, bundle: Bundle) {
        debug_assert_eq!(bundle.first, self.tree.size());
        for (index, checked) in (bundle.first..).zip(bundle.entries) {
            self.tree.push(checked.leaf);
            if let Some(known) = &self.read.known
                && known.size() == self.tree.size()
                && known.root() != self.tree.root()
            {
                let known = known.size();
                self.faults
                    .note(Step::Checkpoint, 0, Fault::Forked { known });
            }
            if let Err((step, fault)) = self.entry(index, checked) {
                self.faults.note(step, index, fault);
            }
        }
    }

    /// After the last bundle. On [`Fault::Root`], [`crate::first_altered`] finds the
    /// first entry that is wrong.
    pub fn end(mut self) -> Result<Counted, Fault> {
        self.faults.of(Step::Checkpoint)?;
        let checkpoint = &self.read.checkpoint;
        if (self.tree.size(), self.tree.root()) != (checkpoint.size(), checkpoint.root()) {
            return Err(Fault::Root);
        }
        if self.turn == Turn::Nothing {
            let size = self.tree.size();
            self.faults.note(Step::Manifest, size, Fault::NoManifest);
        }
        if self.changes + 1 < self.read.keys.len() {
            let size = self.tree.size();
            self.faults.note(Step::Entry, size, Fault::NoKeyChange);
        }
        if let Some(index) = repeated(&self.ballots) {
            self.faults
                .note(Step::Ballot, index, Fault::SeqTwice { index });
        }
        self.faults.into_result()?;
        let outcome = self.results.last().filter(|_| !self.anew);
        if self.anew && !self.later.has_jury() {
            self.read.jury = None;
        }
        Counted::new(self.read, self.ballots, &self.voids, &self.later, outcome)
    }

    fn entry(&mut self, index: u64, checked: Checked) -> Result<(), (Step, Fault)> {
        let wrong = |reason| (Step::Entry, Fault::Entry { index, reason });
        let at = |step| move |fault| (step, fault);
        match checked.entry.map_err(wrong)? {
            LogEntry::Ballot(entry) => {
                let sealed = Sealed {
                    index,
                    hash: checked.leaf,
                    credential: entry.credential,
                    seq: entry.seq,
                    channel: entry.channel,
                    commitment: entry.commitment,
                    batch: self.read.roll.batch_of(&entry.credential),
                };
                let found = self.ballot(&sealed, entry.manifest, checked.is_signed);
                self.ballots.push(sealed);
                found.map_err(at(Step::Ballot))
            }
            LogEntry::Manifest(hash) => {
                self.manifest(index, hash)?;
                if self.turn != Turn::Nothing {
                    return Err((Step::Manifest, Fault::SecondManifest { index }));
                }
                self.turn = Turn::Manifest;
                Ok(())
            }
            LogEntry::Open { manifest, .. } => {
                self.manifest(index, manifest)?;
                self.turn(Turn::Manifest, Turn::Open, Fault::Opened { index })
            }
            LogEntry::Close { manifest, .. } => {
                self.manifest(index, manifest)?;
                self.turn(Turn::Open, Turn::Closed, Fault::Closed { index })
            }
            LogEntry::Activation { batch, count, root } => {
                let done = self.read.roll.activate(index, batch, count, root);
                done.map_err(at(Step::Entry))
            }
            LogEntry::Void { what, .. } => self.void(index, what).map_err(at(Step::Entry)),
            LogEntry::KeyChange(change) => {
                let keys = self.read.keys.get(self.changes..);
                self.changes += 1;
                match keys {
                    Some([old, next, ..]) if change.verify(old).as_ref() == Ok(next) => Ok(()),
                    _ => Err((Step::Entry, Fault::KeyChange { index })),
                }
            }
            LogEntry::Openings { count, root } => {
                let sum = Sum { index, count, root };
                let is_second = self.openings.replace(sum).is_some();
                self.after_close(index, !is_second).map_err(at(Step::Entry))
            }
            LogEntry::Result { hash, size } => {
                let openings = self.openings.take();
                let done = self.after_close(index, openings.is_some());
                done.map_err(at(Step::Entry))?;
                if let Some(openings) = openings {
                    if size > openings.index {
                        return Err((Step::Entry, Fault::ResultSize { index }));
                    }
                    self.results.push(Outcome {
                        index,
                        hash,
                        size,
                        openings,
                    });
                }
                Ok(())
            }
            LogEntry::Incident { .. } => Ok(()),
            LogEntry::Jury(hash) => {
                let done = self.later.jury(index, hash, &self.read.manifest);
                let done = done.and(self.closed(Fault::Jury { index }));
                done.map_err(at(Step::Entry))
            }
            LogEntry::Lot(value) => {
                let manifest = (&self.read.manifest, &self.read.manifest_hash);
                let is_fixed = self.openings.is_some() || !self.results.is_empty();
                let done = self.later.lot(index, &value, manifest, is_fixed);
                let done = done.and(self.closed(Fault::Lot { index }));
                done.map_err(at(Step::Entry))
            }
        }
    }

    fn manifest(&self, index: u64, hash: Hash) -> Result<(), (Step, Fault)> {
        if hash == self.read.manifest_hash {
            return Ok(());
        }
        Err((Step::Manifest, Fault::OtherManifest { index }))
    }

    fn turn(&mut self, from: Turn, to: Turn, fault: Fault) -> Result<(), (Step, Fault)> {
        if self.turn != from {
            return Err((Step::Entry, fault));
        }
        self.turn = to;
        Ok(())
    }

    fn after_close(&self, index: u64, is_in_turn: bool) -> Result<(), Fault> {
        let fault = Fault::Turn { index };
        if is_in_turn {
            self.closed(fault)
        } else {
            Err(fault)
        }
    }

    fn closed(&self, fault: Fault) -> Result<(), Fault> {
        if self.turn == Turn::Closed {
            return Ok(());
        }
        Err(fault)
    }

    fn void(&mut self, index: u64, what: Voided) -> Result<(), Fault> {
        let roll = &self.read.roll;
        let is_known = match what {
            Voided::Ballot(hash) => self.ballots.iter().any(|it| it.hash == hash),
            Voided::Credential(key) => roll.batch_of(&key).is_some(),
            Voided::Batch(number) => roll.place(number).is_some(),
        };
        self.voids.push((index, what));
        if is_known {
            Ok(())
        } else {
            Err(Fault::Void { index })
        }
    }

    fn ballot(&self, it: &Sealed, manifest: Hash, is_signed: bool) -> Result<(), Fault> {
        let Sealed {
            index,
            seq,
            channel,
            ..
        } = *it;
        if manifest != self.read.manifest_hash {
            return Err(Fault::OtherManifest { index });
        }
        if !is_signed {
            return Err(Fault::Signature { index });
        }
        if seq == 0 || seq > voting::max_seq(channel) {
            return Err(Fault::Seq { index, seq });
        }
        if self.turn < Turn::Open {
            return Err(Fault::Early { index });
        }
        if self.turn == Turn::Closed && !matches!(channel, Channel::Kiosk | Channel::Paper) {
            return Err(Fault::Late { index });
        }
        match (channel, it.batch) {
            (Channel::Device, None) => Ok(()),
            (Channel::Device, Some(_)) => Err(Fault::DeviceInRoll { index }),
            (_, Some(batch)) if self.read.roll.is_active(batch) => Ok(()),
            _ => Err(Fault::NotInRoll { index }),
        }
    }
}
