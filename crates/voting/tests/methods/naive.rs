//! Instant run-off, counted anew from all ballots in each round.

use wire::{BallotNumber, Mark, Round, RoundRule};

use crate::kit::numbers;

/// Counts every round anew from all ballots; `order` is the lot, best first.
pub(crate) fn rounds(ballots: &[Vec<Mark>], order: Option<&[BallotNumber]>) -> Vec<Round> {
    let mut standing = numbers(&[1, 2, 3, 4, 5, 6]);
    let mut rounds = Vec::new();
    // By round and number; who does not stand is not looked up.
    let mut past: Vec<Vec<u64>> = Vec::new();
    loop {
        let mut votes = vec![0_u64; 7];
        let mut exhausted = 0;
        for ballot in ballots {
            let mut best: Option<&Mark> = None;
            for mark in ballot.iter().filter(|mark| standing.contains(&mark.number)) {
                if best.is_none_or(|best| mark.value < best.value) {
                    best = Some(mark);
                }
            }
            match best {
                Some(mark) => votes[mark.number.0 as usize] += 1,
                None => exhausted += 1,
            }
        }
        past.push(votes.clone());
        let of = |number: &BallotNumber| votes[number.0 as usize];
        let (eliminated, by) = leaving(&standing, &past, order);
        rounds.push(Round {
            votes: standing.iter().map(of).collect(),
            exhausted,
            eliminated: eliminated.clone(),
            by,
        });
        if eliminated.is_empty() {
            return rounds;
        }
        standing.retain(|number| !eliminated.contains(number));
    }
}

fn leaving(
    standing: &[BallotNumber],
    past: &[Vec<u64>],
    order: Option<&[BallotNumber]>,
) -> (Vec<BallotNumber>, RoundRule) {
    let now = past.last().unwrap();
    let of = |number: &BallotNumber| now[number.0 as usize];
    let left: u64 = standing.iter().map(of).sum();
    if standing.iter().any(|number| of(number) > left - of(number)) {
        return (Vec::new(), RoundRule::Majority);
    }
    let least = standing.iter().map(of).min().unwrap();
    let lowest: Vec<BallotNumber> = standing
        .iter()
        .copied()
        .filter(|it| of(it) == least)
        .collect();
    if lowest.len() == 1 {
        return (lowest, RoundRule::Fewest);
    }
    let mut alike = lowest.clone();
    for votes in past.iter().rev().skip(1) {
        let least = alike.iter().map(|it| votes[it.0 as usize]).min().unwrap();
        alike.retain(|it| votes[it.0 as usize] == least);
    }
    if alike.len() == 1 {
        return (alike, RoundRule::EarlierRound);
    }
    let others: Vec<u64> = standing
        .iter()
        .map(of)
        .filter(|votes| *votes != least)
        .collect();
    if !others.is_empty()
        && others
            .iter()
            .all(|votes| lowest.iter().map(of).sum::<u64>() < *votes)
    {
        return (lowest, RoundRule::NoChance);
    }
    if let Some(order) = order {
        let last = order.iter().rev().find(|number| alike.contains(number));
        return (vec![*last.unwrap()], RoundRule::Lot);
    }
    if alike.len() == standing.len() {
        return (Vec::new(), RoundRule::Tie);
    }
    (alike, RoundRule::Joint)
}
