//! The data that the app starts with, in the page itself.

use wire::{AreaMap, Boot, Card, CodeBoot, Contest, Level, Profile, Standings, Village};

use super::language::Language;
use crate::{assets::Bundle, snapshot::Snapshot};

/// More cards than this come by themselves.
pub(crate) const MOST: usize = 300;

/// What only one page has.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    pub(super) seed: u32,
    pub(super) profile: Option<Profile>,
    pub(super) standings: Option<Standings>,
}

/// A script element that holds `wire::Boot`.
pub(super) fn script(snapshot: &Snapshot, language: &Language, bundle: Bundle, own: Own) -> String {
    element(snapshot, &boot(snapshot, language, bundle, own))
}

/// The same with the little that the page for codes needs.
pub(super) fn code_script(snapshot: &Snapshot, language: &Language) -> String {
    let boot = CodeBoot {
        edition: snapshot.edition().slug.clone(),
        messages: language.messages_of(Bundle::Code),
    };
    element(snapshot, &boot)
}

fn element(snapshot: &Snapshot, boot: &impl serde::Serialize) -> String {
    let json = serde_json::to_string(boot).expect("wire types always have a JSON form");
    // Nothing in it can end the element: `<` stands only inside of JSON
    // strings, and there its escape means the same.
    let json = json.replace('<', "\\u003c");
    [
        "<script type=\"application/json\" data-v=\"",
        &snapshot.version().name,
        "\" id=\"peta-boot\">",
        &json,
        "</script>",
    ]
    .concat()
}

fn boot(snapshot: &Snapshot, language: &Language, bundle: Bundle, own: Own) -> Boot {
    let map = snapshot.map();
    let cards = snapshot.cards();
    let carried = if cards.len() > MOST { &[] } else { cards };
    let contests = snapshot.contests().iter().map(|contest| Contest {
        // The cards tell who is in it.
        numbers: if carried.is_empty() {
            contest.numbers.clone()
        } else {
            Vec::new()
        },
        ..contest.clone()
    });
    Boot {
        edition: snapshot.edition().clone(),
        categories: snapshot.categories().to_vec(),
        vocabulary: snapshot.vocabulary().clone(),
        map: AreaMap {
            frame: map.frame,
            areas: map
                .areas
                .iter()
                .filter(|it| it.level != Level::Village)
                .cloned()
                .collect(),
        },
        villages: map
            .areas
            .iter()
            .filter(|area| area.level == Level::Village)
            .filter_map(|area| {
                Some(Village {
                    code: area.code.clone(),
                    name: area.name.clone(),
                    parent: area.parent.clone()?,
                })
            })
            .collect(),
        cards: carried.iter().map(short).collect(),
        total: u32::try_from(cards.len()).unwrap_or(u32::MAX),
        manifest: snapshot.manifest().map(|manifest| manifest.hash),
        contests: contests.collect(),
        seed: own.seed,
        profile: own.profile,
        standings: own.standings,
        now: snapshot.made_at(),
        language: language.tag.to_owned(),
        languages: Language::all()
            .iter()
            .map(|it| (it.tag.to_owned(), it.name()))
            .collect(),
        messages: language.messages_of(bundle),
    }
}

/// A card with its place to five decimals, about a metre: more digits only
/// make the page longer.
fn short(card: &Card) -> Card {
    let mut card = card.clone();
    card.point = card.point.map(|degrees| (degrees * 1e5).round() / 1e5);
    card
}
