//! Instant run-off: round by round, with the reason for each elimination.
//!
//! The rules are those of docs/PROTOCOL.md, "Instant run-off". A round is
//! counted by moving only the ballots of those who left.

use wire::{BallotNumber, Mark, Round, RoundRule, Standing, TieRule};

use crate::{Terms, rank, settle};

/// A ballot's places that are still to come: a part of [`Count::places`].
type Rest = std::ops::Range<usize>;

struct Count<'a> {
    numbers: &'a [BallotNumber],
    /// The rows that all ballots name, ballot by ballot, first place first.
    places: Vec<usize>,
    /// For each row the ballots that count for it now.
    piles: Vec<Vec<Rest>>,
    exhausted: u64,
    /// Rows that have not left, ascending.
    standing: Vec<usize>,
    /// The same, by row.
    stands: Vec<bool>,
    /// Each row's ballots in each round so far; 0 once it has left.
    history: Vec<Vec<u64>>,
}

/// All rounds. `ballots` are the marks of each ballot in this contest, at least
/// one, with the places 1, 2, 3, … as their values.
pub(crate) fn rounds<'a>(
    numbers: &[BallotNumber],
    ballots: impl Iterator<Item = &'a [Mark]>,
    terms: &Terms<'_>,
) -> Vec<Round> {
    let mut count = Count::new(numbers, ballots);
    let mut rounds = Vec::new();
    loop {
        let votes: Vec<u64> = count.piles.iter().map(|pile| pile.len() as u64).collect();
        count.history.push(votes);
        let (leaving, by) = count.leaving(terms);
        rounds.push(Round {
            votes: count.standing.iter().map(|row| count.votes(*row)).collect(),
            exhausted: count.exhausted,
            eliminated: leaving.iter().map(|row| numbers[*row]).collect(),
            by,
        });
        if leaving.is_empty() {
            return rounds;
        }
        count.eliminate(&leaving);
    }
}

/// The rows of a contest: who left later stands higher, who left together share
/// a rank, and those of the last round are ranked by its votes.
pub(crate) fn rows(numbers: &[BallotNumber], rounds: &[Round]) -> Vec<Standing> {
    let mut standing = numbers.to_vec();
    let mut rows = Vec::with_capacity(numbers.len());
    for round in rounds {
        let mut votes = standing.iter().copied().zip(round.votes.iter().copied());
        if round.eliminated.is_empty() {
            let mut last = rank::rank(votes);
            if round.by == RoundRule::Unsettled {
                // What sets them apart is not known yet.
                for row in &mut last {
                    row.rank = 1;
                }
            }
            rows.extend(last);
            break;
        }
        let has_left = |number: &BallotNumber| round.eliminated.binary_search(number).is_ok();
        let left = votes.by_ref().filter(|(number, _)| has_left(number));
        let rank = u32::try_from(standing.len() - round.eliminated.len() + 1).unwrap_or(u32::MAX);
        rows.extend(left.map(|(number, votes)| Standing {
            number,
            votes,
            rank,
            tied: false,
        }));
        standing.retain(|number| !has_left(number));
    }
    rows.sort_by(|a, b| {
        let by_votes = b.votes.cmp(&a.votes);
        a.rank
            .cmp(&b.rank)
            .then(by_votes)
            .then(a.number.cmp(&b.number))
    });
    rank::tell_ties(&mut rows);
    rows
}

