//! The index against a search that looks at every card.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{AreaNames, Catalogue, Codes, Counts, Filter, Order, arrange, fold, metres};
use proptest::{collection, prelude::Strategy, prop_assert, prop_assert_eq, proptest, sample};
use wire::{BallotNumber, Card, Precision};

const WORDS: [&str; 12] = [
    "desa",
    "Désa",
    "JUMAT",
    "Jum'at",
    "sehat",
    "kesehatan",
    "e-puskesmas",
    "pintar",
    "air",
    "4.0",
    "cair",
    "Kopi-Lada",
];
const AREAS: [&str; 5] = ["R", "R.1", "R.1.1", "R.1.2", "R.2"];

fn areas() -> AreaNames {
    [
        ("R", "Belitung Timur", None),
        ("R.1", "Manggar", Some("R")),
        ("R.1.1", "Padang", Some("R.1")),
        ("R.1.2", "Kurnia Jaya", Some("R.1")),
        ("R.2", "Gantung", Some("R")),
    ]
    .into_iter()
    .map(|(code, name, parent)| (code.into(), name.into(), parent.map(Into::into)))
    .collect()
}

fn text() -> impl Strategy<Value = String> {
    collection::vec(sample::select(&WORDS[..]), 0..4).prop_map(|words| words.join(" "))
}

fn card() -> impl Strategy<Value = Card> {
    let code = || sample::select(&["a", "b", "c"][..]);
    (
        (text(), text(), text()),
        (code(), sample::select(&AREAS[..]), code(), code(), code()),
        collection::vec(code(), 0..3),
        (107.0..109.0, -3.5..-2.0),
    )
        .prop_map(|(texts, codes, goals, point)| Card {
            number: BallotNumber(0),
            id: "X".into(),
            slug: "x".into(),
            name: texts.0,
            expansion: texts.1,
            summary: texts.2,
            category: codes.0.into(),
            area: codes.1.into(),
            agency: String::new(),
            stage: codes.2.into(),
            kind: codes.3.into(),
            affair: codes.4.into(),
            goals: goals.into_iter().map(Into::into).collect(),
            point: point.into(),
            precision: Precision::Point,
            booth: String::new(),
            picture: None,
        })
}

fn cards() -> impl Strategy<Value = Vec<Card>> {
    collection::vec(card(), 0..30).prop_map(|mut cards| {
        for (number, card) in (1..).zip(&mut cards) {
            card.number = BallotNumber(number);
            card.id = format!("BLT-{number:03}").as_str().into();
        }
        cards
    })
}

fn chosen() -> impl Strategy<Value = Codes> {
    let codes = collection::btree_set(sample::select(&["a", "b", "c", "gone"][..]), 0..3);
    codes.prop_map(|codes| codes.into_iter().collect())
}

fn filter() -> impl Strategy<Value = Filter> {
    let parts = sample::select(&["sa", "DÉSA", "at", "puskes", "0", "tan", "manggar", "zzz"][..]);
    let text = collection::vec(parts, 0..3).prop_map(|words| words.join(", "));
    let areas = collection::btree_set(sample::select(&AREAS[..]), 0..3);
    (
        text,
        areas,
        (chosen(), chosen(), chosen(), chosen(), chosen()),
    )
        .prop_map(|(text, areas, chosen)| Filter {
            text,
            categories: chosen.0,
            areas: areas.into_iter().collect(),
            stages: chosen.1,
            kinds: chosen.2,
            affairs: chosen.3,
            goals: chosen.4,
        })
}

/// All that is searched of a card, folded and cut into words.
fn naive_words(card: &Card, areas: &AreaNames) -> Vec<String> {
    let mut text = format!(
        "{} {} {} {} ",
        card.name, card.expansion, card.summary, card.id
    );
    for area in areas.holders(card.area.as_str()) {
        text.push_str(areas.name(area).unwrap_or_default());
        text.push(' ');
    }
    let folded = fold(&text);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(Into::into)
        .collect()
}

