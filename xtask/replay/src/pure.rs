//! The pure tally, without server, signature and network.

use std::collections::BTreeSet;

use chrono::DateTime;
use voting::{Counted, Tally, Terms};
use wire::{
    BallotNumber, Category, Channel, ContestStandings, Hex, Localized, Mark, RankedCount, Rule,
    Shape,
};

use crate::{
    compare::{self, Difference},
    pabulib::{Election, Vote},
};

/// Every project whose count is not the published one, by any way to count the
/// file: its own rule, the other count of places, and how many have named it.
pub(crate) fn differences(election: &Election, rule: Rule) -> Vec<Difference> {
    let mut ways = vec![rule];
    if let Rule::Ranked { max, .. } = rule {
        let counts = [RankedCount::Borda, RankedCount::InstantRunoff];
        ways = counts.map(|count| Rule::Ranked { max, count }).into();
    }
    if !rule.is_choice() {
        ways.push(Rule::Approval { max: u16::MAX });
    }
    let mut found = Vec::new();
    for way in ways {
        let (contest, refused) = counted(election, way);
        let expected = compare::expected(election, way, &refused);
        found.extend(compare::of_contests(
            election,
            &expected,
            &[contest],
            number,
        ));
    }
    found
}

/// Also the rows that were refused.
fn counted(election: &Election, rule: Rule) -> (ContestStandings, BTreeSet<usize>) {
    let category = Category {
        code: "project".into(),
        label: Localized::default(),
        colour: 0,
        shape: Shape::Circle,
        votable: true,
    };
    let numbers = (0..election.projects.len()).map(number);
    let on_ballot: Vec<_> = numbers.map(|it| (it, category.code.clone())).collect();
    let mut tally = Tally::new(voting::contests(rule, &[category], &on_ballot));
    let mut refused = BTreeSet::new();
    for (row, vote) in election.votes.iter().enumerate() {
        let mut credential = [0; 32];
        credential[..8].copy_from_slice(&(row as u64).to_be_bytes());
        let applied = tally.apply(&Counted {
            credential: Hex(credential),
            seq: 1,
            channel: Channel::Device,
            recorded_at: DateTime::UNIX_EPOCH,
            marks: &marks(vote, rule),
        });
        if applied.is_err() {
            refused.insert(row);
        }
    }
    let mut standings = tally.standings(&Terms::default());
    (standings.remove(0), refused)
}

fn marks(vote: &Vote, rule: Rule) -> Vec<Mark> {
    let marks = vote.marks().map(|(project, value)| Mark {
        contest: 0,
        number: number(project),
        value: if rule.is_choice() { 1 } else { value },
    });
    let mut marks: Vec<Mark> = marks.collect();
    marks.sort_unstable();
    marks
}

fn number(project: usize) -> BallotNumber {
    BallotNumber(u32::try_from(project + 1).unwrap_or(u32::MAX))
}
