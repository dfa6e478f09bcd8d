//! The same ballots, counted in another way: whether the winner hangs on it.

use voting::{Tally, Terms};
use wire::{BallotNumber, Channel, ContestStandings, Mark};

use crate::counted::{Report, Views};

/// Groups of fewer ballots are never shown, nor what is left without them.
pub const SMALLEST_GROUP: u64 = 10;

/// What is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Without {
    Channel(Channel),
    /// By its name.
    Booth(String),
}

/// A count without some of the ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub without: Without,
    /// That are left out.
    pub ballots: u64,
    pub contests: Vec<ContestStandings>,
    /// Whether all contests have the same winners as the whole count.
    pub same_winners: bool,
}

impl Report {
    /// One view for each channel and booth with [`SMALLEST_GROUP`] ballots or
    /// more on either side. None where the marks are not open.
    pub fn views(&self) -> Vec<View> {
        let Some(whole) = &self.contests else {
            return Vec::new();
        };
        let mut views = Vec::new();
        for channel in Channel::ALL {
            let is_out = |at: usize| self.views.sealed[at].channel == channel;
            views.extend(self.view(whole, Without::Channel(channel), is_out));
        }
        for (booth, batches) in self.views.roll.booths() {
            let is_out = |at: usize| {
                let batch = self.views.sealed[at].batch;
                batch.is_some_and(|it| batches.contains(&it))
            };
            views.extend(self.view(whole, Without::Booth(booth.to_owned()), is_out));
        }
        views
    }

    fn view(
        &self,
        whole: &[ContestStandings],
        without: Without,
        is_out: impl Fn(usize) -> bool,
    ) -> Option<View> {
        let all = self.views.sealed.len();
        let out = (0..all).filter(|at| is_out(*at)).count() as u64;
        if out < SMALLEST_GROUP || all as u64 - out < SMALLEST_GROUP {
            return None;
        }
        let mut tally = Tally::new(self.manifest.contests.clone());
        for at in (0..all).filter(|at| !is_out(*at)) {
            let ballot = self.views.sealed[at].counted(self.views.marks(at));
            // They obeyed the manifest before.
            tally.apply(&ballot).ok()?;
        }
        let contests = tally.standings(&Terms::of(&self.manifest, &self.evidence));
        Some(View {
            without,
            ballots: out,
            same_winners: whole.iter().map(winners).eq(contests.iter().map(winners)),
            contests,
        })
    }
}

impl Views {
    pub(crate) fn marks(&self, at: usize) -> &[Mark] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.marks[start..self.ends[at]]
    }
}

/// Who is first, by ballot number; nobody without a vote, and nobody where the
/// contest is not decided.
fn winners(contest: &ContestStandings) -> Vec<BallotNumber> {
    if !contest.is_decided() {
        return Vec::new();
    }
    let rows = contest.rows.iter();
    rows.filter(|row| row.rank == 1 && row.votes > 0)
        .map(|row| row.number)
        .collect()
}
