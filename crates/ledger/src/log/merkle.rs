//! Merkle tree hashes (RFC 6962, section 2.1, with SHA-256), and the tree's right
//! edge: all that is needed to append.

use wire::{Hash, Hex};

use crate::canonical::sha256;

use super::prove::{Node, perfect_parts};

/// The root of the tree without leaves: SHA-256 of nothing.
pub const EMPTY_ROOT: Hash = Hex([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/// `SHA-256(0x00 | entry)`.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    sha256(&[&[0], entry])
}

/// `SHA-256(0x01 | left | right)`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], &left.0, &right.0])
}

/// The root over these leaf hashes.
pub fn root(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut tree = Frontier::default();
    leaves.into_iter().for_each(|leaf| tree.push(leaf));
    tree.root()
}

/// A tree reduced to the roots of its largest perfect subtrees, at most 64
/// hashes: enough to append leaves and to know the root at each size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// From left to right: one for each bit of the size that is set.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of a tree of `size` leaves whose perfect subtrees `read`
    /// knows.
    pub fn read<E>(size: u64, read: impl FnMut(Node) -> Result<Hash, E>) -> Result<Self, E> {
        let peaks = perfect_parts(0, size).map(read).collect::<Result<_, E>>()?;
        Ok(Self { size, peaks })
    }

    /// Leaves so far.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Each perfect subtree that the new leaf completes.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// The root at the present size.
    pub fn root(&self) -> Hash {
        fold(&self.peaks)
    }
}

/// The root over perfect subtrees that get smaller from left to right.
pub(super) fn fold(peaks: &[Hash]) -> Hash {
    let Some((last, before)) = peaks.split_last() else {
        return EMPTY_ROOT;
    };
    before
        .iter()
        .rev()
        .fold(*last, |right, left| node_hash(left, &right))
}
