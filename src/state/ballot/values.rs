//! A draft whose marks have values: points, scores, places. Pure.
//!
//! It is a list of picks like any other, so that whoever keeps it, hands it over
//! to a code or puts it back need not know: an innovation stands in it as often
//! as it has points, one beside the other and ascending; where the values are
//! places, it stands once, at its place.

use wire::{BallotNumber, Contest, Mark, Values};

/// How many points an innovation has; 0 without a mark.
pub fn value(picks: &[BallotNumber], number: BallotNumber) -> u16 {
    let times = picks.iter().filter(|picked| **picked == number).count();
    u16::try_from(times).unwrap_or(u16::MAX)
}

/// Points of the ballot that nobody has yet.
pub fn left(picks: &[BallotNumber], total: u16) -> u16 {
    let given = u16::try_from(picks.len()).unwrap_or(u16::MAX);
    total.saturating_sub(given)
}

/// The most that an innovation can have, as the others stand.
pub fn most(picks: &[BallotNumber], values: Values, number: BallotNumber) -> u16 {
    match values {
        Values::Points { total, max } => {
            max.min(value(picks, number).saturating_add(left(picks, total)))
        }
        Values::Score { max } => max,
        Values::Places { .. } => 1,
    }
}

/// Gives an innovation so many points, or as many as there are.
pub fn give(picks: &mut Vec<BallotNumber>, values: Values, number: BallotNumber, points: u16) {
    let points = points.min(most(picks, values, number));
    picks.retain(|picked| *picked != number);
    let at = picks.partition_point(|picked| *picked < number);
    let points = core::iter::repeat_n(number, points.into());
    picks.splice(at..at, points);
}

/// Innovations with a mark, each once: who has most first, then in the order of
/// the draft.
pub fn marked(picks: &[BallotNumber]) -> Vec<BallotNumber> {
    let mut marked: Vec<BallotNumber> = Vec::new();
    for number in picks {
        if !marked.contains(number) {
            marked.push(*number);
        }
    }
    marked.sort_by_key(|number| core::cmp::Reverse(value(picks, *number)));
    marked
}

/// Which place an innovation has; the first is 1.
pub fn place(picks: &[BallotNumber], number: BallotNumber) -> Option<usize> {
    let at = picks.iter().position(|picked| *picked == number)?;
    Some(at + 1)
}

/// Where to with an innovation that has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    First,
    Last,
}

/// Changes places with the neighbour on that side, if there is one.
pub fn shift(picks: &mut [BallotNumber], number: BallotNumber, towards: Towards) {
    let Some(at) = picks.iter().position(|picked| *picked == number) else {
        return;
    };
    match towards {
        Towards::First if at > 0 => picks.swap(at, at - 1),
        Towards::Last if at + 1 < picks.len() => picks.swap(at, at + 1),
        Towards::First | Towards::Last => {}
    }
}

/// The marks of the one contest that there is, ascending by number.
pub fn marks(picks: &[BallotNumber], contest: &Contest, values: Values) -> Vec<Mark> {
    let is_on_ballot = |number: &BallotNumber| contest.numbers.binary_search(number).is_ok();
    let picks: Vec<BallotNumber> = picks.iter().copied().filter(is_on_ballot).collect();
    let marks = contest.numbers.iter().filter_map(|number| {
        let value = match values {
            Values::Points { .. } | Values::Score { .. } => value(&picks, *number),
            Values::Places { .. } => u16::try_from(place(&picks, *number).unwrap_or(0)).ok()?,
        };
        (value > 0).then_some(Mark {
            contest: 0,
            number: *number,
            value,
        })
    });
    marks.collect()
}

#[cfg(all(test, feature = "rules"))]
mod tests {
    use voting::Marks;
    use wire::RankedCount;

    use super::*;

    const POINTS: Values = Values::Points { total: 5, max: 3 };
    const PLACES: Values = Values::Places {
        count: RankedCount::Borda,
    };

    fn picks<const N: usize>(numbers: [u32; N]) -> Vec<BallotNumber> {
        numbers.map(BallotNumber).to_vec()
    }

    fn contest(values: Values, max_marks: u16) -> Contest {
        Contest {
            category: None,
            max_marks,
            values: Some(values),
            numbers: picks([2, 4, 6, 8]),
        }
    }

    fn seen(marks: &[Mark]) -> Vec<(u32, u16)> {
        marks.iter().map(|it| (it.number.0, it.value)).collect()
    }

    #[test]
    fn points_are_given_and_taken_back_and_never_more_than_there_are() {
        let mut draft = Vec::new();
        give(&mut draft, POINTS, BallotNumber(4), 2);
        give(&mut draft, POINTS, BallotNumber(2), 9);
        assert_eq!(draft, picks([2, 2, 2, 4, 4]));
        assert_eq!((value(&draft, BallotNumber(2)), left(&draft, 5)), (3, 0));
        // Nothing is left for another, and one can't take from the first two.
        give(&mut draft, POINTS, BallotNumber(6), 1);
        assert_eq!(value(&draft, BallotNumber(6)), 0);
        assert_eq!(most(&draft, POINTS, BallotNumber(4)), 2);
        give(&mut draft, POINTS, BallotNumber(2), 0);
        assert_eq!(draft, picks([4, 4]));
        assert_eq!(most(&draft, POINTS, BallotNumber(4)), 3);
    }

    #[test]
    fn a_score_does_not_depend_on_the_others() {
        let values = Values::Score { max: 4 };
        let mut draft = picks([2, 2, 2, 2]);
        give(&mut draft, values, BallotNumber(8), 7);
        assert_eq!(value(&draft, BallotNumber(8)), 4);
        assert_eq!(marked(&draft), picks([2, 8]));
        give(&mut draft, values, BallotNumber(2), 1);
        assert_eq!(marked(&draft), picks([8, 2]));
    }

    #[test]
    fn places_change_with_their_neighbour_and_stop_at_both_ends() {
        let mut draft = picks([8, 2, 6]);
        shift(&mut draft, BallotNumber(6), Towards::First);
        assert_eq!(draft, picks([8, 6, 2]));
        shift(&mut draft, BallotNumber(8), Towards::First);
        shift(&mut draft, BallotNumber(2), Towards::Last);
        shift(&mut draft, BallotNumber(4), Towards::Last);
        assert_eq!(draft, picks([8, 6, 2]));
        shift(&mut draft, BallotNumber(8), Towards::Last);
        assert_eq!(place(&draft, BallotNumber(8)), Some(2));
        assert_eq!(place(&draft, BallotNumber(4)), None);
        assert_eq!(marked(&draft), draft);
    }

    #[test]
    fn marks_have_the_values_of_the_draft_and_pass_the_check() {
        let table = [
            (POINTS, 5, picks([2, 2, 2, 8]), vec![(2, 3), (8, 1)]),
            (
                Values::Score { max: 5 },
                4,
                picks([4, 4, 6]),
                vec![(4, 2), (6, 1)],
            ),
            (PLACES, 3, picks([8, 2, 6]), vec![(2, 2), (6, 3), (8, 1)]),
            // What is no longer on the ballot leaves no gap.
            (PLACES, 3, picks([7, 8, 2]), vec![(2, 2), (8, 1)]),
        ];
        for (values, max_marks, draft, expected) in table {
            let contest = contest(values, max_marks);
            let marks = marks(&draft, &contest, values);
            assert_eq!(seen(&marks), expected, "{values:?}");
            Marks::check(marks, &[contest]).unwrap();
        }
    }
}
