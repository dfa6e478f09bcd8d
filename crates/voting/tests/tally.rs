//! The tally against a count that is too simple to be wrong.

#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::{
    collection,
    prelude::{Just, Strategy, any},
    prop_assert, prop_assert_eq, proptest, sample,
};
use voting::{Booths, Count, Counted, Marks, MarksError, Tally, Terms, max_seq};
use wire::{
    BallotNumber, Channel, Contest, ContestStandings, Disclosure, Hex, Localized, Manifest, Mark,
    Phase, Rule, TieRule, Visibility,
};

#[derive(Clone, Debug)]
struct Cast {
    voter: u8,
    seq: u16,
    channel: Channel,
    marks: Vec<Mark>,
    minute: i64,
}

impl Cast {
    fn counted(&self) -> Counted<'_> {
        Counted {
            credential: Hex([self.voter; 32]),
            seq: self.seq,
            channel: self.channel,
            recorded_at: at(self.minute),
            marks: &self.marks,
        }
    }
}

fn contests() -> Vec<Contest> {
    let contest = |max_marks, numbers: std::ops::Range<u32>| Contest {
        category: None,
        max_marks,
        values: None,
        numbers: numbers.map(BallotNumber).collect(),
    };
    vec![contest(1, 1..4), contest(2, 4..8)]
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

fn mark(contest: u16, number: u32) -> Mark {
    Mark {
        contest,
        number: BallotNumber(number),
        value: 1,
    }
}

/// At most one of the first contest, at most two of the second, one at least.
fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let first = sample::subsequence(vec![1, 2, 3], 0..=1);
    let second = sample::subsequence(vec![4, 5, 6, 7], 0..=2);
    (first, second).prop_filter_map("a ballot has a mark", |(first, second)| {
        let first = first.into_iter().map(|number| mark(0, number));
        let marks: Vec<Mark> = first
            .chain(second.into_iter().map(|number| mark(1, number)))
            .collect();
        (!marks.is_empty()).then_some(marks)
    })
}

/// Ballots of a few voters; none has two different ones with the same seq.
fn casts() -> impl Strategy<Value = Vec<Cast>> {
    let channel = sample::select(&Channel::ALL[..]);
    collection::btree_map((0..8_u8, 1..6_u16), (channel, marks(), 0..10_i64), 0..30).prop_map(
        |casts| {
            let cast = |((voter, seq), (channel, marks, minute))| Cast {
                voter,
                seq,
                channel,
                marks,
                minute,
            };
            casts.into_iter().map(cast).collect()
        },
    )
}

fn shuffled() -> impl Strategy<Value = (Vec<Cast>, Vec<Cast>)> {
    casts().prop_flat_map(|casts| (Just(casts.clone()), Just(casts).prop_shuffle()))
}

fn tally<'a>(casts: impl IntoIterator<Item = &'a Cast>) -> Tally {
    let mut tally = Tally::new(contests());
    for cast in casts {
        tally.apply(&cast.counted()).unwrap();
    }
    tally
}

/// The last ballot of each voter.
fn latest(casts: &[Cast]) -> BTreeMap<u8, &Cast> {
    let mut latest: BTreeMap<u8, &Cast> = BTreeMap::new();
    for cast in casts {
        let known = latest.entry(cast.voter).or_insert(cast);
        if cast.seq > known.seq {
            *known = cast;
        }
    }
    latest
}

fn votes(standings: &ContestStandings) -> BTreeMap<u32, u64> {
    standings
        .rows
        .iter()
        .map(|row| (row.number.0, row.votes))
        .collect()
}

