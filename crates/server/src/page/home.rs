//! Map and board: the first thing that anyone sees.

use catalogue::{Order, arrange};
use maud::{Markup, html};
use wire::Card;

use super::{card, language::Language, map};
use crate::snapshot::Snapshot;

/// As many as fill a phone's screen and a half.
const FIRST: usize = 8;
/// More than this is no list to read, and no page to send.
const MOST: usize = 300;

/// Map, then the first cards.
pub(super) fn home(snapshot: &Snapshot, language: &Language) -> Markup {
    let cards = shuffled(snapshot);
    let shown = &cards[..cards.len().min(FIRST)];
    html! {
        section.c-map aria-label=(language.text("map.title")) {
            (map::drawing(snapshot, language, &cards[..cards.len().min(MOST)]))
        }
        (list(snapshot, language, shown))
        p { a href=(language.link("/board")) { (language.text("board.all")) } }
    }
}

/// All cards, as far as a page can carry them.
pub(super) fn board(snapshot: &Snapshot, language: &Language) -> Markup {
    let cards = shuffled(snapshot);
    list(snapshot, language, &cards[..cards.len().min(MOST)])
}

fn list(snapshot: &Snapshot, language: &Language, cards: &[Card]) -> Markup {
    let total = u64::try_from(snapshot.cards().len()).unwrap_or(u64::MAX);
    html! {
        section.c-board aria-labelledby="board-title" {
            h1.c-board__title id="board-title" { (language.text("board.title")) }
            p.c-board__count { (language.count("board.count", total)) }
            ul.c-board__list {
                @for one in cards { (card::card(snapshot, language, one)) }
            }
        }
    }
}

/// Not by number: nobody shall always come first. The app shuffles for each
/// visitor; without it, each revision of the contents has an order of its own.
fn shuffled(snapshot: &Snapshot) -> Vec<Card> {
    let cards = snapshot.cards();
    let mut order: Vec<u32> = (0..).zip(cards).map(|(at, _)| at).collect();
    let seed = snapshot.revision() ^ snapshot.made_at.timestamp().unsigned_abs();
    arrange(cards, &mut order, &Order::Shuffled(seed));
    order.iter().map(|at| cards[*at as usize].clone()).collect()
}
