//! Marks with values, and what they add up to.

use proptest::{
    collection,
    prelude::{Just, Strategy},
    prop_assert_eq, proptest, sample,
};
use voting::{Marks, MarksError, Tally, Terms};
use wire::{BallotNumber, Contest, ContestStandings, Mark, RankedCount, Values};

use crate::kit::{apply, contest, counted, marks, places, ranked};

/// A ballot for one of six, so that the sum over all is as simple as can be.
fn valued(max: u16) -> impl Strategy<Value = Vec<Mark>> {
    collection::btree_map(1..=6_u32, 1..=max, 1..=6)
        .prop_map(|values| marks(&values.into_iter().collect::<Vec<_>>()))
}

fn naive_sum(ballots: &[Vec<Mark>], worth: impl Fn(u16) -> u64) -> Vec<u64> {
    (1..=6)
        .map(|number| {
            let marks = ballots.iter().flatten();
            let own = marks.filter(|mark| mark.number.0 == number);
            own.map(|mark| worth(mark.value)).sum()
        })
        .collect()
}

fn by_number(standings: &ContestStandings) -> Vec<u64> {
    let mut rows = standings.rows.clone();
    rows.sort_by_key(|row| row.number);
    rows.iter().map(|row| row.votes).collect()
}

proptest! {
    #[test]
    fn points_scores_and_places_add_up(
        points in collection::vec(valued(3), 0..12),
        places_given in collection::vec(ranked(4), 0..12),
    ) {
        let terms = Terms::default();
        let by_points = contest(6, 18, Values::Points { total: 18, max: 3 });
        prop_assert_eq!(by_number(&counted(&by_points, &points, &terms)), naive_sum(&points, u64::from));
        let score = contest(6, 6, Values::Score { max: 3 });
        prop_assert_eq!(by_number(&counted(&score, &points, &terms)), naive_sum(&points, u64::from));
        let borda = places(6, 4, RankedCount::Borda);
        let worth = |place: u16| [4, 3, 2, 1][usize::from(place) - 1];
        let standings = counted(&borda, &places_given, &terms);
        prop_assert_eq!(by_number(&standings), naive_sum(&places_given, worth));
        let open = places_given.iter().filter(|marks| marks.len() < 4).count();
        prop_assert_eq!(standings.undervotes, Some(open as u64));
        prop_assert_eq!(standings.abstentions, Some(0));
    }

    #[test]
    fn neither_order_nor_replaced_ballots_change_a_count(
        (casts, other) in collection::btree_map((0..6_u16, 1..4_u16), ranked(4), 0..20)
            .prop_map(|casts| casts.into_iter().collect::<Vec<_>>())
            .prop_flat_map(|casts| (Just(casts.clone()), Just(casts).prop_shuffle())),
        count in sample::select(vec![RankedCount::Borda, RankedCount::InstantRunoff]),
    ) {
        let contest = places(6, 4, count);
        let of = |casts: &[((u16, u16), Vec<Mark>)]| {
            let mut tally = Tally::new(vec![contest.clone()]);
            for ((voter, seq), marks) in casts {
                apply(&mut tally, *voter, *seq, marks);
            }
            tally.standings(&Terms::default()).remove(0)
        };
        let latest: Vec<Vec<Mark>> = (0..6)
            .filter_map(|voter| casts.iter().rfind(|((it, _), _)| *it == voter))
            .map(|(_, marks)| marks.clone())
            .collect();
        prop_assert_eq!(of(&casts), of(&other));
        prop_assert_eq!(of(&casts), counted(&contest, &latest, &Terms::default()));
    }

    #[test]
    fn marks_pass_if_and_only_if_they_obey(
        values in collection::btree_map(1..=4_u32, 0..5_u16, 1..=4),
    ) {
        let given: Vec<u16> = values.values().copied().collect();
        let marks = marks(&values.into_iter().collect::<Vec<_>>());
        let passes = |contest: Contest| Marks::check(marks.clone(), &[contest]).is_ok();
        let within = |max: u16| given.iter().all(|value| (1..=max).contains(value));
        let sum: u16 = given.iter().sum();
        let points = contest(4, 6, Values::Points { total: 6, max: 3 });
        prop_assert_eq!(passes(points), within(3) && sum <= 6);
        prop_assert_eq!(passes(contest(4, 4, Values::Score { max: 3 })), within(3));
        let mut sorted = given.clone();
        sorted.sort_unstable();
        let without_gaps = sorted.iter().zip(1..).all(|(value, place)| *value == place);
        prop_assert_eq!(passes(places(4, 3, RankedCount::Borda)), without_gaps && given.len() <= 3);
    }
}

