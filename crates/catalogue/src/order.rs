//! The order of cards.

use wire::{BallotNumber, Card};

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
        Order::Shuffled(seed) => sort(cards, hits, |card| scatter(seed, card.number.0)),
        // Distances are not negative, so their bits ascend as they do.
        Order::Distance(from) => sort(cards, hits, |card| metres(from, card.point).to_bits()),
        Order::Name => sort(cards, hits, |card| fold(&card.name)),
    }
}

fn sort<K: Ord>(cards: &[Card], hits: &mut [u32], key: impl Fn(&Card) -> K) {
    let mut keyed: Vec<(K, BallotNumber, u32)> = hits
        .iter()
        .map(|hit| {
            let card = &cards[*hit as usize];
            (key(card), card.number, *hit)
        })
        .collect();
    keyed.sort_unstable();
    for (hit, (_, _, sorted)) in hits.iter_mut().zip(keyed) {
        *hit = sorted;
    }
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