proptest! {
    #[test]
    fn counts_are_those_of_the_last_ballots(casts in casts()) {
        let tally = tally(&casts);
        let latest = latest(&casts);
        prop_assert_eq!(tally.ballots(), latest.len() as u64);
        prop_assert_eq!(tally.replaced(), (casts.len() - latest.len()) as u64);
        for channel in Channel::ALL {
            let expected = latest.values().filter(|cast| cast.channel == channel).count() as u64;
            let found = tally.channels().iter().find(|it| it.channel == channel).map(|it| it.ballots);
            prop_assert_eq!(found, (expected > 0).then_some(expected));
        }
        for (index, standings) in (0..).zip(tally.standings(&Terms::default())) {
            let of_contest =
                |cast: &&Cast| cast.marks.iter().filter(|mark| mark.contest == index).count();
            let marked = latest.values().filter(|cast| of_contest(cast) > 0).count();
            prop_assert_eq!(standings.ballots, marked as u64);
            for (number, votes) in votes(&standings) {
                let expected = latest
                    .values()
                    .filter(|cast| cast.marks.contains(&mark(index, number)))
                    .count();
                prop_assert_eq!(votes, expected as u64, "number {}", number);
            }
        }
    }

    #[test]
    fn the_order_of_ballots_does_not_matter((casts, other) in shuffled()) {
        let (tally, other) = (tally(&casts), tally(&other));
        prop_assert_eq!(tally.standings(&Terms::default()), other.standings(&Terms::default()));
        prop_assert_eq!(tally.channels(), other.channels());
        prop_assert_eq!(tally.replaced(), other.replaced());
    }

    #[test]
    fn a_ballot_that_comes_twice_in_a_row_counts_once(casts in casts(), times in 2..4_usize) {
        let once = tally(&casts);
        let again = tally(casts.iter().flat_map(|cast| std::iter::repeat_n(cast, times)));
        prop_assert_eq!(once.standings(&Terms::default()), again.standings(&Terms::default()));
        prop_assert_eq!(once.ballots(), again.ballots());
        prop_assert_eq!(once.replaced(), again.replaced());
    }

    #[test]
    fn sums_add_up(casts in casts()) {
        let tally = tally(&casts);
        let channels: u64 = tally.channels().iter().map(|it| it.ballots).sum();
        prop_assert_eq!(channels, tally.ballots());
        for (rules, standings) in contests().iter().zip(tally.standings(&Terms::default())) {
            let votes: u64 = standings.rows.iter().map(|row| row.votes).sum();
            prop_assert_eq!(votes, standings.marks);
            prop_assert!(standings.ballots <= tally.ballots());
            prop_assert!(standings.marks >= standings.ballots);
            prop_assert!(standings.marks <= standings.ballots * u64::from(rules.max_marks));
            prop_assert_eq!(standings.rows.len(), rules.numbers.len());
        }
    }

    #[test]
    fn ranks_are_competition_ranks_and_ties_are_said(casts in casts()) {
        for standings in tally(&casts).standings(&Terms::default()) {
            for row in &standings.rows {
                let better = standings.rows.iter().filter(|it| it.votes > row.votes).count();
                let equal = standings.rows.iter().filter(|it| it.votes == row.votes).count();
                prop_assert_eq!(row.rank as usize, better + 1);
                prop_assert_eq!(row.tied, equal > 1);
            }
            let keys = standings.rows.iter().map(|row| (std::cmp::Reverse(row.votes), row.number));
            prop_assert!(keys.is_sorted());
        }
    }

    #[test]
    fn a_frozen_count_knows_nothing_of_later_ballots((casts, other) in shuffled(), phase in any::<bool>()) {
        // Closes at minute 10, frozen from minute 5.
        let manifest = manifest(Visibility::Frozen { minutes: 5 });
        let mut count = Count::new(&manifest);
        for cast in &other {
            count.apply(&cast.counted()).unwrap();
        }
        let before = tally(casts.iter().filter(|cast| cast.minute < 5));
        let all = tally(&casts);

        let frozen = count.standings(Phase::Voting, at(5));
        prop_assert_eq!(frozen.disclosure, Disclosure::Frozen);
        prop_assert_eq!(frozen.as_of, at(5));
        prop_assert_eq!(frozen.ballots, before.ballots());
        prop_assert_eq!(frozen.replaced, before.replaced());
        prop_assert_eq!(frozen.channels, before.channels());
        prop_assert_eq!(frozen.contests, before.standings(&Terms::default()));

        let later = if phase { Phase::Closed } else { Phase::Archived };
        let complete = count.standings(later, at(11));
        prop_assert_eq!(complete.disclosure, Disclosure::Complete);
        prop_assert_eq!(complete.contests, all.standings(&Terms::default()));
        prop_assert_eq!(complete.ballots, all.ballots());
    }

    #[test]
    fn hidden_counts_give_away_turnout_and_nothing_else(casts in casts()) {
        let mut count = Count::new(&manifest(Visibility::Hidden));
        for cast in &casts {
            count.apply(&cast.counted()).unwrap();
        }
        let hidden = count.standings(Phase::Voting, at(11));
        prop_assert_eq!(hidden.disclosure, Disclosure::Hidden);
        prop_assert_eq!(hidden.contests, []);
        prop_assert_eq!(hidden.ballots, tally(&casts).ballots());
    }

    #[test]
    fn marks_that_pass_are_sorted_distinct_and_listed(
        marks in collection::vec((0..3_u16, 0..9_u32, 0..3_u16), 0..5)
    ) {
        let marks: Vec<Mark> = marks
            .into_iter()
            .map(|(contest, number, value)| Mark { contest, number: BallotNumber(number), value })
            .collect();
        let contests = contests();
        let sorted = marks.is_sorted_by(|a, b| (a.contest, a.number) < (b.contest, b.number));
        let listed = marks.iter().all(|mark| {
            contests.get(usize::from(mark.contest)).is_some_and(|it| it.numbers.contains(&mark.number))
        });
        let few = (0..).zip(&contests).all(|(index, contest)| {
            let count = marks.iter().filter(|mark| mark.contest == index).count();
            count <= usize::from(contest.max_marks)
        });
        let ones = marks.iter().all(|mark| mark.value == 1);
        let passes = !marks.is_empty() && sorted && listed && few && ones;
        let mut tally = Tally::new(contests.clone());
        let applied = tally.apply(&Counted {
            credential: Hex([1; 32]), seq: 1, channel: Channel::Device, recorded_at: at(0), marks: &marks,
        });
        prop_assert_eq!(applied.is_ok(), passes);
        prop_assert_eq!(tally.ballots(), u64::from(passes));
        prop_assert_eq!(Marks::check(marks, &contests).is_ok(), passes);
    }
}

