//! The marks of one ballot, checked against the contests.

use core::cmp::Ordering;

use thiserror::Error;
use wire::{BallotNumber, Contest, Mark, Values};

/// Marks in canonical order that obey the contests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks(Vec<Mark>);

/// Which rule a list of marks breaks, and which mark breaks it (index from 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MarksError {
    #[error("a ballot needs at least one mark")]
    Empty,
    #[error("mark {index}: marks must ascend by contest, then by number")]
    Order { index: usize },
    #[error("mark {index}: innovation {number} is marked twice")]
    Duplicate { index: usize, number: BallotNumber },
    #[error("mark {index}: there is no contest {contest}")]
    UnknownContest { index: usize, contest: u16 },
    #[error("mark {index}: innovation {number} is not in contest {contest}")]
    UnknownNumber {
        index: usize,
        contest: u16,
        number: BallotNumber,
    },
    #[error("mark {index}: contest {contest} takes at most {max} marks")]
    TooMany {
        index: usize,
        contest: u16,
        max: u16,
    },
    #[error("mark {index}: the value must be {}, not {value}", values(*max))]
    Value { index: usize, value: u16, max: u16 },
    #[error("mark {index}: contest {contest} takes at most {total} points in all")]
    Sum {
        index: usize,
        contest: u16,
        total: u16,
    },
    #[error("mark {index}: place {place} is given twice")]
    SamePlace { index: usize, place: u16 },
    #[error("mark {index}: place {place} is given, but only {marks} innovations have one")]
    Gap {
        index: usize,
        place: u16,
        marks: u16,
    },
}

fn values(max: u16) -> String {
    if max == 1 {
        "1".to_owned()
    } else {
        format!("from 1 to {max}")
    }
}

impl MarksError {
    /// The offending mark's index, for a JSON pointer; none for an empty ballot.
    pub const fn index(self) -> Option<usize> {
        match self {
            Self::Empty => None,
            Self::Order { index }
            | Self::Duplicate { index, .. }
            | Self::UnknownContest { index, .. }
            | Self::UnknownNumber { index, .. }
            | Self::TooMany { index, .. }
            | Self::Value { index, .. }
            | Self::Sum { index, .. }
            | Self::SamePlace { index, .. }
            | Self::Gap { index, .. } => Some(index),
        }
    }
}

impl Marks {
    /// Takes marks as they came, and never puts them right: their bytes are signed.
    pub fn check(marks: Vec<Mark>, contests: &[Contest]) -> Result<Self, MarksError> {
        check(&marks, contests)?;
        Ok(Self(marks))
    }

    pub fn as_slice(&self) -> &[Mark] {
        &self.0
    }

    pub fn into_vec(self) -> Vec<Mark> {
        self.0
    }
}

pub(crate) fn check(marks: &[Mark], contests: &[Contest]) -> Result<(), MarksError> {
    if marks.is_empty() {
        return Err(MarksError::Empty);
    }
    let mut before: Option<&Mark> = None;
    // Where the marks of this contest begin.
    let mut first = 0;
    for (index, mark) in marks.iter().enumerate() {
        let Mark {
            contest,
            number,
            value,
        } = *mark;
        if let Some(before) = before {
            match (before.contest, before.number).cmp(&(contest, number)) {
                Ordering::Less => {}
                Ordering::Equal => return Err(MarksError::Duplicate { index, number }),
                Ordering::Greater => return Err(MarksError::Order { index }),
            }
            if before.contest != contest {
                first = index;
            }
        }
        let Some(rules) = contests.get(usize::from(contest)) else {
            return Err(MarksError::UnknownContest { index, contest });
        };
        if rules.numbers.binary_search(&number).is_err() {
            return Err(MarksError::UnknownNumber {
                index,
                contest,
                number,
            });
        }
        let max = match rules.valued() {
            None => 1,
            Some(Values::Points { max, .. } | Values::Score { max }) => max,
            Some(Values::Places { .. }) => rules.max_marks,
        };
        if value == 0 || value > max {
            return Err(MarksError::Value { index, value, max });
        }
        if index - first >= usize::from(rules.max_marks) {
            return Err(MarksError::TooMany {
                index,
                contest,
                max: rules.max_marks,
            });
        }
        let is_last = marks.get(index + 1).is_none_or(|it| it.contest != contest);
        if let Some(values) = rules.valued() {
            together(&marks[first..=index], first, values, is_last)?;
        }
        before = Some(mark);
    }
    Ok(())
}

