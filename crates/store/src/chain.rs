//! Which envelopes of a queue were there in time. Pure.

use std::collections::{BTreeMap, BTreeSet};

use wire::Hash;

/// An envelope, as far as the chain goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chained {
    pub(crate) index: u32,
    pub(crate) hash: Hash,
    pub(crate) prev: Hash,
    /// It came while voting was open.
    pub(crate) in_time: bool,
}

/// The indexes of envelopes that were there in time: they came then, or one
/// behind them did, or a head in `heads`; and each of the chain between is
/// known and leads to the next by its hash.
///
/// A hash can't be said before what it is of, so all in front of a hash that
/// was known in time was there in time too, whenever it comes.
pub(crate) fn in_time(envelopes: &BTreeMap<u32, Chained>, heads: &[(u32, Hash)]) -> BTreeSet<u32> {
    let mut proven: BTreeSet<(u32, Hash)> = heads.iter().copied().collect();
    let mut found = BTreeSet::new();
    for it in envelopes.values().rev() {
        if it.in_time || proven.contains(&(it.index, it.hash)) {
            found.insert(it.index);
            proven.insert((it.index.saturating_sub(1), it.prev));
        }
    }
    found
}

/// Whether nothing is missing in front of the last hash that was known in time.
/// `proven` is what [`in_time`] found.
pub(crate) fn is_whole(
    envelopes: &BTreeMap<u32, Chained>,
    heads: &[(u32, Hash)],
    proven: &BTreeSet<u32>,
) -> bool {
    let came = envelopes.values().filter(|it| it.in_time);
    let known = heads.iter().map(|it| it.0).chain(came.map(|it| it.index));
    (1..=known.max().unwrap_or(0)).all(|index| proven.contains(&index))
}

#[cfg(test)]
mod tests {
    use wire::Hex;

    use super::*;

    fn hash(index: u32) -> Hash {
        let mut hash = [7; 32];
        hash[..4].copy_from_slice(&index.to_be_bytes());
        Hex(hash)
    }

    fn queue(known: &[(u32, bool)]) -> BTreeMap<u32, Chained> {
        let chained = |&(index, in_time): &(u32, bool)| Chained {
            index,
            hash: hash(index),
            prev: hash(index - 1),
            in_time,
        };
        known.iter().map(|it| (it.0, chained(it))).collect()
    }

    fn found(known: &[(u32, bool)], heads: &[(u32, Hash)]) -> Vec<u32> {
        in_time(&queue(known), heads).into_iter().collect()
    }

    #[test]
    fn a_head_proves_what_is_in_front_of_it_and_nothing_behind() {
        let all = [1, 2, 3, 4, 5].map(|index| (index, false));
        let none: [u32; 0] = [];
        assert_eq!(found(&all, &[]), none);
        assert_eq!(found(&all, &[(3, hash(3))]), [1, 2, 3]);
        assert_eq!(found(&all, &[(3, hash(9))]), none);
        // A gap ends the proof until it is filled.
        assert_eq!(found(&[all[0], all[2]], &[(3, hash(3))]), [3]);
        assert_eq!(found(&all[..2], &[(3, hash(3))]), none);
    }

    #[test]
    fn an_envelope_that_came_in_time_is_as_good_as_a_head() {
        let some = [(1, false), (2, false), (3, true), (4, false), (6, true)];
        assert_eq!(found(&some, &[]), [1, 2, 3, 6]);
    }

    #[test]
    fn a_queue_is_whole_up_to_the_last_that_was_known_in_time() {
        let whole = |known: &[(u32, bool)], heads: &[(u32, Hash)]| {
            let envelopes = queue(known);
            is_whole(&envelopes, heads, &in_time(&envelopes, heads))
        };
        let all = [1, 2, 3, 4].map(|index| (index, false));
        assert!(whole(&all, &[(3, hash(3))]));
        assert!(whole(&all, &[]));
        // One may not choose what comes: neither from the front nor the end.
        assert!(!whole(&all[1..], &[(3, hash(3))]));
        assert!(!whole(&all[..2], &[(3, hash(3))]));
        assert!(!whole(&all[..2], &[(2, hash(2)), (3, hash(3))]));
        assert!(!whole(&[(2, true)], &[]));
        assert!(whole(&[(1, false), (2, true)], &[]));
        // Nor which of two chains: the last head decides.
        assert!(!whole(&all, &[(2, hash(2)), (4, hash(9))]));
    }

    #[test]
    fn another_chain_proves_nothing() {
        let mut queue = queue(&[(1, false), (2, false)]);
        queue.entry(2).and_modify(|it| it.prev = hash(8));
        let found = in_time(&queue, &[(2, hash(2))]);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [2]);
    }
}
