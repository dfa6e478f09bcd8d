//! Ties, and contests without a winner.

use voting::{Evidence, Outcome, Terms, Unsettled, lot_seed, outcome, settle};
use wire::{BallotNumber, Hex, TieRule, Values};

use crate::kit::{contest, counted, marks, numbers};

#[test]
fn too_few_ballots_have_no_winner_and_say_so() {
    let contest = contest(2, 2, Values::Score { max: 5 });
    let mut terms = Terms {
        minimum_turnout: Some(3),
        ..Terms::default()
    };
    let ballots = [marks(&[(1, 5)]), marks(&[(2, 5)])];
    let standings = counted(&contest, &ballots, &terms);
    assert_eq!(standings.short_by, Some(1));
    assert_eq!(outcome(&standings, &terms), Outcome::TooFew { short_by: 1 });
    terms.minimum_turnout = Some(2);
    let standings = counted(&contest, &ballots, &terms);
    assert_eq!(standings.short_by, None);
    assert_eq!(outcome(&standings, &terms), Outcome::Won(numbers(&[1, 2])));
    terms.minimum_turnout = None;
    let nobody = counted(&contest, &[], &terms);
    assert_eq!(outcome(&nobody, &terms), Outcome::NoVotes);
}

#[test]
fn a_tie_is_settled_by_the_rule_that_was_named() {
    let tied = numbers(&[1, 2, 3]);
    let none = Evidence::NONE;
    assert_eq!(
        settle(&tied, TieRule::JointWinners, none),
        Ok(vec![tied.clone()])
    );
    assert_eq!(settle(&tied, TieRule::Lot, none), Err(Unsettled::NoLot));
    let jury = |means: &[(u32, &str)]| Evidence {
        jury: means
            .iter()
            .map(|(number, mean)| (BallotNumber(*number), mean.parse().unwrap()))
            .collect(),
        lot: None,
    };
    let means = jury(&[(1, "87.5"), (2, "90"), (3, "87.50")]);
    assert_eq!(
        settle(&tied, TieRule::JuryMean, &means),
        Ok(vec![numbers(&[2]), numbers(&[1, 3])])
    );
    assert_eq!(
        settle(&tied, TieRule::JuryMean, &jury(&[(1, "1"), (2, "2")])),
        Err(Unsettled::NoMean(BallotNumber(3)))
    );
}

/// Made a second time from docs/PROTOCOL.md, with another implementation.
#[test]
fn the_lot_is_that_of_the_protocol() {
    let seed = lot_seed(&Hex([9; 32]), " 123456\n");
    assert_eq!(
        seed.to_string(),
        "29f79c4c59a3c43bced7774b3e692606b3cee86b9470504cb056f93f4c451daf"
    );
    let evidence = Evidence {
        lot: Some(seed),
        ..Evidence::default()
    };
    let order = settle(&numbers(&[1, 2, 3, 4, 5]), TieRule::Lot, &evidence).unwrap();
    assert_eq!(order.concat(), numbers(&[5, 4, 1, 2, 3]));
}
