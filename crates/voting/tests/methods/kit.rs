//! Contests, ballots and their count.

use chrono::DateTime;
use proptest::prelude::{Just, Strategy};
use voting::{Counted, Tally, Terms};
use wire::{
    BallotNumber, Channel, Contest, ContestStandings, Hex, Localized, Manifest, Mark,
    OpeningPolicy, RankedCount, Rule, TieRule, Values, Visibility,
};

pub(crate) fn contest(numbers: u32, max_marks: u16, values: Values) -> Contest {
    Contest {
        category: None,
        max_marks,
        values: Some(values),
        numbers: (1..=numbers).map(BallotNumber).collect(),
    }
}

pub(crate) fn manifest(contests: Vec<Contest>) -> Manifest {
    Manifest {
        version: 1,
        edition: "contoh".into(),
        name: Localized::default(),
        rule: Rule::Score { max: 5 },
        tie_rule: TieRule::JuryMean,
        lot_source: None,
        minimum_turnout: None,
        objection_days: 0,
        visibility: Visibility::Live,
        openings: OpeningPolicy::All,
        witnesses: Vec::new(),
        verifier: None,
        sample_ballots: None,
        voting_opens_at: None,
        voting_closes_at: None,
        contests,
        innovations: Vec::new(),
        roll: None,
    }
}

pub(crate) fn places(numbers: u32, max: u16, count: RankedCount) -> Contest {
    contest(numbers, max, Values::Places { count })
}

pub(crate) fn marks(values: &[(u32, u16)]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = values
        .iter()
        .map(|(number, value)| Mark {
            contest: 0,
            number: BallotNumber(*number),
            value: *value,
        })
        .collect();
    marks.sort_unstable();
    marks
}

/// First place first.
pub(crate) fn ranking(numbers: &[u32]) -> Vec<Mark> {
    marks(&numbers.iter().copied().zip(1..).collect::<Vec<_>>())
}

pub(crate) fn counted(
    contest: &Contest,
    ballots: &[Vec<Mark>],
    terms: &Terms<'_>,
) -> ContestStandings {
    let mut tally = Tally::new(vec![contest.clone()]);
    for (voter, marks) in (0_u16..).zip(ballots) {
        apply(&mut tally, voter, 1, marks);
    }
    tally.standings(terms).remove(0)
}

pub(crate) fn apply(tally: &mut Tally, voter: u16, seq: u16, marks: &[Mark]) {
    let mut credential = [0; 32];
    credential[..2].copy_from_slice(&voter.to_be_bytes());
    tally
        .apply(&Counted {
            credential: Hex(credential),
            seq,
            channel: Channel::Device,
            recorded_at: DateTime::UNIX_EPOCH,
            marks,
        })
        .unwrap();
}

pub(crate) fn votes(standings: &ContestStandings) -> Vec<(u32, u64, u32)> {
    let rows = standings.rows.iter();
    rows.map(|row| (row.number.0, row.votes, row.rank))
        .collect()
}

pub(crate) fn numbers(numbers: &[u32]) -> Vec<BallotNumber> {
    numbers.iter().copied().map(BallotNumber).collect()
}

pub(crate) fn ranked(most: usize) -> impl Strategy<Value = Vec<Mark>> {
    (Just(vec![1, 2, 3, 4, 5, 6]).prop_shuffle(), 1..=most)
        .prop_map(|(order, length): (Vec<u32>, usize)| ranking(&order[..length]))
}