/// What the values of the marks in one contest have to obey together: `marks`
/// so far, of which the last one is new. `first` is the index of the first.
fn together(marks: &[Mark], first: usize, values: Values, is_last: bool) -> Result<(), MarksError> {
    let Some((mark, others)) = marks.split_last() else {
        return Ok(());
    };
    let index = first + others.len();
    match values {
        Values::Points { total, .. } if is_last => {
            let sum: u64 = marks.iter().map(|mark| u64::from(mark.value)).sum();
            if sum > u64::from(total) {
                let contest = mark.contest;
                return Err(MarksError::Sum {
                    index,
                    contest,
                    total,
                });
            }
        }
        Values::Places { .. } => {
            let place = mark.value;
            if others.iter().any(|other| other.value == place) {
                return Err(MarksError::SamePlace { index, place });
            }
            // No two are alike: if none is beyond their number, none is left out.
            let gap = marks
                .iter()
                .position(|it| usize::from(it.value) > marks.len());
            if let (Some(at), true) = (gap, is_last) {
                return Err(MarksError::Gap {
                    index: first + at,
                    place: marks[at].value,
                    marks: marks.len().try_into().unwrap_or(u16::MAX),
                });
            }
        }
        Values::Points { .. } | Values::Score { .. } => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contests() -> Vec<Contest> {
        let contest = |max_marks, numbers: &[u32]| Contest {
            category: None,
            max_marks,
            values: None,
            numbers: numbers.iter().copied().map(BallotNumber).collect(),
        };
        vec![contest(1, &[1, 4]), contest(2, &[2, 3, 5])]
    }

    fn mark(contest: u16, number: u32) -> Mark {
        Mark {
            contest,
            number: BallotNumber(number),
            value: 1,
        }
    }

    fn check(marks: &[Mark]) -> Result<(), MarksError> {
        Marks::check(marks.to_vec(), &contests()).map(|checked| {
            assert_eq!(checked.as_slice(), marks);
            assert_eq!(checked.into_vec(), marks);
        })
    }

    #[test]
    fn one_or_all_contests_may_be_marked() {
        assert_eq!(check(&[mark(0, 4)]), Ok(()));
        assert_eq!(check(&[mark(1, 2), mark(1, 5)]), Ok(()));
        assert_eq!(check(&[mark(0, 1), mark(1, 3)]), Ok(()));
    }

    /// The answer points at it.
    #[test]
    fn an_error_names_the_mark_that_breaks_the_rule() {
        let index = |marks: &[Mark]| check(marks).err().and_then(MarksError::index);
        assert_eq!(index(&[]), None);
        assert_eq!(index(&[mark(0, 2)]), Some(0));
        assert_eq!(index(&[mark(0, 1), mark(0, 4)]), Some(1));
        assert_eq!(index(&[mark(1, 2), mark(1, 3), mark(1, 5)]), Some(2));
    }

    #[test]
    fn each_broken_rule_has_its_own_error() {
        let number = BallotNumber;
        let table: [(&[Mark], MarksError); 9] = [
            (&[], MarksError::Empty),
            (&[mark(1, 2), mark(0, 1)], MarksError::Order { index: 1 }),
            (&[mark(1, 3), mark(1, 2)], MarksError::Order { index: 1 }),
            (
                &[mark(1, 2), mark(1, 2)],
                MarksError::Duplicate {
                    index: 1,
                    number: number(2),
                },
            ),
            (
                &[mark(2, 1)],
                MarksError::UnknownContest {
                    index: 0,
                    contest: 2,
                },
            ),
            (
                &[mark(0, 2)],
                MarksError::UnknownNumber {
                    index: 0,
                    contest: 0,
                    number: number(2),
                },
            ),
            (
                &[mark(0, 1), mark(0, 4)],
                MarksError::TooMany {
                    index: 1,
                    contest: 0,
                    max: 1,
                },
            ),
            (
                &[mark(1, 2), mark(1, 3), mark(1, 5)],
                MarksError::TooMany {
                    index: 2,
                    contest: 1,
                    max: 2,
                },
            ),
            (
                &[Mark {
                    value: 2,
                    ..mark(0, 1)
                }],
                MarksError::Value {
                    index: 0,
                    value: 2,
                    max: 1,
                },
            ),
        ];
        for (marks, expected) in table {
            assert_eq!(check(marks), Err(expected), "{marks:?}");
        }
        assert_eq!(
            check(&[Mark {
                value: 0,
                ..mark(0, 1)
            }]),
            Err(MarksError::Value {
                index: 0,
                value: 0,
                max: 1
            })
        );
    }
}
