//! Ties, and contests without a winner.

use voting::{Evidence, JuryError, Outcome, Terms, Unsettled, lot_seed, outcome, settle};
use wire::{BallotNumber, Hex, JuryMean, PublishedJury, TieRule, Values};

use crate::kit::{contest, counted, manifest, marks, numbers};

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

/// The order of a tie for the first place is the rows' order, and is said; all
/// other ties stay.
#[test]
fn a_settled_tie_has_other_ranks() {
    let contest = contest(6, 2, Values::Score { max: 5 });
    let ballots: Vec<_> = [(1, 4), (2, 4), (3, 4), (4, 2), (5, 2)]
        .map(|mark| marks(&[mark]))
        .into();
    let jury = |means: &[(u32, &str)]| {
        let means = means.iter();
        let jury = means.map(|(number, mean)| (BallotNumber(*number), mean.parse().unwrap()));
        Evidence {
            jury: jury.collect(),
            lot: None,
        }
    };
    let ranks = |jury: &Evidence, tie_rule, minimum_turnout| {
        let terms = Terms {
            tie_rule,
            minimum_turnout,
            evidence: jury,
        };
        let standings = counted(&contest, &ballots, &terms);
        let told = standings.rows.iter();
        let told: Vec<_> = told.map(|it| (it.number.0, it.rank, it.tied)).collect();
        (told, standings.settled.map(|it| it.order))
    };
    let as_tied = vec![
        (1, 1, true),
        (2, 1, true),
        (3, 1, true),
        (4, 4, true),
        (5, 4, true),
        (6, 6, false),
    ];
    let all = jury(&[(1, "7.5"), (2, "7.50"), (3, "80")]);
    for (evidence, rule, minimum) in [
        (&all, TieRule::JointWinners, None),
        (&all, TieRule::JuryMean, Some(6)),
        (&jury(&[(1, "7.5"), (3, "80")]), TieRule::JuryMean, None),
        (&all, TieRule::Lot, None),
    ] {
        assert_eq!(ranks(evidence, rule, minimum), (as_tied.clone(), None));
    }
    let (told, order) = ranks(&all, TieRule::JuryMean, Some(5));
    assert_eq!(
        told,
        [
            (3, 1, false),
            (1, 2, true),
            (2, 2, true),
            (4, 4, true),
            (5, 4, true),
            (6, 6, false)
        ]
    );
    assert_eq!(order, Some(vec![numbers(&[3]), numbers(&[1, 2])]));
    let lot = Evidence {
        lot: Some(lot_seed(&Hex([9; 32]), "123456")),
        ..Evidence::default()
    };
    let (told, order) = ranks(&lot, TieRule::Lot, None);
    assert_eq!(told[..3], [(1, 1, false), (2, 2, false), (3, 3, false)]);
    assert_eq!(order, Some([1, 2, 3].map(|it| numbers(&[it])).into()));
}

#[test]
fn means_are_of_innovations_on_the_ballot_each_once() {
    let manifest = manifest(vec![contest(3, 2, Values::Score { max: 5 })]);
    let read = |means: &[(u32, &str)]| {
        let means = means.iter().map(|(number, mean)| JuryMean {
            number: BallotNumber(*number),
            mean: (*mean).to_owned(),
        });
        let published = PublishedJury {
            means: means.collect(),
        };
        Evidence::jury(&published, &manifest)
    };
    let two = read(&[(1, "7"), (3, "80.25")]).unwrap();
    assert_eq!(two[&BallotNumber(3)].to_string(), "80.25");
    for twice in [[(2, "7"), (2, "8")], [(2, "7"), (1, "8")]] {
        let last = BallotNumber(twice[1].0);
        assert_eq!(read(&twice), Err(JuryError::Order(last)));
    }
    assert_eq!(read(&[(4, "7")]), Err(JuryError::Unknown(BallotNumber(4))));
    let wrong = read(&[(1, "7,5")]);
    assert!(matches!(wrong, Err(JuryError::Mean(BallotNumber(1), _))));
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
