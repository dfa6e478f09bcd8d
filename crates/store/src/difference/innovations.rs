//! What of the innovations is on the ballot, and so can't change.

use std::collections::BTreeMap;

use wire::{Card, Contents, InnovationId, ListedInnovation, Manifest};

use super::{Difference, Notes, Subject, told};

/// Contents and ballots before and after. What only one of the ballots lists came or
/// went, or was moved to a category that nobody votes in.
pub(super) fn compare(
    contents: [&Contents; 2],
    ballots: [&Manifest; 2],
    all: &mut Vec<Difference>,
) {
    let cards = contents.map(|it| -> BTreeMap<&InnovationId, &Card> {
        let cards = it.innovations.iter().map(|it| &it.card);
        cards.map(|card| (&card.id, card)).collect()
    });
    let listed = ballots.map(|it| -> BTreeMap<&InnovationId, &ListedInnovation> {
        it.innovations.iter().map(|it| (&it.id, it)).collect()
    });
    let [before, after] = ballots;
    let of = |id: &InnovationId| Subject::Innovation(id.clone());
    for row in &before.innovations {
        // Every field is named, so that a new one has to be decided on.
        let ListedInnovation {
            number,
            id,
            name,
            category,
        } = row;
        let mut notes = Notes {
            subject: of(id),
            all,
        };
        if let Some(other) = listed[1].get(id) {
            notes.field("number", number, &other.number, true);
            notes.field("name", name, &other.name, true);
            notes.field("category", category, &other.category, true);
        } else if let Some(card) = cards[1].get(id) {
            notes.field("category", category, &card.category, true);
        } else {
            notes.add(String::new(), told(name), None, true);
        }
    }
    for row in &after.innovations {
        let mut notes = Notes {
            subject: of(&row.id),
            all,
        };
        if listed[0].contains_key(&row.id) {
            continue;
        }
        match cards[0].get(&row.id) {
            Some(card) => notes.field("category", &card.category, &row.category, true),
            None => notes.add(String::new(), None, told(&row.name), true),
        }
    }
}
