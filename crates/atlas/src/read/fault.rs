//! What is wrong with a file of areas.

use core::fmt;

/// One fault. `Display` says what was found and what was expected, not where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaFault {
    /// The layer of a `TopoJSON` file.
    pub layer: Option<String>,
    /// The feature's number in its file or layer, from 1; none for the file.
    pub feature: Option<u32>,
    /// A property, or `geometry`.
    pub property: Option<&'static str>,
    pub found: Option<String>,
    pub expected: String,
}

impl AreaFault {
    pub(super) fn whole(found: Option<&str>, expected: impl Into<String>) -> Self {
        Self {
            layer: None,
            feature: None,
            property: None,
            found: found.map(str::to_owned),
            expected: expected.into(),
        }
    }
}

impl fmt::Display for AreaFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(found) = &self.found {
            write!(f, "found \"{found}\", ")?;
        }
        write!(f, "expected {}", self.expected)
    }
}

impl core::error::Error for AreaFault {}