fn naive_holds(card: &Card, areas: &AreaNames, filter: &Filter, facets: [bool; 6]) -> bool {
    let words = naive_words(card, areas);
    let folded = fold(&filter.text);
    let mut asked = folded.split(|c: char| !c.is_alphanumeric());
    let text = asked.all(|asked| words.iter().any(|word| word.contains(asked)) || asked.is_empty());
    let in_area = filter.areas.as_slice().iter().any(|area| {
        *area == card.area.as_str()
            || card
                .area
                .as_str()
                .starts_with(&format!("{}.", area.as_str()))
    });
    let one_of = |chosen: &Codes, value: &str| chosen.is_empty() || chosen.contains(value);
    let holds = [
        filter.categories.is_empty() || filter.categories.contains(card.category.as_str()),
        filter.areas.is_empty() || in_area,
        one_of(&filter.stages, &card.stage),
        one_of(&filter.kinds, &card.kind),
        one_of(&filter.affairs, &card.affair),
        filter.goals.is_empty() || card.goals.iter().any(|goal| filter.goals.contains(goal)),
    ];
    text && holds
        .iter()
        .zip(facets)
        .all(|(holds, asked)| *holds || !asked)
}

fn values(card: &Card, areas: &AreaNames, facet: usize) -> BTreeSet<String> {
    match facet {
        0 => [card.category.to_string()].into(),
        1 => areas
            .holders(card.area.as_str())
            .into_iter()
            .map(Into::into)
            .collect(),
        2 => [card.stage.clone()].into(),
        3 => [card.kind.clone()].into(),
        4 => [card.affair.clone()].into(),
        _ => card.goals.iter().cloned().collect(),
    }
}

proptest! {
    #[test]
    fn hits_are_those_of_a_plain_search(cards in cards(), filter in filter()) {
        let areas = areas();
        let found = Catalogue::new(&cards, &areas).find(&filter);
        let mut hits = found.hits;
        hits.sort_unstable();
        let expected: Vec<u32> = (0..)
            .zip(&cards)
            .filter(|(_, card)| naive_holds(card, &areas, &filter, [true; 6]))
            .map(|(position, _)| position)
            .collect();
        prop_assert_eq!(hits, expected);
    }

    #[test]
    fn each_facet_counts_with_the_other_filters(cards in cards(), filter in filter()) {
        let areas = areas();
        let facets = Catalogue::new(&cards, &areas).find(&filter).facets;
        let all: [&Counts; 6] = [
            &facets.categories, &facets.areas, &facets.stages,
            &facets.kinds, &facets.affairs, &facets.goals,
        ];
        for (facet, counts) in all.into_iter().enumerate() {
            let mut asked = [true; 6];
            asked[facet] = false;
            let mut expected: BTreeMap<String, u32> = BTreeMap::new();
            for card in &cards {
                if naive_holds(card, &areas, &filter, asked) {
                    for value in values(card, &areas, facet) {
                        *expected.entry(value).or_default() += 1;
                    }
                }
            }
            let found: BTreeMap<String, u32> =
                counts.iter().map(|(code, count)| (code.into(), count)).collect();
            prop_assert_eq!(&found, &expected, "facet {}", facet);
            for (code, count) in &expected {
                prop_assert_eq!(counts.get(code), *count);
            }
        }
    }

    #[test]
    fn a_shuffle_depends_on_the_seed_and_not_on_the_hits(cards in cards(), seed: u64) {
        let mut all: Vec<u32> = (0..).zip(&cards).map(|(position, _)| position).collect();
        let mut backwards = all.clone();
        backwards.reverse();
        arrange(&cards, &mut all, &Order::Shuffled(seed));
        arrange(&cards, &mut backwards, &Order::Shuffled(seed));
        prop_assert_eq!(&all, &backwards);
        // Half of them stand in the same order among themselves.
        let mut half: Vec<u32> = all.iter().copied().filter(|it| it % 2 == 0).collect();
        half.sort_unstable();
        arrange(&cards, &mut half, &Order::Shuffled(seed));
        let expected: Vec<u32> = all.iter().copied().filter(|it| it % 2 == 0).collect();
        prop_assert_eq!(half, expected);
    }

    #[test]
    fn near_comes_before_far(cards in cards()) {
        let here = [108.27, -2.85];
        let mut hits: Vec<u32> = (0..).zip(&cards).map(|(position, _)| position).collect();
        arrange(&cards, &mut hits, &Order::Distance(here));
        let far: Vec<f64> =
            hits.iter().map(|hit| metres(here, cards[*hit as usize].point)).collect();
        prop_assert!(far.is_sorted());
    }

    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }
}

