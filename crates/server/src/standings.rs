//! The only way from ballots to anything that leaves the server.
//!
//! [`disclosed`] is asked by every path that reads counts: JSON, CSV, page,
//! metrics, preview, events. It asks `voting::embargo`, through `voting::Count`.
//! Before that, [`Follower`] holds new ballots back until several can be shown.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use store::CountedBallot;
use voting::{Booths, Count, Counted, Evidence};
use wire::{
    BoothCount, Channel, Edition, EditionSlug, HourCount, Manifest, Phase, PublicKey, Release,
    Standings,
};

use crate::document::{self, Document, Effort, Keep};

/// What may be seen of a count at `now`.
pub(crate) fn disclosed(count: &Count, phase: Phase, now: DateTime<Utc>) -> Standings {
    count.standings(phase, now)
}

/// Follows the ballots, in order.
#[derive(Debug)]
pub(crate) struct Follower {
    manifest: Manifest,
    count: Count,
    /// The last ballot that was read.
    position: u64,
    /// Read, but not yet counted: see `wire::Release`.
    waiting: Vec<CountedBallot>,
    /// Since when the first of them waits.
    since: DateTime<Utc>,
    /// Codes whose ballots don't count, ascending.
    voided: Vec<PublicKey>,
    booths: Arc<Booths>,
    /// Ballots that came back from the public log, and wait for their marks.
    sealed: usize,
    /// What settles ties.
    evidence: Evidence,
    /// All that was there at the start has been counted.
    is_caught_up: bool,
}

impl Follower {
    pub(crate) fn new(
        manifest: Manifest,
        voided: Vec<PublicKey>,
        booths: Booths,
        sealed: usize,
        evidence: Evidence,
    ) -> Self {
        let booths = Arc::new(booths);
        let mut count = Count::new(&manifest);
        count.set_booths(&booths);
        count.set_evidence(evidence.clone());
        Self {
            count,
            booths,
            evidence,
            manifest,
            position: 0,
            waiting: Vec::new(),
            since: DateTime::UNIX_EPOCH,
            voided,
            sealed,
            is_caught_up: false,
        }
    }

    /// Begins anew if the rules are others, other codes are void, or marks came
    /// back; ballots are then read again.
    pub(crate) fn follow(
        &mut self,
        manifest: Manifest,
        voided: Vec<PublicKey>,
        booths: Booths,
        sealed: usize,
        evidence: Evidence,
    ) {
        if manifest != self.manifest || voided != self.voided || sealed != self.sealed {
            *self = Self::new(manifest, voided, booths, sealed, evidence);
            return;
        }
        if booths != *self.booths {
            self.booths = Arc::new(booths);
            self.count.set_booths(&self.booths);
        }
        if evidence != self.evidence {
            self.count.set_evidence(evidence.clone());
            self.evidence = evidence;
        }
    }

    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Takes ballots, and counts what may be shown by now.
    pub(crate) fn take(
        &mut self,
        ballots: Vec<CountedBallot>,
        edition: &Edition,
        now: DateTime<Utc>,
    ) {
        if let Some(last) = ballots.last() {
            self.position = last.position;
        }
        if self.waiting.is_empty() {
            self.since = now;
            self.waiting = ballots;
        } else {
            self.waiting.extend(ballots);
        }
        let Release { ballots, seconds } = edition.release;
        // A clock that was set back shall not hold anything for hours.
        let waited = now - self.since;
        // After a restart or a void, what was shown before is not held back again.
        let is_due = !self.is_caught_up
            || edition.phase > Phase::Voting
            || is_crowd(&self.waiting, usize::from(ballots))
            || !(TimeDelta::zero()..TimeDelta::seconds(i64::from(seconds))).contains(&waited);
        if is_due {
            for ballot in core::mem::take(&mut self.waiting) {
                if self.voided.binary_search(&ballot.credential).is_err() {
                    self.count(&ballot);
                }
            }
        }
    }

