//! A ballot as it comes over HTTP, its entry in the log, and its marks.

use ledger::{Entry, ballot_hash, canonical_marks, commitment, read_marks, verify};
use voting::{Booths, Counted, Evidence, Marks, Tally, Terms};
use wire::{
    Ballot, BallotNumber, Category, CategoryCode, Channel, Contest, Hex, Localized, Mark,
    RankedCount, Rule, Shape, TieRule,
};

/// JSON as `POST /api/v1/ballots` takes it, an entry of 164 bytes, or canonical
/// marks.
pub fn ballot(bytes: &[u8]) -> bool {
    [json(bytes), entry(bytes), marks(bytes)].contains(&true)
}

fn json(bytes: &[u8]) -> bool {
    let Ok(ballot) = serde_json::from_slice::<Ballot>(bytes) else {
        return false;
    };
    let text = serde_json::to_vec(&ballot).expect("a ballot can be written");
    let again: Ballot = serde_json::from_slice(&text).expect("what was written is read");
    assert_eq!(again, ballot);
    entry(&Entry::from(&ballot).to_bytes());
    marks(&canonical_marks(&ballot.marks));
    if verify(&ballot).is_ok() {
        is_signed_once(&ballot);
    }
    true
}

/// With anything else in it, a ballot that verifies does not.
fn is_signed_once(ballot: &Ballot) {
    let seq = ballot.seq ^ 1;
    let mut manifest = ballot.manifest;
    manifest.0[0] ^= 1;
    let mut marks = ballot.marks.clone();
    marks.push(mark(0, 1, 1));
    let others = [
        Ballot {
            seq,
            ..ballot.clone()
        },
        Ballot {
            manifest,
            ..ballot.clone()
        },
        Ballot {
            commitment: commitment(&ballot.salt, &marks),
            ..ballot.clone()
        },
        Ballot {
            marks,
            ..ballot.clone()
        },
    ];
    for other in &others {
        assert!(verify(other).is_err(), "{other:?}");
    }
    assert!(Entry::from(ballot).is_signed());
    assert_eq!(Entry::from(ballot).leaf_hash(), ballot_hash(ballot));
}

fn entry(bytes: &[u8]) -> bool {
    let Ok(entry) = Entry::from_bytes(bytes) else {
        return false;
    };
    assert_eq!(entry.to_bytes(), bytes);
    true
}

fn marks(bytes: &[u8]) -> bool {
    let Ok(marks) = read_marks(bytes) else {
        return false;
    };
    assert_eq!(canonical_marks(&marks), bytes);
    for rule in RULES {
        let contests = contests(rule);
        let mut tally = Tally::new(contests.clone());
        let before = format!("{tally:?}");
        let counted = counted(1, &marks);
        if Marks::check(marks.clone(), &contests).is_err() {
            assert!(tally.apply(&counted).is_err());
            assert_eq!(
                format!("{tally:?}"),
                before,
                "what is refused changes nothing"
            );
            continue;
        }
        assert!(tally.apply(&counted).is_ok());
        count(&marks, &mut tally, contests);
    }
    true
}

/// One ballot adds up, and leaves nothing behind when another replaces it.
fn count(marks: &[Mark], tally: &mut Tally, contests: Vec<Contest>) {
    assert_eq!(tally.ballots(), 1);
    let evidence = Evidence {
        lot: Some(Hex([7; 32])),
        ..Evidence::default()
    };
    for tie_rule in [TieRule::JointWinners, TieRule::JuryMean, TieRule::Lot] {
        let terms = Terms {
            tie_rule,
            minimum_turnout: Some(2),
            evidence: &evidence,
        };
        let standings = tally.standings(&terms);
        let counted: u64 = standings.iter().map(|it| it.marks).sum();
        assert_eq!(counted, marks.len() as u64);
        for contest in &standings {
            voting::outcome(contest, &terms);
            for round in contest.rounds.iter() {
                assert_eq!(
                    round.votes.iter().sum::<u64>() + round.exhausted,
                    contest.ballots
                );
            }
        }
    }
    let later = [mark(0, 1, 1)];
    let mut alone = Tally::new(contests);
    assert!(tally.apply(&counted(2, &later)).is_ok());
    assert!(alone.apply(&counted(2, &later)).is_ok());
    let terms = Terms::default();
    assert_eq!(tally.standings(&terms), alone.standings(&terms));
    assert_eq!((tally.ballots(), tally.replaced()), (1, 1));
    assert_eq!(tally.left_open(), alone.left_open());
    tally.set_booths(Booths::default().into());
}

const RULES: [Rule; 6] = [
    Rule::OnePerCategory,
    Rule::Approval { max: 3 },
    Rule::Points { total: 6, max: 4 },
    Rule::Score { max: 5 },
    Rule::Ranked {
        max: 4,
        count: RankedCount::Borda,
    },
    Rule::Ranked {
        max: 4,
        count: RankedCount::InstantRunoff,
    },
];

/// Two categories with three innovations each, numbers 1 to 6.
fn contests(rule: Rule) -> Vec<Contest> {
    let categories = ["school", "agency"].map(|code| Category {
        code: code.into(),
        label: Localized::default(),
        colour: 0,
        shape: Shape::Circle,
        votable: true,
    });
    let on_ballot: Vec<(BallotNumber, CategoryCode)> = (1..=6)
        .map(|number| {
            (
                BallotNumber(number),
                if number < 4 { "school" } else { "agency" }.into(),
            )
        })
        .collect();
    voting::contests(rule, &categories, &on_ballot)
}

fn mark(contest: u16, number: u32, value: u16) -> Mark {
    Mark {
        contest,
        number: BallotNumber(number),
        value,
    }
}

fn counted(seq: u16, marks: &[Mark]) -> Counted<'_> {
    Counted {
        credential: Hex([1; 32]),
        seq,
        channel: Channel::Device,
        recorded_at: std::time::SystemTime::UNIX_EPOCH.into(),
        marks,
    }
}