/// Every seed gives each card every place about as often as any other.
#[test]
fn a_shuffle_is_fair() {
    const SEEDS: u32 = 6000;
    let mut cards = Vec::new();
    for number in 1..=6 {
        cards.push(named(number, "x"));
    }
    let mut first = [0_u32; 6];
    for seed in 0..SEEDS {
        let mut hits = [0, 1, 2, 3, 4, 5];
        arrange(&cards, &mut hits, &Order::Shuffled(u64::from(seed)));
        first[hits[0] as usize] += 1;
    }
    assert!(
        first.iter().all(|count| (900..1100).contains(count)),
        "{first:?}"
    );
}

#[test]
fn names_are_sorted_without_case_and_accents() {
    let cards = [
        named(1, "élan"),
        named(2, "Zat"),
        named(3, "ELANG"),
        named(4, "elan"),
    ];
    let mut hits = [0, 1, 2, 3];
    arrange(&cards, &mut hits, &Order::Name);
    assert_eq!(hits, [0, 3, 2, 1]);
}

#[test]
fn better_answers_come_first_in_any_shuffle() {
    let mut cards = vec![
        named(1, "lain"),
        named(2, "SEHATI"),
        named(3, "lain"),
        named(4, "Sehat"),
        named(5, "Sehat"),
        named(6, "kesehatan"),
    ];
    cards[0].summary = "sehat".into();
    cards[2].expansion = "Sehat Bersama".into();
    let catalogue = Catalogue::new(&cards, &AreaNames::default());
    let filter = Filter {
        text: "sehat".into(),
        ..Filter::default()
    };
    let mut firsts = BTreeSet::new();
    for seed in 0..20 {
        let mut found = catalogue.find(&filter);
        assert_eq!(found.hits, [3, 4, 1, 5, 2, 0]);
        found.arrange(&cards, &Order::Shuffled(seed));
        firsts.insert(found.hits[0]);
        assert_eq!(
            BTreeSet::from([found.hits[0], found.hits[1]]),
            [3, 4].into()
        );
        assert_eq!(found.hits[2..], [1, 5, 2, 0]);
    }
    assert_eq!(firsts, [3, 4].into(), "equal answers are shuffled");
    let mut found = catalogue.find(&filter);
    found.arrange(&cards, &Order::Name);
    assert_eq!(found.hits, [5, 0, 2, 3, 4, 1]);
}

#[test]
fn longer_texts_are_found_once_they_are_there() {
    let cards = [named(1, "satu"), named(2, "dua")];
    let mut catalogue = Catalogue::new(&cards, &AreaNames::default());
    let filter = Filter {
        text: "panjang sat".into(),
        ..Filter::default()
    };
    assert_eq!(catalogue.find(&filter).hits, []);
    catalogue.add_texts(&[
        (0, "Sebuah teks yang panjang."),
        (1, "Teks panjang."),
        (9, "panjang"),
    ]);
    assert_eq!(catalogue.find(&filter).hits, [0]);
}

fn named(number: u32, name: &str) -> Card {
    Card {
        number: BallotNumber(number),
        id: "X".into(),
        slug: "x".into(),
        name: name.into(),
        expansion: String::new(),
        summary: String::new(),
        category: "a".into(),
        area: "R".into(),
        agency: String::new(),
        stage: String::new(),
        kind: String::new(),
        affair: String::new(),
        goals: Vec::new(),
        point: [0.0, 0.0],
        precision: Precision::Point,
        booth: String::new(),
        picture: None,
    }
}
