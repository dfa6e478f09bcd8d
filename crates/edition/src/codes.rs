//! Sets of known codes that cells name.

use std::collections::BTreeMap;

use crate::text::suggestion;

/// Known codes, with what is known about each.
pub(crate) struct Codes<T> {
    /// For the report: `a code of categories.csv`.
    what: &'static str,
    known: BTreeMap<String, T>,
}

impl<T> Codes<T> {
    pub(crate) fn new(what: &'static str, known: impl IntoIterator<Item = (String, T)>) -> Self {
        Self {
            what,
            known: known.into_iter().collect(),
        }
    }

    pub(crate) fn get(&self, code: &str) -> Option<&T> {
        self.known.get(code)
    }

    /// What to say about an unknown one.
    pub(crate) fn expected(&self, found: &str) -> String {
        let hint = suggestion(found, self.known.keys().map(String::as_str));
        if hint.is_empty() && self.known.len() <= 12 {
            let all: Vec<&str> = self.known.keys().map(String::as_str).collect();
            return format!("{}: {}", self.what, all.join(", "));
        }
        format!("{}{hint}", self.what)
    }
}
