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
}