/// Numbers with values, and what is wrong with them in this contest.
type Row<'a> = (&'a Contest, &'a [(u32, u16)], MarksError);

#[test]
fn each_broken_rule_has_its_own_error() {
    let points = contest(4, 6, Values::Points { total: 6, max: 4 });
    let borda = places(4, 3, RankedCount::Borda);
    let table: [Row<'_>; 7] = [
        (
            &points,
            &[(1, 5)],
            MarksError::Value {
                index: 0,
                value: 5,
                max: 4,
            },
        ),
        (
            &points,
            &[(1, 4), (3, 3)],
            MarksError::Sum {
                index: 1,
                contest: 0,
                total: 6,
            },
        ),
        // Points are summed up at the end of the contest.
        (
            &points,
            &[(1, 4), (3, 3), (4, 1)],
            MarksError::Sum {
                index: 2,
                contest: 0,
                total: 6,
            },
        ),
        (
            &borda,
            &[(1, 4)],
            MarksError::Value {
                index: 0,
                value: 4,
                max: 3,
            },
        ),
        (
            &borda,
            &[(1, 1), (2, 1)],
            MarksError::SamePlace { index: 1, place: 1 },
        ),
        (
            &borda,
            &[(1, 3), (2, 1)],
            MarksError::Gap {
                index: 0,
                place: 3,
                marks: 2,
            },
        ),
        (
            &borda,
            &[(1, 1), (2, 2), (3, 3), (4, 3)],
            MarksError::TooMany {
                index: 3,
                contest: 0,
                max: 3,
            },
        ),
    ];
    for (contest, values, expected) in table {
        let contests = [contest.clone()];
        assert_eq!(
            Marks::check(marks(values), &contests),
            Err(expected),
            "{values:?}"
        );
    }
    let text = MarksError::Value {
        index: 2,
        value: 5,
        max: 4,
    }
    .to_string();
    assert_eq!(text, "mark 2: the value must be from 1 to 4, not 5");
}

/// Marks are numbered through the whole ballot, not from the beginning of a contest.
#[test]
fn an_error_in_a_later_contest_names_the_mark_of_the_ballot() {
    let at = |contest, (number, value)| Mark {
        contest,
        number: BallotNumber(number),
        value,
    };
    let index = |later: Contest, values: [(u32, u16); 2]| {
        let marks = vec![at(0, (1, 1)), at(1, values[0]), at(1, values[1])];
        let score = contest(4, 4, Values::Score { max: 1 });
        let checked = Marks::check(marks, &[score, later]);
        checked.err().and_then(MarksError::index)
    };
    let borda = || places(4, 3, RankedCount::Borda);
    assert_eq!(index(borda(), [(1, 3), (2, 1)]), Some(1));
    assert_eq!(index(borda(), [(1, 1), (2, 3)]), Some(2));
    assert_eq!(index(borda(), [(1, 1), (2, 1)]), Some(2));
    let points = contest(4, 6, Values::Points { total: 6, max: 4 });
    assert_eq!(index(points, [(1, 4), (2, 3)]), Some(2));
}

/// No mark in a contest is an abstention there, fewer than there could be an
/// undervote.
#[test]
fn what_ballots_leave_open_is_told_for_each_contest() {
    let points = contest(2, 6, Values::Points { total: 6, max: 4 });
    let score = contest(3, 3, Values::Score { max: 5 });
    let mut tally = Tally::new(vec![points, score]);
    let ballots: [[&[(u32, u16)]; 2]; 5] = [
        [&[(1, 4), (2, 2)], &[]],
        [&[(1, 4)], &[(1, 1), (2, 1), (3, 5)]],
        [&[], &[(1, 5)]],
        [&[], &[(2, 1)]],
        [&[(1, 2), (2, 4)], &[]],
    ];
    for (voter, [first, second]) in (0..).zip(ballots) {
        let second = marks(second).into_iter();
        let second = second.map(|mark| Mark { contest: 1, ..mark });
        let ballot: Vec<Mark> = marks(first).into_iter().chain(second).collect();
        apply(&mut tally, voter, 1, &ballot);
    }
    assert_eq!(tally.left_open(), [(2, 1), (2, 2)]);
    let standings = tally.standings(&Terms::default());
    let told = standings.iter().map(|it| (it.abstentions, it.undervotes));
    assert!(told.eq([(Some(2), Some(1)), (Some(2), Some(2))]));

    // More points than all innovations together can have.
    let one = contest(1, 6, Values::Points { total: 6, max: 4 });
    let ballots = [4, 3, 2].map(|points| marks(&[(1, points)]));
    let standings = counted(&one, &ballots, &Terms::default());
    assert_eq!(standings.undervotes, Some(2));
}
