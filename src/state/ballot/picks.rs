//! The draft: which innovations are picked, and what one more pick does to it.
//! Pure.

use wire::{BallotNumber, Contest, Mark};

use super::values;

/// What a pick did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    Added,
    /// Taken back.
    Removed,
    /// It took the place of this one, in the same contest.
    Replaced(BallotNumber),
    /// Nothing: the contest takes no more marks than this.
    Full {
        max: u16,
    },
    /// Nothing: it isn't on the ballot.
    NotOnBallot,
}

/// The index of the contest that an innovation stands in.
pub fn contest_of(contests: &[Contest], number: BallotNumber) -> Option<usize> {
    contests
        .iter()
        .position(|contest| contest.numbers.binary_search(&number).is_ok())
}

/// The picks within one contest.
pub fn in_contest(picks: &[BallotNumber], contest: &Contest) -> Vec<BallotNumber> {
    picks
        .iter()
        .copied()
        .filter(|number| contest.numbers.binary_search(number).is_ok())
        .collect()
}

/// Picks an innovation, or takes the pick back. A contest for one mark changes
/// over to the new one; a contest for more has to be given room first.
pub fn pick(picks: &mut Vec<BallotNumber>, contests: &[Contest], number: BallotNumber) -> Picked {
    let Some(contest) = contest_of(contests, number).map(|index| &contests[index]) else {
        return Picked::NotOnBallot;
    };
    if let Some(at) = picks.iter().position(|picked| *picked == number) {
        picks.remove(at);
        return Picked::Removed;
    }
    let already = in_contest(picks, contest);
    let mut outcome = Picked::Added;
    if already.len() >= usize::from(contest.max_marks) {
        match already.as_slice() {
            [other] => {
                picks.retain(|picked| picked != other);
                outcome = Picked::Replaced(*other);
            }
            _ => {
                return Picked::Full {
                    max: contest.max_marks,
                };
            }
        }
    }
    picks.push(number);
    outcome
}

/// The marks of a ballot in canonical order: by contest, then by number.
pub fn marks(picks: &[BallotNumber], contests: &[Contest]) -> Vec<Mark> {
    if let Some(contest) = contests.first()
        && let Some(values) = contest.valued()
    {
        return values::marks(picks, contest, values);
    }
    let mut packed: Vec<u64> = picks
        .iter()
        .filter_map(|number| {
            let contest = u16::try_from(contest_of(contests, *number)?).ok()?;
            Some(u64::from(contest) << 32 | u64::from(number.0))
        })
        .collect();
    wire::sort(&mut packed);
    let mark = |packed: u64| {
        Some(Mark {
            contest: u16::try_from(packed >> 32).ok()?,
            number: BallotNumber(u32::try_from(packed & u64::from(u32::MAX)).ok()?),
            value: 1,
        })
    };
    packed.into_iter().filter_map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contest(max_marks: u16, numbers: &[u32]) -> Contest {
        let numbers = numbers.iter().copied().map(BallotNumber).collect();
        Contest {
            category: None,
            max_marks,
            values: None,
            numbers,
        }
    }

    fn numbers(picks: &[BallotNumber]) -> Vec<u32> {
        picks.iter().map(|number| number.0).collect()
    }

    #[test]
    fn one_pick_per_category_changes_over() {
        let contests = [contest(1, &[1, 2]), contest(1, &[3, 4])];
        let mut picks = Vec::new();
        assert_eq!(pick(&mut picks, &contests, BallotNumber(1)), Picked::Added);
        assert_eq!(pick(&mut picks, &contests, BallotNumber(3)), Picked::Added);
        assert_eq!(
            pick(&mut picks, &contests, BallotNumber(2)),
            Picked::Replaced(BallotNumber(1))
        );
        assert_eq!(numbers(&picks), [3, 2]);
    }

    #[test]
    fn a_second_press_takes_the_pick_back() {
        let contests = [contest(1, &[1, 2])];
        let mut picks = vec![BallotNumber(2)];
        assert_eq!(
            pick(&mut picks, &contests, BallotNumber(2)),
            Picked::Removed
        );
        assert_eq!(picks, []);
    }

    #[test]
    fn approval_stops_at_its_limit_and_never_drops_a_pick_unasked() {
        let contests = [contest(2, &[1, 2, 3])];
        let mut picks = vec![BallotNumber(1), BallotNumber(2)];
        assert_eq!(
            pick(&mut picks, &contests, BallotNumber(3)),
            Picked::Full { max: 2 }
        );
        assert_eq!(numbers(&picks), [1, 2]);
    }

    #[test]
    fn what_is_not_on_the_ballot_cannot_be_picked() {
        let mut picks = Vec::new();
        assert_eq!(
            pick(&mut picks, &[contest(1, &[1])], BallotNumber(9)),
            Picked::NotOnBallot
        );
        assert_eq!(picks, []);
    }

    #[test]
    fn marks_are_canonical_whatever_the_order_of_picks() {
        let contests = [contest(1, &[5, 8]), contest(2, &[1, 2, 3])];
        let picks = [3, 8, 1, 77].map(BallotNumber);
        let marks = marks(&picks, &contests);
        let seen: Vec<(u16, u32)> = marks
            .iter()
            .map(|mark| (mark.contest, mark.number.0))
            .collect();
        assert_eq!(seen, [(0, 8), (1, 1), (1, 3)]);
        voting::Marks::check(marks, &contests).unwrap();
    }
}
