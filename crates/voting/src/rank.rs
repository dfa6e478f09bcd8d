//! Competition ranks.

use wire::{BallotNumber, Standing};

/// Rows by votes descending, with ranks 1, 2, 2, 4. Who ties stands in the order
/// of ballot numbers, which says nothing.
pub(crate) fn rank(votes: impl Iterator<Item = (BallotNumber, u64)>) -> Vec<Standing> {
    let mut rows: Vec<Standing> = votes
        .map(|(number, votes)| Standing {
            number,
            votes,
            rank: 1,
            tied: false,
        })
        .collect();
    rows.sort_unstable_by(|a, b| b.votes.cmp(&a.votes).then(a.number.cmp(&b.number)));
    let mut rank = 0;
    let mut last = None;
    for (place, row) in (1..).zip(&mut rows) {
        if last != Some(row.votes) {
            rank = place;
            last = Some(row.votes);
        }
        row.rank = rank;
    }
    tell_ties(&mut rows);
    rows
}

/// Rows by rank, then votes descending, then ballot number.
pub(crate) fn order(rows: &mut [Standing]) {
    rows.sort_unstable_by(|a, b| {
        let votes = || b.votes.cmp(&a.votes).then(a.number.cmp(&b.number));
        a.rank.cmp(&b.rank).then_with(votes)
    });
}

/// Sets `tied` where neighbours have the same rank. Rows ascend by rank.
pub(crate) fn tell_ties(rows: &mut [Standing]) {
    for at in 1..rows.len() {
        if rows[at].rank == rows[at - 1].rank {
            rows[at].tied = true;
            rows[at - 1].tied = true;
        }
    }
}
