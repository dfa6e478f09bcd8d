//! Which ballots count, and what they hold.

use chrono::DateTime;
use ledger::{
    commitment,
    log::{Checkpoint, Frontier, Opening, TILE_WIDTH, Voided, decode_bundle, leaf_hash},
};
use voting::{Evidence, Tally, Terms};
use wire::{Channel, ChannelCount, ContestStandings, Hash, Manifest, Mark};

use crate::{
    evidence::{Published, Read, Witnesses},
    fault::Fault,
    files::opening_path,
    later::Later,
    recount::Outcome,
    roll::Roll,
    sealed::{Sealed, Standing, standing},
};

/// The log holds. Give it all openings in order, if there are any.
#[derive(Debug)]
pub struct Counted {
    checkpoint: Checkpoint,
    witnesses: Witnesses,
    pub(crate) manifest: Manifest,
    manifest_hash: Hash,
    roll: Roll,
    published: Option<Published>,
    pub(crate) outcome: Option<Outcome>,
    /// What settles ties.
    evidence: Evidence,
    /// What a sample is drawn by, once it is known.
    pub(crate) seed: Option<Hash>,
    /// How many drawn ballots were opened.
    pub(crate) sample: Option<u64>,
    /// All ballots that the result was counted from.
    pub(crate) ballots: Vec<Sealed>,
    pub(crate) standing: Standing,
    tree: Frontier,
    opened: Vec<Mark>,
    /// Where the marks of each opening end.
    ends: Vec<usize>,
    tally: Tally,
}

/// What a whole archive says, once everything in it holds.
#[derive(Debug)]
pub struct Report {
    pub checkpoint: Checkpoint,
    pub witnesses: Witnesses,
    pub manifest: Manifest,
    pub manifest_hash: Hash,
    /// Entries that the result was counted from; all without one.
    pub size: u64,
    /// Whether the log has a published result.
    pub has_result: bool,
    /// Ballots that count: one per credential.
    pub ballots: u64,
    pub channels: Vec<ChannelCount>,
    pub replaced: u64,
    pub void: u64,
    /// Ballots that were drawn, and are what they were; none where all or none are
    /// open.
    pub sample: Option<u64>,
    /// By the marks; none where they are not open.
    pub contests: Option<Vec<ContestStandings>>,
    /// Of the tree of openings; that of none where they are not open.
    pub openings_root: Hash,
    pub(crate) evidence: Evidence,
    pub(crate) seed: Option<Hash>,
    /// What is needed to count in another way.
    pub(crate) views: Views,
}

/// Ballots that count, with their marks where these are open.
#[derive(Debug)]
pub(crate) struct Views {
    pub(crate) roll: Roll,
    pub(crate) sealed: Vec<Sealed>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) ends: Vec<usize>,
}

impl Counted {
    pub(crate) fn new(
        read: Read,
        mut ballots: Vec<Sealed>,
        voids: &[(u64, Voided)],
        later: &Later,
        outcome: Option<&Outcome>,
    ) -> Result<Self, Fault> {
        let size = outcome.map_or(u64::MAX, |it| it.size);
        let evidence = later.evidence(size, read.jury.as_deref(), &read.manifest)?;
        ballots.retain(|it| it.index < size);
        let voids: Vec<Voided> = voids
            .iter()
            .filter(|(index, _)| *index < size)
            .map(|(_, what)| *what)
            .collect();
        let standing = standing(&ballots, &voids, &read.roll);
        let counted = Self {
            tally: Tally::new(read.manifest.contests.clone()),
            checkpoint: read.checkpoint,
            witnesses: read.witnesses,
            manifest: read.manifest,
            manifest_hash: read.manifest_hash,
            roll: read.roll,
            published: read.published,
            outcome: outcome.copied(),
            evidence,
            seed: later.seed(),
            sample: None,
            ballots,
            standing,
            tree: Frontier::default(),
            opened: Vec::new(),
            ends: Vec::new(),
        };
        counted.compare()?;
        Ok(counted)
    }

    /// How many ballots count: so many openings there are, or none.
    pub fn ballots(&self) -> u64 {
        self.standing.counted.len() as u64
    }

    /// Whether the ballot at that index of the log counts.
    pub fn counts(&self, index: u64) -> bool {
        let counted = &self.standing.counted;
        counted
            .binary_search_by_key(&index, |at| self.ballots[*at].index)
            .is_ok()
    }

    /// The files of openings, in their order.
    pub fn files(&self) -> impl Iterator<Item = String> + use<> {
        let files = self.ballots().div_ceil(u64::from(TILE_WIDTH));
        (0..files).map(opening_path)
    }

