//! Proofs that a leaf is in a tree and that a tree grew out of another: made by
//! RFC 6962, sections 2.1.1 and 2.1.2; checked by RFC 9162, sections 2.1.3.2 and
//! 2.1.4.2.

use core::iter;

use thiserror::Error;
use wire::Hash;

use super::merkle::{EMPTY_ROOT, fold, node_hash};

/// A perfect subtree: its leaves are `index * 2^level` up to, without,
/// `(index + 1) * 2^level`. Its hash never changes once it is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// 0 for a leaf, at most 63.
    pub level: u8,
    pub index: u64,
}

/// Why no proof was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProveError<E> {
    #[error("a tree of {size} leaves has no proof for {of}")]
    OutOfRange { of: u64, size: u64 },
    #[error("a hash of the tree could not be read")]
    Read(#[source] E),
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProofError {
    /// No such leaf, or the older tree is larger than the newer.
    #[error("there can't be such a proof for these sizes")]
    OutOfRange,
    #[error("the proof has too many hashes or too few")]
    Length,
    #[error("the proof leads to another root")]
    Root,
}

/// The inclusion proof of the leaf `index` in the tree of `size` leaves, from
/// the leaf's sibling up. `read` gives the hashes of perfect subtrees, all of
/// them within the tree.
pub fn inclusion_proof<E>(
    index: u64,
    size: u64,
    mut read: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProveError<E>> {
    if index >= size {
        return Err(ProveError::OutOfRange { of: index, size });
    }
    let (mut low, mut high) = (0, size);
    let mut proof = Vec::new();
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            proof.push(subtree(middle, high, &mut read)?);
            high = middle;
        } else {
            proof.push(subtree(low, middle, &mut read)?);
            low = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The consistency proof from the tree of `old` leaves to that of `size`; empty
/// where `old` is 0 or `size`.
pub fn consistency_proof<E>(
    old: u64,
    size: u64,
    mut read: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProveError<E>> {
    if old > size {
        return Err(ProveError::OutOfRange { of: old, size });
    }
    let mut proof = Vec::new();
    if old == 0 {
        return Ok(proof);
    }
    let (mut low, mut high) = (0, size);
    while high != old {
        let middle = low + split(high - low);
        if old <= middle {
            proof.push(subtree(middle, high, &mut read)?);
            high = middle;
        } else {
            proof.push(subtree(low, middle, &mut read)?);
            low = middle;
        }
    }
    // Else it is the whole old tree, whose root the verifier has.
    if low != 0 {
        proof.push(subtree(low, high, &mut read)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether the leaf with that hash is number `index` (from 0) of the tree.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange);
    }
    let (mut at, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            climb_over_single_edge(&mut at, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if hash != *root {
        return Err(ProofError::Root);
    }
    Ok(())
}

/// Whether the tree of `size` leaves begins with all leaves of the tree of `old`.
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > size {
        return Err(ProofError::OutOfRange);
    }
    if old == 0 || old == size {
        let expected = if old == 0 { &EMPTY_ROOT } else { root };
        return match proof {
            [] if old_root == expected => Ok(()),
            [] => Err(ProofError::Root),
            _ => Err(ProofError::Length),
        };
    }
    // A perfect old tree is the first hash itself, which the proof leaves out.
    let (seed, rest) = match proof {
        [] => return Err(ProofError::Length),
        rest if old.is_power_of_two() => (old_root, rest),
        [seed, rest @ ..] => (seed, rest),
    };
    let skipped = (old - 1).trailing_ones();
    let (mut at, mut last) = ((old - 1) >> skipped, (size - 1) >> skipped);
    let (mut old_hash, mut hash) = (*seed, *seed);
    for sibling in rest {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            old_hash = node_hash(sibling, &old_hash);
            hash = node_hash(sibling, &hash);
            climb_over_single_edge(&mut at, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if old_hash != *old_root || hash != *root {
        return Err(ProofError::Root);
    }
    Ok(())
}

/// On the right edge a node without a right sibling is its own parent.
fn climb_over_single_edge(at: &mut u64, last: &mut u64) {
    while *at & 1 == 0 && *at != 0 {
        *at >>= 1;
        *last >>= 1;
    }
}

/// The perfect subtrees of the leaves from `low` to `high`, largest first. `low`
/// has to be a multiple of the largest: so it is wherever a tree is split.
pub(super) fn perfect_parts(low: u64, high: u64) -> impl Iterator<Item = Node> {
    let mut low = low;
    iter::from_fn(move || {
        let level = (high - low).checked_ilog2()?;
        let node = Node {
            level: u8::try_from(level).ok()?,
            index: low >> level,
        };
        low += 1 << level;
        Some(node)
    })
}

fn subtree<E>(
    low: u64,
    high: u64,
    read: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Hash, ProveError<E>> {
    let parts = perfect_parts(low, high).map(read);
    let parts = parts.collect::<Result<Vec<_>, E>>();
    Ok(fold(&parts.map_err(ProveError::Read)?))
}

/// The largest power of two below `size`, which is at least 2.
const fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}
