//! What was counted, held against what was published.

use std::collections::{BTreeMap, BTreeSet};

use wire::{BallotNumber, ContestStandings, RankedCount, Rule, Standings};

use crate::{naive, pabulib::Election};

/// A project whose count is not the published one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub project: String,
    pub expected: u64,
    pub counted: Option<u64>,
}

/// Each project's total over the accepted rows, as the file published it: votes
/// where a mark says "chosen", else the score.
///
/// The published total counts refused rows, too, and a project as often as the
/// row names it: just that is taken off. Without a published column, rows are
/// counted here; so are the rounds of an instant run-off.
pub fn expected(election: &Election, rule: Rule, refused: &BTreeSet<usize>) -> Vec<u64> {
    let worth = |value: u16| match rule {
        Rule::OnePerCategory | Rule::Approval { .. } => 1,
        Rule::Points { .. } | Rule::Score { .. } => u64::from(value),
        Rule::Ranked { max, .. } => u64::from((max + 1).saturating_sub(value)),
    };
    if let Rule::Ranked {
        count: RankedCount::InstantRunoff,
        ..
    } = rule
    {
        let rows = election.votes.iter().enumerate();
        let ballots: Vec<&[usize]> = rows
            .filter(|(row, _)| !refused.contains(row))
            .map(|(_, vote)| vote.projects.as_slice())
            .collect();
        return naive::run_off(election.projects.len(), &ballots);
    }
    let mut own = vec![0_u64; election.projects.len()];
    let mut taken_off = own.clone();
    for (row, vote) in election.votes.iter().enumerate() {
        let totals = if refused.contains(&row) {
            &mut taken_off
        } else {
            &mut own
        };
        for (project, value) in vote.marks() {
            totals[project] += worth(value);
        }
    }
    election
        .projects
        .iter()
        .zip(own.iter().zip(&taken_off))
        .map(|(project, (own, off))| {
            let published = if rule.is_choice() {
                project.votes
            } else {
                project.score
            };
            published.map_or(*own, |published| published.saturating_sub(*off))
        })
        .collect()
}

/// Every project whose count differs. `number` is the ballot number of a project.
pub fn differences(
    election: &Election,
    expected: &[u64],
    standings: &Standings,
    number: impl Fn(usize) -> BallotNumber,
) -> Vec<Difference> {
    of_contests(election, expected, &standings.contests, number)
}

/// The same of contests alone.
pub(crate) fn of_contests(
    election: &Election,
    expected: &[u64],
    contests: &[ContestStandings],
    number: impl Fn(usize) -> BallotNumber,
) -> Vec<Difference> {
    let counted: BTreeMap<BallotNumber, u64> = contests
        .iter()
        .flat_map(|contest| &contest.rows)
        .map(|row| (row.number, row.votes))
        .collect();
    expected
        .iter()
        .enumerate()
        .map(|(at, expected)| Difference {
            project: election.projects[at].id.clone(),
            expected: *expected,
            counted: counted.get(&number(at)).copied(),
        })
        .filter(|one| one.counted != Some(one.expected))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::DateTime;
    use wire::{
        BallotNumber, ContestStandings, Disclosure, EditionSlug, Phase, RankedCount, Rule,
        Standing, Standings,
    };

    use super::{Difference, differences, expected};
    use crate::pabulib::Election;

    const APPROVAL: Rule = Rule::Approval { max: 2 };

    fn election(votes: &str) -> Election {
        let text = format!(
            "META\nkey;value\nvote_type;approval\nPROJECTS\nproject_id{votes}\n\
             VOTES\nvoter_id;vote\n1;A,B\n2;A,A\n3;A\n"
        );
        Election::read(&text).expect("a good file")
    }

    fn standings(counts: &[u64]) -> Standings {
        let rows = counts
            .iter()
            .zip(1..)
            .map(|(votes, number)| Standing {
                number: BallotNumber(number),
                votes: *votes,
                rank: 1,
                tied: false,
            })
            .collect();
        Standings {
            edition: EditionSlug::from("e"),
            phase: Phase::Closed,
            disclosure: Disclosure::Complete,
            as_of: DateTime::UNIX_EPOCH,
            ballots: 2,
            channels: Vec::new(),
            replaced: 0,
            contests: vec![ContestStandings {
                category: None,
                ballots: 2,
                marks: 3,
                abstentions: None,
                undervotes: None,
                short_by: None,
                settled: None,
                rows,
                rounds: Vec::new().into(),
            }],
        }
    }

    #[test]
    fn takes_a_refused_row_off_as_often_as_it_was_published() {
        let election = election(";votes\nA;4\nB;1");
        assert_eq!(expected(&election, APPROVAL, &BTreeSet::new()), [4, 1]);
        assert_eq!(expected(&election, APPROVAL, &BTreeSet::from([1])), [2, 1]);
    }

    #[test]
    fn counts_by_itself_where_nothing_was_published() {
        assert_eq!(
            expected(&election("\nA\nB"), APPROVAL, &BTreeSet::from([1])),
            [2, 1]
        );
    }

    #[test]
    fn names_what_differs_and_what_is_missing() {
        let election = election(";votes\nA;4\nB;1");
        let number = |at: usize| BallotNumber(u32::try_from(at + 1).expect("small"));
        let compare = |counts: &[u64]| differences(&election, &[2, 1], &standings(counts), number);
        assert_eq!(compare(&[2, 1]), []);
        assert_eq!(
            compare(&[3]),
            [
                Difference {
                    project: "A".into(),
                    expected: 2,
                    counted: Some(3)
                },
                Difference {
                    project: "B".into(),
                    expected: 1,
                    counted: None
                },
            ]
        );
    }

    #[test]
    fn counts_points_and_places() {
        let text = |kind: &str| {
            format!(
                "META\nkey;value\nvote_type;{kind}\nPROJECTS\nproject_id;votes\nA;3\nB;2\n\
                 VOTES\nvoter_id;vote;points\n1;A,B;2,1\n2;B,A;5,1\n3;A;3\n"
            )
        };
        let expected = |kind: &str, rule| {
            let election = Election::read(&text(kind)).expect("a good file");
            expected(&election, rule, &BTreeSet::new())
        };
        assert_eq!(expected("scoring", Rule::Score { max: 5 }), [6, 6]);
        let ranked = |count| Rule::Ranked { max: 2, count };
        assert_eq!(expected("ordinal", ranked(RankedCount::Borda)), [5, 3]);
        assert_eq!(
            expected("ordinal", ranked(RankedCount::InstantRunoff)),
            [2, 1]
        );
    }
}
