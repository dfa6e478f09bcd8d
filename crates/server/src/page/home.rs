//! Map and board: the first thing that anyone sees.

use catalogue::{Order, arrange};
use maud::{Markup, html};
use voting::Gate;
use wire::Card;

use super::{card, format, language::Language, map, phase};
use crate::snapshot::Snapshot;

/// As many as fill a phone's screen and a half.
const FIRST: usize = 8;
/// More than this is no list to read, and no page to send.
const MOST: usize = 300;

/// How much of the screen the board has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Half,
    Full,
}

/// The map, then the first cards, or all of them where the board is asked for.
pub(super) fn floor(snapshot: &Snapshot, language: &Language, stop: Stop, seed: u32) -> Markup {
    let cards = shuffled(snapshot, seed);
    let cards = &cards[..cards.len().min(MOST)];
    let (word, shown) = match stop {
        Stop::Half => ("half", &cards[..cards.len().min(FIRST)]),
        Stop::Full => ("full", cards),
    };
    html! {
        div.c-floor {
            section.c-floor__map aria-label=(language.text("map.label")) {
                (map::drawing(snapshot, language, cards))
            }
            div.c-sheet data-stop=(word) {
                div.c-sheet__content { (board(snapshot, language, shown)) }
            }
        }
    }
}

fn board(snapshot: &Snapshot, language: &Language, cards: &[Card]) -> Markup {
    let edition = snapshot.edition();
    let title = language.text(match snapshot.gate() {
        Gate::Open => "board.title_open",
        Gate::NotYet => "board.title_not_yet",
        Gate::Over => "board.title_over",
    });
    let days = format::days(edition.starts_on, edition.ends_on, language);
    let total = snapshot.cards().len();
    html! {
        section.c-board aria-label=(language.text("board.label")) {
            div.c-board__head {
                h1.c-board__title { (title) }
                p.c-board__event { (days) " · " (edition.venue) }
                (phase::line(snapshot, language))
            }
            p.c-board__count { (language.count("board.count", format::whole(total))) }
            ul.c-cards {
                @for one in cards { (card::card(snapshot, language, one)) }
            }
            @if cards.len() < total {
                p { a.c-button.c-board__more href=(language.link("/board")) { (language.text("board.more")) } }
            }
        }
    }
}

/// Not by number: nobody shall always come first. The app begins with the
/// order of the page, so that nothing moves when it takes over.
fn shuffled(snapshot: &Snapshot, seed: u32) -> Vec<Card> {
    let cards = snapshot.cards();
    let mut order: Vec<u32> = (0..).zip(cards).map(|(at, _)| at).collect();
    arrange(cards, &mut order, &Order::Shuffled(u64::from(seed)));
    order.iter().map(|at| cards[*at as usize].clone()).collect()
}
