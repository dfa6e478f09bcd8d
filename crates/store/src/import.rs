//! What an import does to ballot numbers, and what it did in all.

use std::collections::{BTreeMap, BTreeSet};

use wire::{BallotNumber, InnovationId, InnovationSlug, Profile};

use crate::Difference;

/// What goes with contents into an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Innovations whose folder says no slug: the one in their contents was made
    /// from the name, and a known innovation keeps its own.
    pub derived: BTreeSet<InnovationId>,
    /// So many innovations are to be taken out. Without it, at most a tenth of them
    /// may go, and none whose id is there in another spelling.
    pub remove: Option<u32>,
}

/// What an import changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Innovations, as the next three.
    pub added: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub removed: u32,
    /// Of the edition and what it has, without innovations.
    pub differences: Vec<Difference>,
    /// Innovations that moved to another address; the old ones lead there.
    pub moved: Vec<(InnovationId, InnovationSlug)>,
}

/// Gives each innovation its number: the one it ever had, else the next one
/// that nobody ever had. Returns them ascending by number.
pub(crate) fn number(
    innovations: &[Profile],
    given: &BTreeMap<InnovationId, BallotNumber>,
) -> Vec<Profile> {
    let mut next = given.values().map(|number| number.0).max().unwrap_or(0) + 1;
    let mut numbered: Vec<Profile> = innovations
        .iter()
        .cloned()
        .map(|mut profile| {
            profile.card.number = given.get(&profile.card.id).copied().unwrap_or_else(|| {
                next += 1;
                BallotNumber(next - 1)
            });
            profile
        })
        .collect();
    numbered.sort_unstable_by_key(|profile| profile.card.number);
    numbered
}

/// Without the differences.
pub(crate) fn summary(before: &[Profile], after: &[Profile]) -> Imported {
    let mut known: BTreeMap<&InnovationId, &Profile> = before
        .iter()
        .map(|profile| (&profile.card.id, profile))
        .collect();
    let mut imported = Imported::default();
    for profile in after {
        match known.remove(&profile.card.id) {
            None => imported.added += 1,
            Some(before) if before == profile => imported.unchanged += 1,
            Some(before) => {
                imported.updated += 1;
                if before.card.slug != profile.card.slug {
                    let moved = (profile.card.id.clone(), profile.card.slug.clone());
                    imported.moved.push(moved);
                }
            }
        }
    }
    imported.removed = u32::try_from(known.len()).unwrap_or(u32::MAX);
    imported
}