/// Each code once, however often it votes; in the freeze as of its beginning.
#[test]
fn booths_count_their_codes_that_have_voted() {
    let key = |voter: u8| Hex([voter; 32]);
    let booths = |first: &[u8], second: &[u8]| {
        let keys = |codes: &[u8]| codes.iter().map(|it| key(*it)).collect();
        Arc::new(Booths::new([
            ("Gantung".to_owned(), keys(first)),
            ("Manggar".to_owned(), keys(second)),
        ]))
    };
    let mut count = Count::new(&manifest(Visibility::Frozen { minutes: 5 }));
    count.set_booths(&booths(&[1, 2, 3], &[4]));
    for (voter, seq, minute) in [(1, 1, 0), (1, 2, 1), (2, 1, 6), (9, 1, 0), (4, 1, 2)] {
        let cast = Cast {
            voter,
            seq,
            channel: Channel::Code,
            marks: vec![mark(0, 1)],
            minute,
        };
        count.apply(&cast.counted()).unwrap();
    }
    let told = |count: &Count, phase| -> Vec<(u64, u64)> {
        let booths = count.booths(phase, at(7));
        booths.iter().map(|it| (it.codes, it.used)).collect()
    };
    assert_eq!(told(&count, Phase::Voting), [(3, 1), (1, 1)]);
    assert_eq!(told(&count, Phase::Closed), [(3, 2), (1, 1)]);
    // More codes, of which one has voted already.
    count.set_booths(&booths(&[1, 2, 3], &[4, 5, 9]));
    assert_eq!(told(&count, Phase::Voting), [(3, 1), (3, 2)]);
    assert_eq!(told(&count, Phase::Closed), [(3, 2), (3, 2)]);
}

