//! What is wrong with a folder, said so that an official can put it right.

use std::fmt;

use crate::text::shortened;

mod all;
mod expected;
mod numbers;
mod place;

pub use all::Faults;
pub(crate) use expected::Expected;
pub use place::Place;

/// How many different values are shown of a fault that many rows have.
const SHOWN: usize = 4;

/// One fault, of one row or of many. `Display` is one line: where, what was
/// found, what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Relative to the folder: `innovations.csv`, `media/boat.webp`.
    pub file: String,
    /// The first one.
    pub place: Place,
    /// Further rows or features of the same fault.
    also: Vec<u32>,
    /// What is there, with what is only said of it: the first few values.
    found: Vec<Found>,
    has_more: bool,
    pub expected: String,
    /// All that is allowed, where a list says more than the sentence.
    choices: Option<String>,
}

/// What is there, shortened (none where something is missing), and what is only
/// said of that: `did you mean "trial"?`
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    value: Option<String>,
    remark: Option<String>,
}

impl Fault {
    pub(crate) fn new(
        file: impl Into<String>,
        place: Place,
        found: Option<&str>,
        expected: impl Into<Expected>,
    ) -> Self {
        let expected = expected.into();
        Self {
            file: file.into(),
            place,
            also: Vec::new(),
            found: vec![Found {
                value: found.map(shortened),
                remark: expected.remark,
            }],
            has_more: false,
            expected: expected.what,
            choices: expected.choices,
        }
    }

    /// Takes in a fault that says the same of another row or feature; gives it
    /// back if it says something else.
    fn join(&mut self, other: Self) -> Option<Self> {
        let is_same = self.file == other.file
            && self.expected == other.expected
            && self.choices == other.choices
            && self.place.is_beside(&other.place);
        let Some(number) = other.place.number().filter(|_| is_same) else {
            return Some(other);
        };
        if self.last() != Some(number) {
            self.also.push(number);
        }
        for found in other.found {
            if self.found.contains(&found) {
                continue;
            }
            if self.found.len() < SHOWN {
                self.found.push(found);
            } else {
                self.has_more = true;
            }
        }
        None
    }

    fn last(&self) -> Option<u32> {
        self.also.last().copied().or(self.place.number())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        self.place.write(&self.also, f)?;
        f.write_str(": ")?;
        // Of a single value the remark is said last, where a sentence ends.
        let single = self.found.len() == 1;
        let values = || self.found.iter().filter(|it| it.value.is_some());
        for (i, found) in values().enumerate() {
            let before = match i {
                0 => "found ",
                _ if i + 1 == values().count() && !self.has_more => " and ",
                _ => ", ",
            };
            write!(
                f,
                "{before}\"{}\"",
                found.value.as_deref().unwrap_or_default()
            )?;
            if let (false, Some(remark)) = (single, &found.remark) {
                write!(f, " ({remark})")?;
            }
        }
        if self.has_more {
            f.write_str(" and others")?;
        }
        if values().next().is_some() {
            f.write_str(", ")?;
        }
        write!(f, "expected {}", self.expected)?;
        let remark = self.found.first().and_then(|it| it.remark.as_ref());
        match (&self.choices, remark) {
            (_, Some(remark)) if single => write!(f, " ({remark})"),
            (Some(choices), _) if self.found.iter().any(|it| it.remark.is_none()) => {
                write!(f, ": {choices}")
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(row: u32, column: &str, found: &str, expected: Expected) -> Fault {
        let place = Place::Row {
            row,
            column: Some(column.to_owned()),
        };
        let found = (!found.is_empty()).then_some(found);
        Fault::new("a.csv", place, found, expected)
    }

    fn said(faults: impl IntoIterator<Item = Fault>) -> String {
        let mut all = Faults::default();
        for fault in faults {
            all.add(fault);
        }
        all.to_string()
    }

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let mut faults = Faults::default();
        for row in 0..250 {
            faults.add(Fault::new("a.csv", Place::Line(row), None, "a row"));
        }
        assert_eq!((faults.listed().len(), faults.len()), (200, 250));
        assert!(
            faults
                .to_string()
                .ends_with("\na.csv, line 199: expected a row\n… and 50 more")
        );
    }

    #[test]
    fn a_fault_of_many_rows_is_told_once() {
        let rows = (4..=27).chain([30]);
        let faults = rows.map(|it| row(it, "summary", "", "a value".into()));
        assert_eq!(
            said(faults),
            "a.csv, rows 4 to 27, 30, column \"summary\": expected a value"
        );
        let mut faults = Faults::default();
        for it in 2..902 {
            faults.add(row(it, "summary", "", "a value".into()));
        }
        assert_eq!(
            (faults.listed().len(), faults.len(), faults.more()),
            (1, 900, 0)
        );
    }

    #[test]
    fn other_columns_words_and_files_are_other_faults() {
        let faults = [
            row(2, "a", "", "a value".into()),
            row(3, "b", "", "a value".into()),
            row(4, "a", "", "a date".into()),
            Fault::new(
                "b.csv",
                Place::Row {
                    row: 5,
                    column: Some("a".to_owned()),
                },
                None,
                "a value",
            ),
            Fault::new("a.csv", Place::File, None, "a value"),
            Fault::new("a.csv", Place::File, None, "a value"),
        ];
        assert_eq!(said(faults).lines().count(), 6);
    }

    #[test]
    fn values_that_differ_are_shown_with_their_remarks() {
        let code = || Expected::new("a code of the list").of("x (X), y (Y)");
        let near = |word: &str| code().but(format!("did you mean \"{word}\"?"));
        assert_eq!(
            said([row(2, "c", "xx", near("x"))]),
            "a.csv, row 2, column \"c\": found \"xx\", expected a code of the list (did you mean \"x\"?)"
        );
        assert_eq!(
            said([row(2, "c", "xx", near("x")), row(3, "c", "xx", near("x"))]),
            "a.csv, rows 2, 3, column \"c\": found \"xx\", expected a code of the list (did you mean \"x\"?)"
        );
        assert_eq!(
            said([row(2, "c", "xx", near("x")), row(3, "c", "yy", near("y"))]),
            "a.csv, rows 2, 3, column \"c\": found \"xx\" (did you mean \"x\"?) and \"yy\" (did you mean \"y\"?), expected a code of the list"
        );
        assert_eq!(
            said([row(2, "c", "xx", near("x")), row(3, "c", "zz", code())]),
            "a.csv, rows 2, 3, column \"c\": found \"xx\" (did you mean \"x\"?) and \"zz\", expected a code of the list: x (X), y (Y)"
        );
        let many = (2..9).map(|it| row(it, "c", &format!("z{it}"), code()));
        assert_eq!(
            said(many),
            "a.csv, rows 2 to 8, column \"c\": found \"z2\", \"z3\", \"z4\", \"z5\" and others, expected a code of the list: x (X), y (Y)"
        );
    }
}
