//! Categories of innovations, each with a colour and a shape of its own.

use serde::{Deserialize, Serialize};

use crate::{CategoryCode, Localized};

/// One category of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub code: CategoryCode,
    pub label: Localized,
    /// Which of the ten colours of the theme, 0 to 9. Never the only sign: see `shape`.
    pub colour: u8,
    pub shape: Shape,
    /// Whether residents vote in it.
    pub votable: bool,
}

/// The sign of a category, the same on pin, card, ballot and screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    Circle,
    Square,
    Diamond,
    Triangle,
    TriangleDown,
    Pentagon,
    Hexagon,
    Star,
    Cross,
    Drop,
}

impl Shape {
    pub const ALL: [Self; 10] = [
        Self::Circle,
        Self::Square,
        Self::Diamond,
        Self::Triangle,
        Self::TriangleDown,
        Self::Pentagon,
        Self::Hexagon,
        Self::Star,
        Self::Cross,
        Self::Drop,
    ];

    /// The word in JSON, CSV and CSS.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
            Self::Diamond => "diamond",
            Self::Triangle => "triangle",
            Self::TriangleDown => "triangle_down",
            Self::Pentagon => "pentagon",
            Self::Hexagon => "hexagon",
            Self::Star => "star",
            Self::Cross => "cross",
            Self::Drop => "drop",
        }
    }

    /// A closed SVG path in a circle of radius 10 about the origin.
    pub const fn outline(self) -> &'static str {
        match self {
            Self::Circle => "M8 0A8 8 0 1 1-8 0 8 8 0 1 1 8 0z",
            Self::Square => "M-7-7H7V7H-7z",
            Self::Diamond => "M0-10 10 0 0 10-10 0z",
            Self::Triangle => "M0-9.5 9.5 7H-9.5z",
            Self::TriangleDown => "M0 9.5 9.5-7H-9.5z",
            Self::Pentagon => "M0-9 8.56-2.78 5.29 7.28H-5.29L-8.56-2.78z",
            Self::Hexagon => "M-4.5-8h9L9 0 4.5 8h-9L-9 0z",
            Self::Star => {
                "M0-10 2.9-3.3 10-3.1 4.5 1.5 6.2 8.5 0 4.7-6.2 8.5-4.5 1.5-10-3.1-2.9-3.3z"
            }
            Self::Cross => "M-3.3-9h6.6v5.7H9v6.6H3.3V9h-6.6V3.3H-9v-6.6h5.7z",
            Self::Drop => "M0-10C4-5 7-2 7 2.5A7 7 0 0 1-7 2.5C-7-2-4-5 0-10z",
        }
    }
}
