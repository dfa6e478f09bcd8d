//! Small line drawings beside words. Never the only carrier of a meaning.

use crate::platform::dom::{Element, svg};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Map,
    Board,
    Ballot,
    Results,
    Search,
    Close,
    Check,
    Alert,
    Plus,
    Swap,
    Filter,
    Share,
    Copy,
    Chat,
    Theme,
    Back,
    Clock,
    Offline,
    More,
}

impl Icon {
    /// Strokes on a square of 24 units.
    const fn path(self) -> &'static str {
        match self {
            Self::Map => "M9 4 3 6.5v13.5l6-2.5 6 2.5 6-2.5V4l-6 2.5zM9 4v13.5m6-11V20",
            Self::Board => "M4 5h16v5H4zm0 9h16v5H4z",
            Self::Ballot => "M5 3h14v18H5zm3.5 6 2 2 4-4M8.5 16h7",
            Self::Results => "M5 20v-8m7 8V4m7 16v-5",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm5 11.5L21 21",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Check => "m5 12.5 5 5L19.5 7",
            Self::Alert => "M12 4 2.5 20h19L12 4zm0 6v4.5m0 2.5v.5",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Swap => "M4 8h14l-3.5-3.5M20 16H6l3.5 3.5",
            Self::Filter => "M3 6h18M6.5 12h11M10 18h4",
            Self::Share => "M12 15V3.5M8 7l4-4 4 4M5 12v8.5h14V12",
            Self::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Self::Chat => "M4 20.5 5.2 16A8 8 0 1 1 8.5 19z",
            Self::Theme => "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
            Self::Back => "M20 12H5m6-6.5L4.5 12l6.5 6.5",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 4.5V12l3 2",
            Self::Offline => {
                "M3 3l18 18M8.5 16.5a5 5 0 0 1 7 0M5 12.8a10 10 0 0 1 4-2.3m5-.1a10 10 0 0 1 5 2.4M12 20h.01"
            }
            Self::More => "m6 9 6 6 6-6",
        }
    }
}

pub fn icon(icon: Icon) -> Element {
    svg("svg", "c-icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path", "").attr("d", icon.path()))
}
