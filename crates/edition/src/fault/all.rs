//! All faults of a folder, each told once.

use std::fmt;

use super::Fault;

/// The most faults that are listed one by one.
const LISTED: usize = 200;

/// Everything that is wrong with a folder; the first 200 faults one by one, each
/// with all the rows that have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    listed: Vec<Fault>,
    /// How many were taken in by one that is listed.
    joined: usize,
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

    /// How many there are, listed or not, counted row by row.
    pub fn len(&self) -> usize {
        self.listed.len() + self.joined + self.more
    }

    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// How many there are that are not listed.
    pub fn more(&self) -> usize {
        self.more
    }

    /// By file, in the order in which files were read, and by row.
    pub(crate) fn in_order(mut self) -> Self {
        let mut files: Vec<String> = Vec::new();
        for fault in &self.listed {
            if !files.contains(&fault.file) {
                files.push(fault.file.clone());
            }
        }
        self.listed.sort_by_key(|fault| {
            let file = files.iter().position(|file| *file == fault.file);
            // What is said of a whole file comes last.
            (file, fault.place.number().unwrap_or(u32::MAX))
        });
        self
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        let mut fault = Some(fault);
        for known in &mut self.listed {
            fault = fault.and_then(|it| known.join(it));
        }
        let Some(fault) = fault else {
            self.joined += 1;
            return;
        };
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
