//! What is frozen when voting opens.

use wire::{Category, Edition, Hash, ListedInnovation, Manifest, Profile};

use crate::contests;

/// The manifest of an edition as it stands now. Made once, when voting opens;
/// from then on only its stored bytes count.
///
/// `innovations` in any order; those that nobody votes on are left out. `roll`
/// is the root of the public keys of voting codes, if there are any. The recount
/// page's hash is for the caller to add.
pub fn manifest(
    edition: &Edition,
    categories: &[Category],
    innovations: &[Profile],
    roll: Option<Hash>,
) -> Manifest {
    let on_ballot: Vec<_> = innovations
        .iter()
        .map(|profile| (profile.card.number, profile.card.category.clone()))
        .collect();
    let contests = contests(edition.rule, categories, &on_ballot);
    let mut listed: Vec<ListedInnovation> = innovations
        .iter()
        .map(|profile| &profile.card)
        .filter(|card| {
            contests
                .iter()
                .any(|it| it.numbers.binary_search(&card.number).is_ok())
        })
        .map(|card| ListedInnovation {
            number: card.number,
            id: card.id.clone(),
            name: card.name.clone(),
            category: card.category.clone(),
        })
        .collect();
    listed.sort_unstable_by_key(|listed| listed.number);
    Manifest {
        version: 1,
        edition: edition.slug.clone(),
        name: edition.name.clone(),
        rule: edition.rule,
        tie_rule: edition.tie_rule,
        lot_source: edition.lot_source.clone(),
        minimum_turnout: edition.minimum_turnout,
        objection_days: edition.objection_days,
        visibility: edition.visibility,
        openings: edition.openings,
        sample_ballots: edition.sample_ballots,
        voting_opens_at: edition.voting_opens_at,
        voting_closes_at: edition.voting_closes_at,
        contests,
        innovations: listed,
        roll,
        witnesses: edition.witnesses.clone(),
        verifier: None,
    }
}
