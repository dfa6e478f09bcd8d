//! The same ballots, counted in another way: whether the winner hangs on it.

use voting::{Tally, Terms};
use wire::{BallotNumber, Channel, Contest, ContestStandings, Mark, RankedCount, Values};

use crate::counted::{Report, Views};

/// Groups of fewer ballots are never shown, nor what is left without them.
pub const SMALLEST_GROUP: u64 = 10;

/// What is done in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Its ballots are left out.
    WithoutChannel(Channel),
    /// The ballots of its codes are left out; by its name.
    WithoutBooth(String),
    /// All ballots count, by another method than the manifest's.
    By(Method),
}

/// A method that ballots for another one allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Whoever has points or a score gets one vote.
    Approval,
    /// Only the first places count.
    FirstPlaces,
    /// Places are worth points.
    Borda,
    /// The last leave, round by round.
    InstantRunoff,
}

/// A count in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub way: Way,
    /// That are counted.
    pub ballots: u64,
    pub contests: Vec<ContestStandings>,
    /// Whether all contests have the same winners as the whole count.
    pub same_winners: bool,
}

impl Report {
    /// One view for each channel and booth with [`SMALLEST_GROUP`] ballots or
    /// more on either side, and one for each other method that the ballots
    /// allow. None where the marks are not open.
    pub fn views(&self) -> Vec<View> {
        let Some(whole) = &self.contests else {
            return Vec::new();
        };
        let mut views = Vec::new();
        for channel in Channel::ALL {
            let is_out = |at: usize| self.views.sealed[at].channel == channel;
            views.extend(self.without(whole, Way::WithoutChannel(channel), is_out));
        }
        for (booth, batches) in self.views.roll.booths() {
            let is_out = |at: usize| {
                let batch = self.views.sealed[at].batch;
                batch.is_some_and(|it| batches.contains(&it))
            };
            views.extend(self.without(whole, Way::WithoutBooth(booth.to_owned()), is_out));
        }
        views.extend(Method::ALL.iter().filter_map(|it| self.by(whole, *it)));
        views
    }

    fn without(
        &self,
        whole: &[ContestStandings],
        way: Way,
        is_out: impl Fn(usize) -> bool,
    ) -> Option<View> {
        let all = self.views.sealed.len();
        let left: Vec<usize> = (0..all).filter(|at| !is_out(*at)).collect();
        let out = (all - left.len()) as u64;
        if out < SMALLEST_GROUP || (left.len() as u64) < SMALLEST_GROUP {
            return None;
        }
        let mut tally = Tally::new(self.manifest.contests.clone());
        for at in left {
            let ballot = self.views.sealed[at].counted(self.views.marks(at));
            // They obeyed the manifest before.
            tally.apply(&ballot).ok()?;
        }
        Some(self.view(whole, way, &tally))
    }

    /// None where the method is no other one for these ballots.
    fn by(&self, whole: &[ContestStandings], method: Method) -> Option<View> {
        let contests = self.manifest.contests.iter();
        let contests: Option<Vec<Contest>> = contests.map(|it| method.contest(it)).collect();
        let mut tally = Tally::new(contests?);
        for at in 0..self.views.sealed.len() {
            let marks: Vec<Mark> = method.marks(self.views.marks(at)).collect();
            tally.apply(&self.views.sealed[at].counted(&marks)).ok()?;
        }
        Some(self.view(whole, Way::By(method), &tally))
    }

    fn view(&self, whole: &[ContestStandings], way: Way, tally: &Tally) -> View {
        let contests = tally.standings(&Terms::of(&self.manifest, &self.evidence));
        View {
            way,
            ballots: tally.ballots(),
            same_winners: whole.iter().map(winners).eq(contests.iter().map(winners)),
            contests,
        }
    }
}

impl Method {
    const ALL: [Self; 4] = [
        Self::Approval,
        Self::FirstPlaces,
        Self::Borda,
        Self::InstantRunoff,
    ];

    /// Its word in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::FirstPlaces => "first_places",
            Self::Borda => "borda",
            Self::InstantRunoff => "instant_runoff",
        }
    }

    /// The same contest by this method; none where the ballots say nothing of
    /// it, and where it is the contest's own.
    fn contest(self, of: &Contest) -> Option<Contest> {
        let by = |values| Contest {
            values,
            ..of.clone()
        };
        match (self, of.values?) {
            (Self::Approval, Values::Points { .. } | Values::Score { .. })
            | (Self::FirstPlaces, Values::Places { .. }) => Some(by(None)),
            (
                Self::Borda,
                Values::Places {
                    count: RankedCount::InstantRunoff,
                },
            ) => Some(by(Some(Values::Places {
                count: RankedCount::Borda,
            }))),
            (
                Self::InstantRunoff,
                Values::Places {
                    count: RankedCount::Borda,
                },
            ) => Some(by(Some(Values::Places {
                count: RankedCount::InstantRunoff,
            }))),
            _ => None,
        }
    }

    /// A ballot's marks, as this method takes them.
    fn marks(self, marks: &[Mark]) -> impl Iterator<Item = Mark> {
        let is_kept = move |mark: &Mark| self != Self::FirstPlaces || mark.value == 1;
        marks.iter().copied().filter(is_kept).map(move |mark| Mark {
            value: match self {
                Self::Approval | Self::FirstPlaces => 1,
                Self::Borda | Self::InstantRunoff => mark.value,
            },
            ..mark
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
