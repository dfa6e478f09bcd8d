//! The index over all cards of an edition.

use wire::Card;

use crate::{
    AreaNames, Facets, Filter, Order, arrange,
    facet::{Allowed, Index, as_u32},
    words::{Place, Relevance, Words},
};

/// An index over cards.
#[derive(Clone, Debug)]
pub struct Catalogue {
    cards: usize,
    words: Words,
    facets: [Index; FACETS],
}

/// Categories, areas, stages, kinds, affairs, goals: in this order everywhere.
const FACETS: usize = 6;

/// What a filter found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Positions of cards. With a text the best come first, then in the
    /// order of the cards; without one in the order of the cards.
    pub hits: Vec<u32>,
    pub facets: Facets,
    /// Of each hit, the smaller the better; empty without a text.
    relevance: Vec<Relevance>,
}

impl Found {
    /// Orders the hits as [`arrange`] does, but with a text and a shuffled
    /// order keeps the better answers before the others.
    pub fn arrange(&mut self, cards: &[Card], order: &Order) {
        if self.relevance.is_empty() || !matches!(order, Order::Shuffled(_)) {
            arrange(cards, &mut self.hits, order);
            self.relevance.clear();
            return;
        }
        let mut begin = 0;
        while begin < self.hits.len() {
            let same = |other: &&Relevance| **other == self.relevance[begin];
            let end = begin + self.relevance[begin..].iter().take_while(same).count();
            arrange(cards, &mut self.hits[begin..end], order);
            begin = end;
        }
    }
}

/// The relevance of a packed hit.
fn upper(hit: u64) -> Relevance {
    Relevance::try_from(hit >> 32).unwrap_or(Relevance::MAX)
}

/// The position of a packed hit.
fn lower(hit: u64) -> u32 {
    u32::try_from(hit & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

impl Catalogue {
    /// Indexes name, expansion, summary, agency, area names and number of each card.
    pub fn new(cards: &[Card], areas: &AreaNames) -> Self {
        let mut words = Words::default();
        for (position, card) in (0..).zip(cards) {
            words.add(position, Place::Name, &card.name);
            words.add(position, Place::Expansion, &card.expansion);
            for text in [&card.summary, &card.agency, &card.booth] {
                words.add(position, Place::Other, text);
            }
            words.add(position, Place::Other, card.id.as_str());
            for area in areas.holders(card.area.as_str()) {
                words.add(position, Place::Other, areas.name(area).unwrap_or_default());
            }
        }
        let facet = |value: fn(&Card) -> &str| {
            Index::new(cards.len(), |position| vec![value(&cards[position])])
        };
        Self {
            cards: cards.len(),
            words,
            facets: [
                facet(|card| card.category.as_str()),
                Index::new(cards.len(), |position| {
                    areas.holders(cards[position].area.as_str())
                }),
                facet(|card| &card.stage),
                facet(|card| &card.kind),
                facet(|card| &card.affair),
                Index::new(cards.len(), |position| {
                    cards[position].goals.iter().map(String::as_str).collect()
                }),
            ],
        }
    }

    /// Adds longer texts, by position of their card, to what is searched.
    pub fn add_texts(&mut self, texts: &[(u32, &str)]) {
        for (position, text) in texts {
            if (*position as usize) < self.cards {
                self.words.add(*position, Place::Other, text);
            }
        }
    }

    pub fn find(&self, filter: &Filter) -> Found {
        let relevance = self.words.search(&filter.text, self.cards);
        let allowed = self.allow(filter);
        let mut counts: [Vec<u32>; FACETS] =
            std::array::from_fn(|facet| self.facets[facet].no_counts());
        // The relevance above the position: whole numbers sort in little code.
        let mut hits: Vec<u64> = Vec::new();
        for card in 0..self.cards {
            let Some(relevance) = relevance.as_ref().map_or(Some(0), |it| it[card]) else {
                continue;
            };
            let kept_out = match self.keep_out(card, &allowed) {
                KeptOut::No => {
                    hits.push(u64::from(relevance) << 32 | u64::from(as_u32(card)));
                    None
                }
                KeptOut::Once(facet) => Some(facet),
                KeptOut::Often => continue,
            };
            // A card that only one facet keeps out would come in with its own
            // value, so it counts there and nowhere else.
            for (facet, counts) in counts.iter_mut().enumerate() {
                if kept_out.is_none_or(|only| only == facet) {
                    for value in self.facets[facet].values(card) {
                        counts[usize::from(*value)] += 1;
                    }
                }
            }
        }
        let mut found = Found {
            facets: self.name(&counts),
            ..Found::default()
        };
        if relevance.is_some() {
            wire::sort(&mut hits);
            found.relevance = hits.iter().map(|hit| upper(*hit)).collect();
        }
        found.hits = hits.into_iter().map(lower).collect();
        found
    }

    fn allow(&self, filter: &Filter) -> [Allowed; FACETS] {
        let [categories, areas, stages, kinds, affairs, goals] = &self.facets;
        [
            categories.allow(filter.categories.as_slice().iter().map(String::as_str)),
            areas.allow(filter.areas.as_slice().iter().map(String::as_str)),
            stages.allow(filter.stages.as_slice().iter().map(String::as_str)),
            kinds.allow(filter.kinds.as_slice().iter().map(String::as_str)),
            affairs.allow(filter.affairs.as_slice().iter().map(String::as_str)),
            goals.allow(filter.goals.as_slice().iter().map(String::as_str)),
        ]
    }

    fn keep_out(&self, card: usize, allowed: &[Allowed; FACETS]) -> KeptOut {
        let mut kept_out = KeptOut::No;
        for (facet, allowed) in allowed.iter().enumerate() {
            if !allowed.holds(self.facets[facet].values(card)) {
                kept_out = match kept_out {
                    KeptOut::No => KeptOut::Once(facet),
                    KeptOut::Once(_) | KeptOut::Often => return KeptOut::Often,
                };
            }
        }
        kept_out
    }

    fn name(&self, counts: &[Vec<u32>; FACETS]) -> Facets {
        let name = |facet: usize| self.facets[facet].name(&counts[facet]);
        Facets {
            categories: name(0),
            areas: name(1),
            stages: name(2),
            kinds: name(3),
            affairs: name(4),
            goals: name(5),
        }
    }
}

/// How many facets of a filter keep a card out.
enum KeptOut {
    No,
    Once(usize),
    Often,
}
