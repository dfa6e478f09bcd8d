//! The count: a pure function of the ballots.

use core::cmp::Ordering;
use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use wire::{
    BoothCount, Channel, ChannelCount, Contest, ContestStandings, HourCount, Mark, PublicKey,
};

use crate::{
    Booths, MarksError, Terms, marks,
    sum::{self, Sum},
};

/// Seconds.
const HOUR: i64 = 3600;

/// What of a ballot is counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    pub credential: PublicKey,
    pub seq: u16,
    pub channel: Channel,
    /// Rounded down to the minute.
    pub recorded_at: DateTime<Utc>,
    pub marks: &'a [Mark],
}

/// The count of the ballots that were given to it.
///
/// For each credential the ballot with the highest `seq` counts, in whatever
/// order they come. Given twice, a ballot counts once. Nothing is ever added
/// to a stored number: this is built again from the ballots at each start.
#[derive(Clone, Debug)]
pub struct Tally {
    contests: Vec<Sum>,
    rules: Vec<Contest>,
    latest: BTreeMap<PublicKey, Latest>,
    channels: [u64; Channel::ALL.len()],
    replaced: u64,
    /// First ballots of credentials, by hours since 1970.
    hours: BTreeMap<i64, u64>,
    booths: Arc<Booths>,
    /// Codes with a ballot, by booth.
    used: Vec<u64>,
}

#[derive(Clone, Debug)]
struct Latest {
    seq: u16,
    channel: Channel,
    /// The hour of its earliest ballot, hours since 1970.
    first: i64,
    marks: Box<[Mark]>,
}

impl Tally {
    pub fn new(contests: Vec<Contest>) -> Self {
        Self {
            contests: contests.iter().map(Sum::new).collect(),
            rules: contests,
            latest: BTreeMap::new(),
            channels: [0; Channel::ALL.len()],
            replaced: 0,
            hours: BTreeMap::new(),
            booths: Arc::default(),
            used: Vec::new(),
        }
    }

    /// Other booths, or other codes at them: of the same ballots.
    pub fn set_booths(&mut self, booths: Arc<Booths>) {
        self.used = vec![0; booths.len()];
        for credential in self.latest.keys() {
            if let Some(booth) = booths.of(credential) {
                self.used[booth] += 1;
            }
        }
        self.booths = booths;
    }

    /// Takes one ballot into account. Marks that break the rules are refused
    /// and change nothing.
    pub fn apply(&mut self, ballot: &Counted<'_>) -> Result<(), MarksError> {
        marks::check(ballot.marks, &self.rules)?;
        // Each credential is in the hour of its earliest ballot.
        let hour = ballot.recorded_at.timestamp().div_euclid(HOUR);
        let mut first = hour;
        match self.latest.get_mut(&ballot.credential) {
            None => {
                *self.hours.entry(hour).or_default() += 1;
                if let Some(booth) = self.booths.of(&ballot.credential) {
                    self.used[booth] += 1;
                }
            }
            Some(latest) => {
                if let Some(before) = self.hours.get_mut(&latest.first) {
                    *before -= 1;
                }
                latest.first = latest.first.min(hour);
                *self.hours.entry(latest.first).or_default() += 1;
                match ballot.seq.cmp(&latest.seq) {
                    Ordering::Equal => return Ok(()),
                    Ordering::Less => {
                        self.replaced += 1;
                        return Ok(());
                    }
                    Ordering::Greater => self.replaced += 1,
                }
                first = latest.first;
            }
        }
        let latest = Latest {
            seq: ballot.seq,
            channel: ballot.channel,
            first,
            marks: ballot.marks.into(),
        };
        self.count(&latest, |count, by| *count += by);
        if let Some(before) = self.latest.insert(ballot.credential, latest) {
            self.count(&before, |count, by| *count -= by);
        }
        Ok(())
    }

    fn count(&mut self, ballot: &Latest, change: fn(&mut u64, u64)) {
        change(&mut self.channels[ballot.channel as usize], 1);
        for marks in by_contest(&ballot.marks) {
            let index = usize::from(marks[0].contest);
            self.contests[index].count(&self.rules[index], marks, change);
        }
    }

    /// One for each contest, in their order.
    pub fn standings(&self, terms: &Terms<'_>) -> Vec<ContestStandings> {
        let ballots = self.ballots();
        (0..)
            .zip(self.rules.iter().zip(&self.contests))
            .map(|(index, (rules, sum))| {
                let marks = self
                    .latest
                    .values()
                    .flat_map(|ballot| by_contest(&ballot.marks))
                    .filter(|marks| marks[0].contest == index);
                sum::standings(rules, sum, ballots, marks, terms)
            })
            .collect()
    }

    /// For each contest the ballots that have no mark there (abstentions), and
    /// those that have one and could have had more (undervotes).
    pub fn left_open(&self) -> Vec<(u64, u64)> {
        let ballots = self.ballots();
        let sums = self.contests.iter();
        sums.map(|sum| (sum.abstentions(ballots), sum.undervotes()))
            .collect()
    }

    /// Ballots that count: one for each credential.
    pub fn ballots(&self) -> u64 {
        self.channels.iter().sum()
    }

    /// Ballots that count, by channel; channels without any are left out.
    pub fn channels(&self) -> Vec<ChannelCount> {
        Channel::ALL
            .into_iter()
            .zip(self.channels)
            .filter(|(_, ballots)| *ballots > 0)
            .map(|(channel, ballots)| ChannelCount { channel, ballots })
            .collect()
    }

    /// How many voted for the first time in each hour, ascending; hours without
    /// anybody are left out.
    pub fn hours(&self) -> Vec<HourCount> {
        let hours = self.hours.iter();
        hours
            .filter(|(_, ballots)| **ballots > 0)
            .filter_map(|(hour, ballots)| {
                Some(HourCount {
                    hour: DateTime::from_timestamp(hour * HOUR, 0)?,
                    ballots: *ballots,
                })
            })
            .collect()
    }

    /// Codes with a ballot that counts, by booth.
    pub fn booths(&self) -> Vec<BoothCount> {
        self.booths.counts(&self.used)
    }

    /// Ballots that a later one of the same credential has replaced.
    pub fn replaced(&self) -> u64 {
        self.replaced
    }
}

/// The marks of a ballot, contest by contest; no part is empty.
fn by_contest(marks: &[Mark]) -> impl Iterator<Item = &[Mark]> {
    marks.chunk_by(|a, b| a.contest == b.contest)
}
