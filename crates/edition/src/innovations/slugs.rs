//! Slugs of rows that bring none: made of the name, and with the id where two rows
//! would have the same. Which row gets which never depends on their order.

use std::collections::{BTreeMap, BTreeSet};

use wire::{Card, Profile};

use super::{FILE, once};
use crate::cells::Cells;
use crate::fault::{Fault, Faults, Place};
use crate::table::Table;
use crate::text::{is_slug, slug};

const MOST: usize = 80;

/// Checks the slugs that the rows bring, and makes the others.
pub(super) fn fill(table: &Table, profiles: &mut [Profile], faults: &mut Faults) {
    let mut taken = BTreeMap::new();
    let mut brought = BTreeSet::new();
    for (row, profile) in table.rows.iter().zip(&*profiles) {
        let mut cells = Cells { table, row, faults };
        let own = profile.card.slug.as_str();
        if own.is_empty() {
            continue;
        }
        if !is_slug(own, MOST) {
            cells.wrong("slug", "lower-case letters, digits and hyphens, at most 80");
        }
        once(&mut cells, "slug", own, &mut taken);
        brought.insert(own.to_owned());
    }
    // Two rows of one id are a fault already, whatever their slugs.
    let mut cards: BTreeMap<String, &mut Card> = BTreeMap::new();
    for profile in profiles.iter_mut() {
        if profile.card.slug.as_str().is_empty() {
            cards.insert(profile.card.id.to_string(), &mut profile.card);
        }
    }
    let mut cards: Vec<&mut Card> = cards.into_values().collect();
    for make in [by_name, by_name_and_id, by_name_and_digest] {
        let slugs: Vec<String> = cards.iter().map(|card| make(card)).collect();
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for slug in &slugs {
            *count.entry(slug).or_default() += 1;
        }
        let mut left = Vec::new();
        for (card, slug) in cards.into_iter().zip(&slugs) {
            if slug.is_empty() || count[slug.as_str()] > 1 || brought.contains(slug) {
                left.push(card);
            } else {
                card.slug = slug.as_str().into();
            }
        }
        brought.extend(slugs);
        cards = left;
    }
    for card in cards {
        let expected = "an id and a name that make an address of their own, or a column slug";
        let found = Some(card.id.as_str());
        faults.add(Fault::new(FILE, Place::File, found, expected));
    }
}

fn by_name(card: &Card) -> String {
    slug(&card.name)
}

fn by_name_and_id(card: &Card) -> String {
    with(card, &slug(card.id.as_str()))
}

/// For ids that differ only by case or signs.
fn by_name_and_digest(card: &Card) -> String {
    // FNV-1a, 32 bits: short, and the same for ever.
    let digest = card
        .id
        .as_str()
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
    with(card, &format!("{digest:08x}"))
}

/// The name's part is cut, never the end that makes it unique.
fn with(card: &Card, end: &str) -> String {
    let name = slug(&card.name);
    let room = MOST.saturating_sub(end.len() + 1).min(name.len());
    let name = name[..room].trim_end_matches('-');
    let parts = [name, end];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("-")
}
