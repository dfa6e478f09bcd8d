//! The search index: every word, and the cards that have it.

use std::collections::BTreeMap;

use crate::fold::{fold, words};

/// Where a word stands in a card; the smaller, the more it says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Name,
    Expansion,
    Other,
}

/// How well a card answers a query; the smaller, the better.
pub(crate) type Relevance = u16;

/// All words of all cards, and for each word the cards that have it.
///
/// A query's word is looked for in the list of words, not in the texts: that
/// list grows slowly, so long texts cost memory but hardly any time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words(BTreeMap<Box<str>, Vec<Entry>>);

/// A card and the place of a word in it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    card: u32,
    place: Place,
}

impl Words {
    /// Adds a text of a card. Fastest if the places of one card come together,
    /// the best first.
    pub(crate) fn add(&mut self, card: u32, place: Place, text: &str) {
        let folded = fold(text);
        for word in words(&folded) {
            let entry = Entry { card, place };
            match self.0.get_mut(word) {
                Some(entries) => {
                    let known = entries
                        .last()
                        .is_some_and(|it| it.card == card && it.place <= place);
                    if !known {
                        entries.push(entry);
                    }
                }
                None => {
                    self.0.insert(word.into(), vec![entry]);
                }
            }
        }
    }

    /// The relevance of each of `cards` cards, `None` where a word of `query`
    /// is missing; no answer if the query has no words.
    pub(crate) fn search(&self, query: &str, cards: usize) -> Option<Vec<Option<Relevance>>> {
        let folded = fold(query);
        let mut asked: Vec<&str> = Vec::new();
        for word in words(&folded) {
            if !asked.contains(&word) {
                asked.push(word);
            }
        }
        if asked.is_empty() {
            return None;
        }
        let mut total: Vec<Option<Relevance>> = vec![Some(0); cards];
        let mut best: Vec<Relevance> = Vec::new();
        for word in asked {
            best.clear();
            best.resize(cards, Relevance::MAX);
            self.best_of(word, &mut best);
            for (total, best) in total.iter_mut().zip(&best) {
                *total = total
                    .filter(|_| *best < Relevance::MAX)
                    .map(|sum| sum.saturating_add(*best));
            }
        }
        Some(total)
    }

    fn best_of(&self, asked: &str, best: &mut [Relevance]) {
        for (word, entries) in &self.0 {
            if let Some(fit) = fit(word, asked) {
                for entry in entries {
                    let card = &mut best[entry.card as usize];
                    *card = (*card).min(entry.place as Relevance * 3 + fit);
                }
            }
        }
    }
}

/// 0: the whole word, 1: its beginning, 2: inside it.
fn fit(word: &str, asked: &str) -> Option<Relevance> {
    if word.len() < asked.len() {
        return None;
    }
    if word.starts_with(asked) {
        return Some(Relevance::from(word.len() > asked.len()));
    }
    word.contains(asked).then_some(2)
}
