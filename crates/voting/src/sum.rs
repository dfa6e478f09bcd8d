//! The sums of one contest, and its standings.

use wire::{Contest, ContestStandings, Mark, RankedCount, Standing, Values};

use crate::{Terms, rank::rank, runoff, settle::settle_first};

/// What the ballots of one contest add up to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sum {
    /// With a mark here.
    ballots: u64,
    /// Of these, with all that they could have.
    full: u64,
    marks: u64,
    /// In the order of the contest's numbers; nothing for instant run-off.
    votes: Vec<u64>,
}

impl Sum {
    pub(crate) fn new(contest: &Contest) -> Self {
        Self {
            votes: vec![0; contest.numbers.len()],
            ..Self::default()
        }
    }

    /// Adds a ballot's marks in this contest or takes them away again. They
    /// obey the contest, and there is at least one.
    pub(crate) fn count(&mut self, contest: &Contest, marks: &[Mark], change: fn(&mut u64, u64)) {
        change(&mut self.ballots, 1);
        if is_full(contest, marks) {
            change(&mut self.full, 1);
        }
        for mark in marks {
            change(&mut self.marks, 1);
            if let Ok(row) = contest.numbers.binary_search(&mark.number) {
                change(&mut self.votes[row], worth(contest, mark.value));
            }
        }
    }

    /// Of so many ballots in all, those without a mark here.
    pub(crate) fn abstentions(&self, ballots: u64) -> u64 {
        ballots.saturating_sub(self.ballots)
    }

    pub(crate) fn undervotes(&self) -> u64 {
        self.ballots - self.full
    }
}

/// What a mark adds to its innovation's votes.
fn worth(contest: &Contest, value: u16) -> u64 {
    match contest.values {
        None | Some(Values::Points { .. } | Values::Score { .. }) => value.into(),
        Some(Values::Places {
            count: RankedCount::Borda,
        }) => u64::from(contest.max_marks) + 1 - u64::from(value),
        Some(Values::Places {
            count: RankedCount::InstantRunoff,
        }) => 0,
    }
}

/// Whether nothing is left to give: all points, else all marks.
fn is_full(contest: &Contest, marks: &[Mark]) -> bool {
    let innovations = contest.numbers.len();
    if let Some(Values::Points { total, max }) = contest.values {
        let given: u64 = marks.iter().map(|mark| u64::from(mark.value)).sum();
        let most = usize::from(max).saturating_mul(innovations);
        return given == usize::from(total).min(most) as u64;
    }
    marks.len() == usize::from(contest.max_marks).min(innovations)
}

/// `ballots` are those of the edition; `marks` are the marks that each of them
/// has in this contest, if it has any.
pub(crate) fn standings<'a>(
    contest: &Contest,
    sum: &Sum,
    ballots: u64,
    marks: impl Iterator<Item = &'a [Mark]>,
    terms: &Terms<'_>,
) -> ContestStandings {
    let mut rounds = Vec::new();
    let mut rows: Vec<Standing> = if is_run_off(contest) {
        rounds = runoff::rounds(&contest.numbers, marks, terms);
        runoff::rows(&contest.numbers, &rounds)
    } else {
        rank(
            contest
                .numbers
                .iter()
                .copied()
                .zip(sum.votes.iter().copied()),
        )
    };
    let has_values = contest.values.is_some();
    let minimum = terms.minimum_turnout.map_or(0, u64::from);
    let short_by = minimum.checked_sub(sum.ballots).filter(|it| *it > 0);
    // Where nobody wins, nothing is settled.
    let is_open = short_by.is_none() && !is_run_off(contest);
    let settled = is_open.then(|| settle_first(&mut rows, terms)).flatten();
    ContestStandings {
        category: contest.category.clone(),
        ballots: sum.ballots,
        marks: sum.marks,
        abstentions: has_values.then(|| sum.abstentions(ballots)),
        undervotes: has_values.then(|| sum.undervotes()),
        short_by,
        settled,
        rows,
        rounds: rounds.into(),
    }
}

fn is_run_off(contest: &Contest) -> bool {
    contest.values
        == Some(Values::Places {
            count: RankedCount::InstantRunoff,
        })
}
