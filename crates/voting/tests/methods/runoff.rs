//! Instant run-off.

use proptest::{
    collection,
    prelude::{ProptestConfig, Strategy},
    prop_assert, prop_assert_eq, proptest,
};
use voting::{Evidence, Outcome, Terms, Unsettled, lot_seed, outcome, settle};
use wire::{Hex, Mark, RankedCount, RoundRule, TieRule};

use crate::kit::{counted, numbers, places, ranked, ranking, votes};
use crate::naive;

/// Few ballots, so that ties are the rule.
fn elections() -> impl Strategy<Value = Vec<Vec<Mark>>> {
    collection::vec(ranked(4), 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn instant_run_off_is_that_of_a_naive_count(ballots in elections()) {
        let contest = places(6, 4, RankedCount::InstantRunoff);
        let joint = counted(&contest, &ballots, &Terms::default());
        prop_assert_eq!(&*joint.rounds, &*naive::rounds(&ballots, None));

        let evidence = Evidence { lot: Some(lot_seed(&Hex([7; 32]), "4711")), ..Evidence::default() };
        let order = settle(&contest.numbers, TieRule::Lot, &evidence).unwrap().concat();
        let terms = Terms { tie_rule: TieRule::Lot, evidence: &evidence, ..Terms::default() };
        let lot = counted(&contest, &ballots, &terms);
        prop_assert_eq!(&*lot.rounds, &*naive::rounds(&ballots, Some(&order)));
        // A lot leaves one winner.
        prop_assert_eq!(lot.rows.iter().filter(|row| row.rank == 1).count(), 1);

        for standings in [joint, lot] {
            prop_assert_eq!(standings.rows.len(), 6);
            let ranks = standings.rows.iter().map(|row| row.rank);
            prop_assert!(ranks.is_sorted());
            prop_assert!(standings.rows.is_sorted_by(|a, b| a.votes >= b.votes));
            for round in standings.rounds.iter() {
                prop_assert_eq!(round.votes.iter().sum::<u64>() + round.exhausted, ballots.len() as u64);
            }
            for row in &standings.rows {
                let alike = standings.rows.iter().filter(|it| it.rank == row.rank).count();
                let better = standings.rows.iter().filter(|it| it.rank < row.rank).count();
                prop_assert_eq!(row.tied, alike > 1);
                prop_assert_eq!(row.rank as usize, better + 1);
            }
        }
    }
}

/// The example of docs/PROTOCOL.md.
#[test]
fn a_run_off_says_who_left_and_why() {
    let contest = places(4, 4, RankedCount::InstantRunoff);
    let many = |count: usize, order: &[u32]| vec![ranking(order); count];
    let ballots = [
        many(4, &[1]),
        many(3, &[2, 1]),
        many(2, &[3, 2]),
        many(1, &[4, 3]),
    ]
    .concat();
    let standings = counted(&contest, &ballots, &Terms::default());
    let told: Vec<(Vec<u64>, u64, Vec<u32>, RoundRule)> = standings
        .rounds
        .iter()
        .map(|round| {
            let eliminated = round.eliminated.iter().map(|number| number.0).collect();
            (round.votes.clone(), round.exhausted, eliminated, round.by)
        })
        .collect();
    assert_eq!(
        told,
        [
            (vec![4, 3, 2, 1], 0, vec![4], RoundRule::Fewest),
            (vec![4, 3, 3], 0, vec![3], RoundRule::EarlierRound),
            (vec![4, 5], 1, vec![], RoundRule::Majority),
        ]
    );
    assert_eq!(
        votes(&standings),
        [(2, 5, 1), (1, 4, 2), (3, 3, 3), (4, 1, 4)]
    );
}

#[test]
fn a_count_that_needs_an_unknown_value_waits() {
    let contest = places(3, 3, RankedCount::InstantRunoff);
    let ballots = [ranking(&[1]), ranking(&[1]), ranking(&[2]), ranking(&[3])];
    let mut terms = Terms {
        tie_rule: TieRule::Lot,
        ..Terms::default()
    };
    let standings = counted(&contest, &ballots, &terms);
    assert_eq!(standings.rounds.last().unwrap().by, RoundRule::Unsettled);
    assert!(!standings.is_decided());
    assert!(standings.rows.iter().all(|row| row.rank == 1 && row.tied));
    assert_eq!(
        outcome(&standings, &terms),
        Outcome::Unsettled(Unsettled::NoLot)
    );

    let evidence = Evidence {
        lot: Some(lot_seed(&Hex([9; 32]), "123456")),
        ..Evidence::default()
    };
    terms.evidence = &evidence;
    let standings = counted(&contest, &ballots, &terms);
    assert!(standings.is_decided());
    assert_eq!(outcome(&standings, &terms), Outcome::Won(numbers(&[1])));
}
