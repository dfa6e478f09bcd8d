//! What someone looks for.

use std::collections::BTreeSet;

use wire::{AreaCode, CategoryCode};

/// What someone looks for. Values of one facet are alternatives; facets and
/// words all have to hold. An empty facet holds for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Every word must be found, in any order, at the beginning of a word or
    /// inside one; case and accents do not matter.
    pub text: String,
    pub categories: BTreeSet<CategoryCode>,
    /// A district holds its villages.
    pub areas: BTreeSet<AreaCode>,
    pub stages: BTreeSet<String>,
    pub kinds: BTreeSet<String>,
    pub affairs: BTreeSet<String>,
    pub goals: BTreeSet<String>,
}
