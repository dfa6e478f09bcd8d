//! Addresses of innovations: an innovation keeps its slug, and a slug that was
//! ever its own is never another one's.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use wire::{InnovationId, InnovationSlug, Profile};

/// The longest that an edition folder may give.
const LONGEST: usize = 80;

/// All slugs that were ever given in an edition.
#[derive(Debug, Default)]
pub(crate) struct Given {
    owners: BTreeMap<InnovationSlug, InnovationId>,
    latest: BTreeMap<InnovationId, InnovationSlug>,
}

impl Given {
    /// From each slug with its innovation, the earlier given first.
    pub(crate) fn new(all: impl IntoIterator<Item = (InnovationSlug, InnovationId)>) -> Self {
        let mut given = Self::default();
        for (slug, id) in all {
            given.latest.insert(id.clone(), slug.clone());
            given.owners.insert(slug, id);
        }
        given
    }

    pub(crate) fn latest(&self, id: &InnovationId) -> Option<&InnovationSlug> {
        self.latest.get(id)
    }
}

/// A slug that an innovation can't have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenSlug {
    pub innovation: InnovationId,
    pub slug: InnovationSlug,
    /// Whose it is, or once was.
    pub owner: InnovationId,
}

impl fmt::Display for TakenSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            innovation,
            slug,
            owner,
        } = self;
        write!(
            f,
            "{innovation} can't have the slug {slug}: that address is or was {owner}'s, and leads \
             there for ever"
        )
    }
}

/// Gives each innovation its slug. Those in `derived` don't say one: known ones keep
/// what they have, new ones get theirs from the name, or one like it.
pub(crate) fn settle(
    innovations: &mut [Profile],
    given: &Given,
    derived: &BTreeSet<InnovationId>,
) -> Result<(), Vec<TakenSlug>> {
    let mut taken = Vec::new();
    let mut used: BTreeSet<InnovationSlug> = BTreeSet::new();
    let mut open = Vec::new();
    for (at, profile) in innovations.iter_mut().enumerate() {
        let card = &mut profile.card;
        if derived.contains(&card.id) {
            let Some(slug) = given.latest(&card.id) else {
                open.push(at);
                continue;
            };
            card.slug = slug.clone();
        }
        match given.owners.get(&card.slug) {
            Some(owner) if *owner != card.id => taken.push(TakenSlug {
                innovation: card.id.clone(),
                slug: card.slug.clone(),
                owner: owner.clone(),
            }),
            _ => {
                used.insert(card.slug.clone());
            }
        }
    }
    if !taken.is_empty() {
        return Err(taken);
    }
    // Last, so that none of them takes what a later row names.
    for at in open {
        let card = &mut innovations[at].card;
        let is_free = |slug: &InnovationSlug| {
            !used.contains(slug) && given.owners.get(slug).is_none_or(|owner| *owner == card.id)
        };
        let own = card.slug.clone();
        let numbered = (2_u32..).map(|number| numbered(&own, number));
        if let Some(slug) = std::iter::once(own.clone()).chain(numbered).find(is_free) {
            card.slug = slug;
        }
        used.insert(card.slug.clone());
    }
    Ok(())
}

fn numbered(slug: &InnovationSlug, number: u32) -> InnovationSlug {
    let end = format!("-{number}");
    let slug = slug.as_str();
    let most = slug.len().min(LONGEST - end.len());
    let start = slug.get(..most).unwrap_or(slug).trim_end_matches('-');
    InnovationSlug::new(format!("{start}{end}"))
}

#[cfg(all(test, feature = "contract"))]
mod tests {
    use super::*;
    use crate::contract::sample::profile;

    fn rows(rows: &[(u32, &str)]) -> Vec<Profile> {
        let row = |(number, slug): &(u32, &str)| {
            let mut profile = profile(*number, "desa");
            profile.card.slug = (*slug).into();
            profile
        };
        rows.iter().map(row).collect()
    }

    fn id(number: u32) -> InnovationId {
        profile(number, "desa").card.id
    }

    fn settled(
        given: &[(&str, u32)],
        innovations: &[(u32, &str)],
        derived: &[u32],
    ) -> Result<Vec<String>, String> {
        let given = Given::new(
            given
                .iter()
                .map(|(slug, owner)| ((*slug).into(), id(*owner))),
        );
        let derived = derived.iter().copied().map(id).collect();
        let mut innovations = rows(innovations);
        match settle(&mut innovations, &given, &derived) {
            Ok(()) => Ok(innovations
                .iter()
                .map(|it| it.card.slug.to_string())
                .collect()),
            Err(taken) => Err(taken
                .iter()
                .map(|it| format!("{} {}", it.innovation, it.slug))
                .collect::<Vec<_>>()
                .join(", ")),
        }
    }

    fn are(slugs: &[&str]) -> Vec<String> {
        slugs.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn a_known_id_keeps_its_slug_whatever_its_name_makes() {
        let given = [("teh", 1), ("kopi", 2)];
        assert_eq!(
            settled(&given, &[(1, "teh-herbal"), (2, "kopi")], &[1, 2]),
            Ok(are(&["teh", "kopi"]))
        );
        // Its latest one, also when it was away.
        let given = [("teh", 1), ("jamu", 1)];
        assert_eq!(settled(&given, &[(1, "teh")], &[1]), Ok(are(&["jamu"])));
        // One that a row names counts; an old one may come back.
        assert_eq!(settled(&given, &[(1, "teh")], &[]), Ok(are(&["teh"])));
    }

    #[test]
    fn the_order_of_rows_changes_nothing() {
        let given = [("sama", 1), ("sama-cth-002", 2)];
        let rows = [(2, "sama"), (1, "sama-cth-001")];
        assert_eq!(
            settled(&given, &rows, &[1, 2]),
            Ok(are(&["sama-cth-002", "sama"]))
        );
    }

    #[test]
    fn nobody_gets_what_was_anothers() {
        let given = [("teh", 1), ("jamu", 1), ("kopi", 2)];
        for (row, slug) in [(2, "teh"), (3, "teh"), (3, "jamu"), (1, "kopi")] {
            let said = settled(&given, &[(row, slug)], &[]);
            assert_eq!(said, Err(format!("{} {slug}", id(row))));
        }
        // A new one with such a name gets one like it; nor what a later row names.
        let rows = [(3, "teh"), (4, "teh"), (5, "teh-3")];
        assert_eq!(
            settled(&given, &rows, &[3, 4]),
            Ok(are(&["teh-2", "teh-4", "teh-3"]))
        );
        let long = "a".repeat(LONGEST);
        let rows = [(1, long.as_str()), (2, long.as_str())];
        let second = format!("{}-2", "a".repeat(78));
        assert_eq!(settled(&[], &rows, &[1, 2]), Ok(are(&[&long, &second])));
    }
}
