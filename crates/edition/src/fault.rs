//! What is wrong with a folder, said so that an official can put it right.

use std::fmt;

use crate::text::shortened;

/// The most faults that are listed one by one.
const LISTED: usize = 200;

/// One fault. `Display` is one line: where, what was found, what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Relative to the folder: `innovations.csv`, `media/boat.webp`.
    pub file: String,
    pub place: Place,
    /// What is there, shortened; none where something is missing.
    pub found: Option<String>,
    pub expected: String,
}

/// Where in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    File,
    /// A line of a text file, from 1.
    Line(u64),
    /// A column of the header.
    Column(String),
    /// A row of a table (1 is the header), and its column where there is one.
    Row {
        row: u32,
        column: Option<String>,
    },
    /// A key of a TOML file, with its tables: `region.code`.
    Key(String),
    /// A feature of a map, from 1, in its layer if there are layers.
    Feature {
        layer: Option<String>,
        feature: Option<u32>,
        property: Option<String>,
    },
}

impl Fault {
    pub(crate) fn new(
        file: impl Into<String>,
        place: Place,
        found: Option<&str>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            place,
            found: found.map(shortened),
            expected: expected.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}: ", self.file, self.place)?;
        if let Some(found) = &self.found {
            write!(f, "found \"{found}\", ")?;
        }
        write!(f, "expected {}", self.expected)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::Line(line) => write!(f, ", line {line}"),
            Self::Column(column) => write!(f, ", column \"{column}\""),
            Self::Row { row, column: None } => write!(f, ", row {row}"),
            Self::Row {
                row,
                column: Some(column),
            } => {
                write!(f, ", row {row}, column \"{column}\"")
            }
            Self::Key(key) => write!(f, ", key \"{key}\""),
            Self::Feature {
                layer,
                feature,
                property,
            } => {
                if let Some(layer) = layer {
                    write!(f, ", layer \"{}\"", shortened(layer))?;
                }
                if let Some(feature) = feature {
                    write!(f, ", feature {feature}")?;
                }
                if let Some(property) = property {
                    write!(f, ", \"{property}\"")?;
                }
                Ok(())
            }
        }
    }
}

/// Everything that is wrong with a folder; the first 200 faults one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    listed: Vec<Fault>,
    more: usize,
}

impl Faults {
    /// In the order of the files and their rows.
    pub fn listed(&self) -> &[Fault] {
        &self.listed
    }

    /// The listed ones.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.listed.iter()
    }

    /// How many there are, listed or not.
    pub fn len(&self) -> usize {
        self.listed.len() + self.more
    }

    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// How many there are that are not listed.
    pub fn more(&self) -> usize {
        self.more
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        if self.listed.len() < LISTED {
            self.listed.push(fault);
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.listed.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        if self.more > 0 {
            write!(f, "\n… and {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let mut faults = Faults::default();
        for row in 0..250 {
            faults.add(Fault::new(
                "a.csv",
                Place::Row { row, column: None },
                None,
                "a row",
            ));
        }
        assert_eq!((faults.listed().len(), faults.len()), (200, 250));
        assert!(
            faults
                .to_string()
                .ends_with("\na.csv, row 199: expected a row\n… and 50 more")
        );
    }
}