impl<'a> Count<'a> {
    fn new<'b>(numbers: &'a [BallotNumber], ballots: impl Iterator<Item = &'b [Mark]>) -> Self {
        let mut count = Self {
            numbers,
            places: Vec::new(),
            piles: vec![Vec::new(); numbers.len()],
            exhausted: 0,
            standing: (0..numbers.len()).collect(),
            stands: vec![true; numbers.len()],
            history: Vec::new(),
        };
        for marks in ballots {
            let first = count.places.len();
            count.places.resize(first + marks.len(), 0);
            for mark in marks {
                let place = first + usize::from(mark.value) - 1;
                if let (Some(named), Ok(row)) = (
                    count.places.get_mut(place),
                    numbers.binary_search(&mark.number),
                ) {
                    *named = row;
                }
            }
            count.deal(first..count.places.len());
        }
        count
    }

    /// Gives a ballot to the first of its places that stands.
    fn deal(&mut self, mut rest: Rest) {
        for at in rest.by_ref() {
            let row = self.places[at];
            if self.stands[row] {
                self.piles[row].push(rest);
                return;
            }
        }
        self.exhausted += 1;
    }

    fn eliminate(&mut self, leaving: &[usize]) {
        for row in leaving {
            self.stands[*row] = false;
        }
        let stands = &self.stands;
        self.standing.retain(|row| stands[*row]);
        for row in leaving {
            for rest in std::mem::take(&mut self.piles[*row]) {
                self.deal(rest);
            }
        }
    }

    /// In this round.
    fn votes(&self, row: usize) -> u64 {
        self.history.last().map_or(0, |votes| votes[row])
    }

    /// The rows that leave after this round, ascending, and why; none if it is
    /// the last one.
    fn leaving(&self, terms: &Terms<'_>) -> (Vec<usize>, RoundRule) {
        let votes = || self.standing.iter().map(|row| self.votes(*row));
        let (total, most) = (votes().sum::<u64>(), votes().max().unwrap_or(0));
        if most * 2 > total {
            return (Vec::new(), RoundRule::Majority);
        }
        if total == 0 {
            return (Vec::new(), RoundRule::Tie);
        }
        let least = votes().min().unwrap_or(0);
        let lowest = self.with(&self.standing, least, self.history.len() - 1);
        if lowest.len() == 1 {
            return (lowest, RoundRule::Fewest);
        }
        let alike = self.before(&lowest);
        if alike.len() == 1 {
            return (alike, RoundRule::EarlierRound);
        }
        let next = votes().filter(|votes| *votes > least).min();
        if next.is_some_and(|next| least * (lowest.len() as u64) < next) {
            return (lowest, RoundRule::NoChance);
        }
        self.settled(&alike, terms)
    }

    /// Those of `rows` with so many votes in that round.
    fn with(&self, rows: &[usize], votes: u64, round: usize) -> Vec<usize> {
        let history = &self.history[round];
        let rows = rows.iter().copied();
        rows.filter(|row| history[*row] == votes).collect()
    }

    /// Those of `rows` that are lowest by the rounds before this one, the latest
    /// of them first. In this one they are alike.
    fn before(&self, rows: &[usize]) -> Vec<usize> {
        let mut rows = rows.to_vec();
        for round in (0..self.history.len()).rev() {
            let votes = rows.iter().map(|row| self.history[round][*row]);
            if let Some(least) = votes.min() {
                rows = self.with(&rows, least, round);
            }
        }
        rows
    }

    /// Those of `rows` that the tie rule puts last.
    fn settled(&self, rows: &[usize], terms: &Terms<'_>) -> (Vec<usize>, RoundRule) {
        let tied: Vec<BallotNumber> = rows.iter().map(|row| self.numbers[*row]).collect();
        let Ok(groups) = settle(&tied, terms.tie_rule, terms.evidence) else {
            return (Vec::new(), RoundRule::Unsettled);
        };
        let by = match (groups.len(), terms.tie_rule) {
            (0 | 1, _) | (_, TieRule::JointWinners) => RoundRule::Joint,
            (_, TieRule::JuryMean) => RoundRule::JuryMean,
            (_, TieRule::Lot) => RoundRule::Lot,
        };
        let last = groups.last().map_or(&[][..], Vec::as_slice);
        if last.is_empty() || last.len() == self.standing.len() {
            return (Vec::new(), RoundRule::Tie);
        }
        let rows = rows.iter().copied();
        let rows = rows.filter(|row| last.contains(&self.numbers[*row]));
        (rows.collect(), by)
    }
}
