//! Who stands on which place, from the last to the first that is revealed.

use wire::{ContestStandings, Standing};

/// The places that are called out.
const PLACES: u32 = 3;

/// One place with all who share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// 1, 2 or 3.
    pub rank: u32,
    pub rows: Vec<Standing>,
}

/// Third, second, first, as far as there are any: after two who share the first
/// place there is no second. Who has no vote has no place, and nobody has one
/// where the contest is not decided.
pub fn places(contest: &ContestStandings) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    if !contest.is_decided() {
        return places;
    }
    for row in contest.rows.iter().filter(|row| row.votes > 0) {
        if row.rank > PLACES {
            continue;
        }
        match places.iter_mut().find(|place| place.rank == row.rank) {
            Some(place) => place.rows.push(*row),
            None => places.push(Place {
                rank: row.rank,
                rows: vec![*row],
            }),
        }
    }
    places.sort_by_key(|place| core::cmp::Reverse(place.rank));
    places
}

#[cfg(test)]
mod tests {
    use wire::BallotNumber;

    use super::*;

    fn contest(rows: &[(u64, u32)]) -> ContestStandings {
        let rows = (1..).zip(rows).map(|(number, (votes, rank))| Standing {
            number: BallotNumber(number),
            votes: *votes,
            rank: *rank,
            tied: false,
        });
        ContestStandings {
            category: None,
            ballots: 0,
            marks: 0,
            abstentions: None,
            undervotes: None,
            short_by: None,
            settled: None,
            rows: rows.collect(),
            rounds: Vec::new().into(),
        }
    }

    fn ranks(rows: &[(u64, u32)]) -> Vec<(u32, usize)> {
        let places = places(&contest(rows));
        let ranks = places.iter().map(|place| (place.rank, place.rows.len()));
        ranks.collect()
    }

    #[test]
    fn third_second_first() {
        assert_eq!(
            ranks(&[(9, 1), (7, 2), (5, 3), (4, 4)]),
            [(3, 1), (2, 1), (1, 1)]
        );
    }

    #[test]
    fn those_who_share_a_place_are_called_together() {
        assert_eq!(ranks(&[(9, 1), (9, 1), (5, 3)]), [(3, 1), (1, 2)]);
        assert_eq!(ranks(&[(9, 1), (7, 2), (7, 2), (1, 4)]), [(2, 2), (1, 1)]);
        assert_eq!(ranks(&[(9, 1), (9, 1), (9, 1), (9, 1)]), [(1, 4)]);
    }

    #[test]
    fn nobody_wins_without_a_vote() {
        assert_eq!(ranks(&[(0, 1), (0, 1)]), []);
        assert_eq!(ranks(&[(3, 1), (0, 2)]), [(1, 1)]);
    }
}
