//! Where this visit has been: whether there is something of ours to go back to.

use crate::{
    platform::document,
    reactive::{RwSignal, StoredValue},
};

/// Addresses of this visit.
#[derive(Clone, Copy)]
pub struct Trail {
    /// Those that were come to from one of ours.
    followed: StoredValue<Vec<String>>,
    /// Where the browser's buttons have just led to.
    back_to: StoredValue<Option<String>>,
    /// Whether the page before this one in the history is ours.
    pub is_followed: RwSignal<bool>,
}

impl Trail {
    pub fn new() -> Self {
        let trail = Self {
            followed: StoredValue::new(Vec::new()),
            back_to: StoredValue::new(None),
            is_followed: RwSignal::new(false),
        };
        document::watch_back(move || trail.back_to.set_value(Some(document::path())));
        trail
    }

    /// Another page is there, at `path`.
    pub fn arrive(self, path: &str, is_first: bool) {
        let is_back = self.back_to.get_value().as_deref() == Some(path);
        self.back_to.set_value(None);
        if !is_first && !is_back {
            self.followed.try_update_value(|it| it.push(path.into()));
        }
        let is_followed = |it: &Vec<String>| it.iter().any(|it| it == path);
        self.is_followed.set(self.followed.with_value(is_followed));
    }
}
