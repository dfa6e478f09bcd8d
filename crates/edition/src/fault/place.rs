//! Where in a folder something is wrong.

use std::fmt;

use super::numbers::Numbers;
use crate::text::shortened;

/// Where in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    File,
    /// A line of a text file, from 1.
    Line(u64),
    /// A column of the header.
    Column(String),
    /// A column without a heading, as spreadsheets name it: `AL`.
    Letters(String),
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

impl Place {
    /// The row or the feature.
    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::Row { row, .. } => Some(*row),
            Self::Feature { feature, .. } => *feature,
            _ => None,
        }
    }

    /// Whether only the number differs, and there is one.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Row { column: a, .. }, Self::Row { column: b, .. }) => a == b,
            (
                Self::Feature {
                    layer, property, ..
                },
                Self::Feature {
                    layer: other_layer,
                    property: other_property,
                    ..
                },
            ) => layer == other_layer && property == other_property && self.number().is_some(),
            _ => false,
        }
    }

    /// With further numbers of the same kind.
    pub(super) fn write(&self, also: &[u32], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers = |first: u32| Numbers::new(first, also);
        match self {
            Self::File => Ok(()),
            Self::Line(line) => write!(f, ", line {line}"),
            Self::Column(column) => write!(f, ", column \"{column}\""),
            Self::Letters(letters) => write!(f, ", column {letters}"),
            Self::Row { row, column } => {
                write!(f, ", {}", numbers(*row).of("row"))?;
                match column {
                    Some(column) => write!(f, ", column \"{column}\""),
                    None => Ok(()),
                }
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
                    write!(f, ", {}", numbers(*feature).of("feature"))?;
                }
                if let Some(property) = property {
                    write!(f, ", \"{property}\"")?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(&[], f)
    }
}
