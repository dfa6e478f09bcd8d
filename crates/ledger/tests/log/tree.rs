//! A tree with all its hashes, for us and for `tlog_tiles`.

use std::convert::Infallible;

use ledger::log::{EMPTY_ROOT, Frontier, Node, leaf_hash, node_hash};
use tlog_tiles::HashReader;
use wire::Hash;

pub fn leaf(index: u64) -> Hash {
    leaf_hash(&index.to_be_bytes())
}

/// All hashes of perfect subtrees, by level.
pub struct Tree(Vec<Vec<Hash>>);

impl Tree {
    pub fn new(size: u64) -> Self {
        let mut levels = vec![(0..size).map(leaf).collect::<Vec<_>>()];
        while levels.last().unwrap().len() > 1 {
            let (pairs, _) = levels.last().unwrap().as_chunks::<2>();
            levels.push(pairs.iter().map(|[a, b]| node_hash(a, b)).collect());
        }
        Self(levels)
    }

    pub fn hash(&self, node: Node) -> Hash {
        self.0[usize::from(node.level)][usize::try_from(node.index).unwrap()]
    }

    pub fn read(&self) -> impl FnMut(Node) -> Result<Hash, Infallible> {
        |node| Ok(self.hash(node))
    }

    pub fn root(&self, size: u64) -> Hash {
        Frontier::read(size, self.read()).unwrap().root()
    }
}

/// The same tree for the other implementation.
impl HashReader for Tree {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let read = |index: &u64| {
            let (level, index) = tlog_tiles::split_stored_hash_index(*index);
            tlog_tiles::Hash(self.hash(Node { level, index }).0)
        };
        Ok(indexes.iter().map(read).collect())
    }
}

/// RFC 6962, section 2.1, as it is written.
pub fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => EMPTY_ROOT,
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&mth(left), &mth(right))
        }
    }
}