#[test]
fn hours_stand_still_in_the_freeze() {
    let mut count = Count::new(&manifest(Visibility::Frozen { minutes: 5 }));
    for (voter, minute) in [(1, 0), (2, 4), (3, 6)] {
        let cast = Cast {
            voter,
            seq: 1,
            channel: Channel::Device,
            marks: vec![mark(0, 1)],
            minute,
        };
        count.apply(&cast.counted()).unwrap();
    }
    let told = |phase| -> Vec<u64> {
        let hours = count.hours(phase, at(7));
        hours.iter().map(|it| it.ballots).collect()
    };
    assert_eq!(told(Phase::Voting), [2]);
    assert_eq!(told(Phase::Closed), [3]);
}

/// A kiosk's queue has up to 20,000 envelopes, and a phone goes on
/// from there with the same code.
#[test]
fn a_credential_has_room_for_its_ballots_and_no_more() {
    assert_eq!(max_seq(Channel::Device), 500);
    for channel in [Channel::Code, Channel::Kiosk, Channel::Paper] {
        assert!((20_001..=32_000).contains(&max_seq(channel)));
    }
}

fn manifest(visibility: Visibility) -> Manifest {
    Manifest {
        version: 1,
        edition: "contoh".into(),
        name: Localized::default(),
        rule: Rule::Approval { max: 2 },
        tie_rule: TieRule::JointWinners,
        lot_source: None,
        minimum_turnout: None,
        objection_days: 0,
        visibility,
        openings: wire::OpeningPolicy::All,
        witnesses: Vec::new(),
        verifier: None,
        sample_ballots: None,
        voting_opens_at: None,
        voting_closes_at: Some(at(10)),
        contests: contests(),
        innovations: Vec::new(),
        roll: None,
    }
}

#[test]
fn one_two_two_four() {
    let mut tally = Tally::new(vec![Contest {
        category: None,
        max_marks: 1,
        values: None,
        numbers: (1..=5).map(BallotNumber).collect(),
    }]);
    for (voter, number) in (0..).zip([2, 2, 2, 4, 4, 1, 1, 5]) {
        let marks = [mark(0, number)];
        tally
            .apply(&Counted {
                credential: Hex([voter; 32]),
                seq: 1,
                channel: Channel::Device,
                recorded_at: at(0),
                marks: &marks,
            })
            .unwrap();
    }
    let rows: Vec<(u32, u64, u32, bool)> = tally.standings(&Terms::default())[0]
        .rows
        .iter()
        .map(|row| (row.number.0, row.votes, row.rank, row.tied))
        .collect();
    assert_eq!(
        rows,
        [
            (2, 3, 1, false),
            (1, 2, 2, true),
            (4, 2, 2, true),
            (5, 1, 4, false),
            (3, 0, 5, false)
        ]
    );
}

/// A change of mind an hour later is no second voter, whichever comes first.
#[test]
fn a_voter_is_in_the_hour_of_the_first_ballot() {
    let cast = |voter, seq, minute| Cast {
        voter,
        seq,
        channel: Channel::Device,
        marks: vec![mark(0, 1)],
        minute,
    };
    let mut casts = [
        cast(1, 1, 1),
        cast(2, 1, 61),
        cast(1, 2, 122),
        cast(3, 1, 62),
    ];
    for _ in 0..casts.len() {
        casts.rotate_left(1);
        let mut tally = Tally::new(contests());
        for cast in &casts {
            tally.apply(&cast.counted()).unwrap();
        }
        let hours: Vec<(i64, u64)> = tally
            .hours()
            .iter()
            .map(|it| {
                (
                    it.hour.timestamp() / 3600 - at(0).timestamp() / 3600,
                    it.ballots,
                )
            })
            .collect();
        assert_eq!(hours, [(0, 1), (1, 2)]);
    }
}

#[test]
fn a_broken_ballot_takes_the_place_of_none() {
    let mut tally = Tally::new(contests());
    let ballot = |seq, marks| Counted {
        credential: Hex([1; 32]),
        seq,
        channel: Channel::Device,
        recorded_at: at(0),
        marks,
    };
    let (good, empty) = ([mark(0, 1)], []);
    tally.apply(&ballot(1, &good)).unwrap();
    assert_eq!(tally.apply(&ballot(2, &empty)), Err(MarksError::Empty));
    assert_eq!((tally.ballots(), tally.replaced()), (1, 0));
    assert_eq!(votes(&tally.standings(&Terms::default())[0])[&1], 1);
}