    fn count(&mut self, ballot: &CountedBallot) {
        let counted = Counted {
            credential: ballot.credential,
            seq: ballot.seq,
            channel: ballot.channel,
            recorded_at: ballot.recorded_at,
            marks: &ballot.marks,
        };
        if let Err(error) = self.count.apply(&counted) {
            // The write checked it against the same rules: the file was changed by hand.
            tracing::error!(position = ballot.position, %error, "a stored ballot breaks the rules");
        }
    }

    /// Puts what may be seen now where readers find it.
    pub(crate) fn publish(&mut self, board: &Board, phase: Phase, now: DateTime<Utc>) {
        // Milliseconds are exact enough, and shorter.
        self.is_caught_up = true;
        let now = now.trunc_subsecs(3);
        let booths = self.count.booths(phase, now);
        board.show(disclosed(&self.count, phase, now), booths, || {
            self.count.hours(phase, now)
        });
    }
}

/// Whether nobody among those who wait stands out: as many people as `least`
/// with codes, if any has one, and as many devices, if any is one. One person
/// who casts often hides nobody, nor do devices, of which anyone can make more,
/// hide a code.
fn is_crowd(waiting: &[CountedBallot], least: usize) -> bool {
    if waiting.len() < least {
        return false;
    }
    let (mut devices, mut codes) = (HashSet::new(), HashSet::new());
    for ballot in waiting {
        let people = match ballot.channel {
            Channel::Device => &mut devices,
            Channel::Code | Channel::Kiosk | Channel::Paper => &mut codes,
        };
        people.insert(ballot.credential);
    }
    [devices.len(), codes.len()]
        .iter()
        .all(|people| *people == 0 || *people >= least)
}

/// What readers see: replaced as a whole, a few times a second at most.
#[derive(Debug)]
pub(crate) struct Board(RwLock<Arc<Shown>>);

/// One state of the board.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) standings: Standings,
    /// Turnout, of the same ballots.
    pub(crate) hours: Vec<HourCount>,
    /// The same, by booth.
    pub(crate) booths: Vec<BoothCount>,
    pub(crate) json: Arc<Document>,
    pages: Mutex<HashMap<&'static str, (Version, Arc<Document>)>>,
}

/// Of the contents around the counts: their revision, and when they were read.
type Version = (u64, DateTime<Utc>);

impl Board {
    /// Nothing is known yet.
    pub(crate) fn empty(edition: EditionSlug, phase: Phase, now: DateTime<Utc>) -> Self {
        let nothing = Standings {
            edition,
            phase,
            disclosure: wire::Disclosure::Hidden,
            as_of: now,
            ballots: 0,
            channels: Vec::new(),
            replaced: 0,
            contests: Vec::new(),
        };
        Self(RwLock::new(Shown::new(nothing, Vec::new(), Vec::new())))
    }

    pub(crate) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(
        &self,
        standings: Standings,
        booths: Vec<BoothCount>,
        hours: impl FnOnce() -> Vec<HourCount>,
    ) {
        let before = self.shown();
        // The same counts stay the same document, so that readers get a 304.
        let same = Standings {
            as_of: before.standings.as_of,
            ..standings.clone()
        };
        let shown = if same != before.standings {
            Shown::new(standings, hours(), booths)
        } else if booths != before.booths {
            // Codes were activated: the counts are those of before.
            Shown::new(same, before.hours.clone(), booths)
        } else {
            return;
        };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = shown;
    }
}

impl Shown {
    fn new(standings: Standings, hours: Vec<HourCount>, booths: Vec<BoothCount>) -> Arc<Self> {
        let json = document::to_json(&standings);
        let json = Document::new(document::JSON, Keep::Ask, Effort::Quick, json);
        Arc::new(Self {
            standings,
            hours,
            booths,
            json,
            pages: Mutex::default(),
        })
    }

    /// The page that shows this state, made once for each language and version.
    pub(crate) fn page(
        &self,
        language: &'static str,
        version: Version,
        make: impl FnOnce() -> Arc<Document>,
    ) -> Arc<Document> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, page)) = pages.get(language)
            && *known == version
        {
            return Arc::clone(page);
        }
        let page = make();
        pages.insert(language, (version, Arc::clone(&page)));
        page
    }
}
