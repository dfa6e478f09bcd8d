//! The order of cards.

use core::cmp::Ordering;

use wire::Card;

use crate::{distance::metres, fold};

/// How cards are ordered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    /// At random, the same for the same seed: a card's place depends on the
    /// seed and its own number only, so filtering never reshuffles.
    Shuffled(u64),
    /// By name, without case and accents.
    Name,
    /// From near to far of a longitude and latitude in degrees.
    Distance([f64; 2]),
}

/// Puts `hits` (positions in `cards`) in order; ties by ballot number.
pub fn arrange(cards: &[Card], hits: &mut [u32], order: &Order) {
    match *order {
        Order::Shuffled(seed) => by_key(cards, hits, &|card| scatter(seed, card.number.0)),
        // Distances are not negative, so their bits ascend as they do.
        Order::Distance(from) => by_key(cards, hits, &|card| metres(from, card.point).to_bits()),
        Order::Name => {
            let names: Vec<String> = cards.iter().map(|card| fold(&card.name)).collect();
            let number = |at: u32| cards[at as usize].number;
            sort(hits, &mut |a, b| {
                let name = |at: u32| &names[at as usize];
                name(*a).cmp(name(*b)).then(number(*a).cmp(&number(*b)))
            });
        }
    }
}

fn by_key(cards: &[Card], hits: &mut [u32], key: &dyn Fn(&Card) -> u64) {
    let keys: Vec<u64> = cards.iter().map(key).collect();
    let key = |at: u32| (keys[at as usize], cards[at as usize].number);
    sort(hits, &mut |a, b| key(*a).cmp(&key(*b)));
}

/// One sort of one type, however it compares: each further type would be
/// 4 KB more for the browser to fetch.
fn sort(hits: &mut [u32], compare: &mut dyn FnMut(&u32, &u32) -> Ordering) {
    hits.sort_unstable_by(compare);
}

/// A number that looks random, made from both (`SplitMix64`, Steele et al. 2014).
pub(crate) fn scatter(seed: u64, number: u32) -> u64 {
    let mut z = seed
        ^ u64::from(number)
            .wrapping_add(1)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}
