//! Sealed ballots, and which of them count.

use std::collections::BTreeSet;

use ledger::log::Voided;
use wire::{Channel, Hash, PublicKey};

use crate::roll::Roll;

/// What of a ballot's entry decides whether it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    /// In the log, from 0.
    pub(crate) index: u64,
    pub(crate) hash: Hash,
    pub(crate) credential: PublicKey,
    pub(crate) seq: u16,
    pub(crate) channel: Channel,
    pub(crate) commitment: Hash,
    /// The place of its batch in the roll.
    pub(crate) batch: Option<usize>,
}

/// Which ballots count, of those that stand in the first entries of the log.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Their places, in the order of the log.
    pub(crate) counted: Vec<usize>,
    pub(crate) replaced: u64,
    pub(crate) void: u64,
}

/// Void ballots are left out before all else: what one of them had replaced
/// counts again.
pub(crate) fn standing(ballots: &[Sealed], voids: &[Voided], roll: &Roll) -> Standing {
    let (mut hashes, mut credentials, mut batches) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for void in voids {
        match void {
            Voided::Ballot(hash) => drop(hashes.insert(*hash)),
            Voided::Credential(key) => drop(credentials.insert(*key)),
            Voided::Batch(number) => batches.extend(roll.place(*number)),
        }
    }
    let is_void = |it: &Sealed| {
        hashes.contains(&it.hash)
            || credentials.contains(&it.credential)
            || it.batch.is_some_and(|batch| batches.contains(&batch))
    };
    let mut order: Vec<usize> = (0..ballots.len())
        .filter(|at| !is_void(&ballots[*at]))
        .collect();
    let void = ballots.len() - order.len();
    order.sort_unstable_by_key(|at| (ballots[*at].credential, ballots[*at].seq));
    let all = order.len();
    let mut counted: Vec<usize> = order
        .chunk_by(|a, b| ballots[*a].credential == ballots[*b].credential)
        .filter_map(|of_one| of_one.last().copied())
        .collect();
    counted.sort_unstable();
    Standing {
        replaced: (all - counted.len()) as u64,
        void: void as u64,
        counted,
    }
}

/// The first ballot, in the order of the log, whose credential and `seq` an earlier one has.
pub(crate) fn repeated(ballots: &[Sealed]) -> Option<u64> {
    let mut order: Vec<usize> = (0..ballots.len()).collect();
    order.sort_unstable_by_key(|at| (ballots[*at].credential, ballots[*at].seq, *at));
    let same = |two: &&[usize]| {
        let (a, b) = (&ballots[two[0]], &ballots[two[1]]);
        (a.credential, a.seq) == (b.credential, b.seq)
    };
    order
        .windows(2)
        .filter(same)
        .map(|two| ballots[two[1]].index)
        .min()
}
