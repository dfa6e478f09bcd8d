//! Light or dark, as the system says or as the person chose.

use leptos::prelude::document;

use super::storage::{self, Shelf};

/// Read by the script in `index.html` too, before the first paint.
const KEY: &str = "peta/theme";

/// A person's choice of theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    /// The word in storage and in `data-theme`; empty for the system's own.
    const fn as_str(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// What the person chose on an earlier visit.
    pub fn kept() -> Self {
        match storage::read(Shelf::Visits, KEY).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// Shows the page in this theme, and keeps the choice where the browser allows it.
    pub fn apply(self) {
        if let Some(root) = document().document_element() {
            root.set_attribute("data-theme", self.as_str()).ok();
        }
        storage::write(Shelf::Visits, KEY, self.as_str()).ok();
    }
}
