//! What an import does to ballot numbers, and what it did in all.

use std::collections::BTreeMap;

use wire::{BallotNumber, InnovationId, Profile};

/// What an import changed, in innovations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub removed: u32,
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
            Some(_) => imported.updated += 1,
        }
    }
    imported.removed = u32::try_from(known.len()).unwrap_or(u32::MAX);
    imported
}
