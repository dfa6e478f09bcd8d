//! Where in the folder things stand, for whoever has more to say of them later.

use std::collections::{BTreeMap, BTreeSet};

use wire::{CategoryCode, Contents, InnovationId};

/// A folder that was read: what is in it, and where.
#[derive(Clone, Debug)]
pub struct Folder {
    pub contents: Contents,
    pub origin: Origin,
}

/// Rows as a spreadsheet counts them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub innovations: BTreeMap<InnovationId, u32>,
    pub categories: BTreeMap<CategoryCode, u32>,
    /// Innovations whose row says no slug: theirs was made from the name.
    pub derived: BTreeSet<InnovationId>,
}