    /// The next file of openings.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let first = self.ends.len();
        let rest = self.standing.counted.len() - first;
        let width = rest.min(usize::from(TILE_WIDTH));
        let openings = decode_bundle(bytes, u16::try_from(width).unwrap_or(TILE_WIDTH));
        let openings = openings.map_err(|_| Fault::Length {
            path: opening_path(first as u64 / u64::from(TILE_WIDTH)),
        })?;
        for opening in openings {
            self.open(opening)?;
        }
        Ok(())
    }

    fn open(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let place = self.ends.len() as u64;
        let Some(at) = self.standing.counted.get(self.ends.len()) else {
            return Err(Fault::Openings);
        };
        let sealed = &self.ballots[*at];
        let wrong = |reason: String| Fault::Marks { place, reason };
        let opening = Opening::from_bytes(bytes).map_err(|error| wrong(error.to_string()))?;
        if opening.ballot != sealed.hash {
            return Err(Fault::OtherOpening { place });
        }
        if commitment(&opening.salt, &opening.marks) != sealed.commitment {
            let index = sealed.index;
            return Err(Fault::DoesNotOpen { place, index });
        }
        let ballot = sealed.counted(&opening.marks);
        let done = self.tally.apply(&ballot);
        done.map_err(|error| wrong(error.to_string()))?;
        self.tree.push(leaf_hash(bytes));
        self.opened.extend(opening.marks);
        self.ends.push(self.opened.len());
        Ok(())
    }

    /// After the last file of openings.
    pub fn end(self) -> Result<Report, Fault> {
        let contests = self
            .tally
            .standings(&Terms::of(&self.manifest, &self.evidence));
        if let Some(outcome) = &self.outcome
            && (outcome.openings.count, outcome.openings.root)
                != (self.tree.size(), self.tree.root())
        {
            return Err(Fault::Openings);
        }
        if let Some(published) = &self.published {
            let published = &published.result.contests;
            if published.len() != contests.len() {
                return Err(Fault::Result { field: "contests" });
            }
            let differs = |(a, b): (&ContestStandings, &ContestStandings)| a != b;
            if let Some(contest) = published.iter().zip(&contests).position(differs) {
                return Err(Fault::Counts { contest });
            }
        }
        Ok(self.report(Some(contests)))
    }

    /// Where openings are not public: who voted is proven, not for what.
    pub fn end_sealed(self) -> Result<Report, Fault> {
        if let Some(outcome) = &self.outcome
            && outcome.openings.count != self.ballots()
        {
            return Err(Fault::Openings);
        }
        Ok(self.report(None))
    }

    fn channels(&self) -> Vec<ChannelCount> {
        let count = |channel| {
            let counted = self.standing.counted.iter();
            counted
                .filter(|at| self.ballots[**at].channel == channel)
                .count() as u64
        };
        Channel::ALL
            .into_iter()
            .map(|channel| ChannelCount {
                channel,
                ballots: count(channel),
            })
            .filter(|it| it.ballots > 0)
            .collect()
    }

    /// Whether the published result is about this log.
    fn compare(&self) -> Result<(), Fault> {
        let (published, outcome) = match (&self.published, &self.outcome) {
            (None, None) => return Ok(()),
            (Some(published), Some(outcome)) => (published, outcome),
            (None, Some(_)) => {
                let path = "result.json".to_owned();
                return Err(Fault::Missing { path });
            }
            (Some(_), None) => {
                let reason = "the log has no entry `result`";
                return Err(Fault::file("result.json", reason));
            }
        };
        if published.hash != outcome.hash {
            let index = outcome.index;
            return Err(Fault::OtherResult { index });
        }
        let result = &published.result;
        let fields = [
            ("version", result.version == 1),
            ("edition", result.edition == self.manifest.edition),
            ("manifest", result.manifest == self.manifest_hash),
            ("size", result.size == outcome.size),
            ("ballots", result.ballots == self.ballots()),
            ("channels", result.channels == self.channels()),
            ("replaced", result.replaced == self.standing.replaced),
            ("void", result.void == self.standing.void),
        ];
        match fields.iter().find(|(_, is_right)| !is_right) {
            None => Ok(()),
            Some((field, _)) => Err(Fault::Result { field }),
        }
    }

    fn report(mut self, contests: Option<Vec<ContestStandings>>) -> Report {
        let channels = self.channels();
        // In place: a copy of a hundred thousand would be felt in a browser. Places
        // ascend, so none of those that are still to come has been moved.
        let mut sealed = std::mem::take(&mut self.ballots);
        let counted = &self.standing.counted;
        for (to, from) in counted.iter().enumerate() {
            sealed.swap(to, *from);
        }
        sealed.truncate(counted.len());
        Report {
            size: self.outcome.map_or(self.checkpoint.size(), |it| it.size),
            has_result: self.outcome.is_some(),
            ballots: counted.len() as u64,
            channels,
            replaced: self.standing.replaced,
            void: self.standing.void,
            sample: self.sample,
            contests,
            openings_root: self.tree.root(),
            evidence: self.evidence,
            seed: self.seed,
            views: Views {
                sealed,
                roll: self.roll,
                marks: self.opened,
                ends: self.ends,
            },
            checkpoint: self.checkpoint,
            witnesses: self.witnesses,
            manifest: self.manifest,
            manifest_hash: self.manifest_hash,
        }
    }
}

impl Sealed {
    /// With its marks. The log knows no times: every ballot has the same.
    pub(crate) fn counted<'a>(&self, marks: &'a [Mark]) -> voting::Counted<'a> {
        voting::Counted {
            credential: self.credential,
            seq: self.seq,
            channel: self.channel,
            recorded_at: DateTime::UNIX_EPOCH,
            marks,
        }
    }
}
