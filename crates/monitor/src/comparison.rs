//! Whether one of two checkpoints continues the other, by the log's tiles.

use std::collections::{BTreeMap, BTreeSet};

use ledger::log::{
    Checkpoint, Tile, TileError, consistency_proof, decode_hashes, read_hash, tiles_of_consistency,
    verify_consistency,
};

use crate::Finding;

/// Two checkpoints under comparison.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    small: Checkpoint,
    large: Checkpoint,
    /// The log has shown less than before.
    is_shorter: bool,
    missing: BTreeSet<Tile>,
    tiles: BTreeMap<Tile, Vec<u8>>,
}

impl Comparison {
    pub(crate) fn new(before: Checkpoint, now: Checkpoint) -> Self {
        let is_shorter = now.size() < before.size();
        let (small, large) = if is_shorter {
            (now, before)
        } else {
            (before, now)
        };
        Self {
            // The smaller size is never above the larger: there are always such tiles.
            missing: tiles_of_consistency(small.size(), large.size()).unwrap_or_default(),
            small,
            large,
            is_shorter,
            tiles: BTreeMap::new(),
        }
    }

    /// The next tile to read.
    pub(crate) fn want(&self) -> Option<Tile> {
        self.missing.first().copied()
    }

    pub(crate) fn give(&mut self, status: u16, body: &[u8]) -> Result<(), Finding> {
        let Some(tile) = self.missing.pop_first() else {
            return Ok(());
        };
        match status {
            200 if decode_hashes(body, tile.width()).is_ok() => {
                self.tiles.insert(tile, body.to_vec());
                Ok(())
            }
            // It does not have what it has once signed.
            404 if self.is_shorter => Err(Finding::Forked),
            200 | 404 => Err(Finding::Garbled),
            _ => Err(Finding::Unreachable),
        }
    }

    /// Once all tiles are there.
    pub(crate) fn is_consistent(&self) -> bool {
        let (small, large) = (&self.small, &self.large);
        let read = |tile| self.tiles.get(&tile).cloned().ok_or(TileError::OutOfRange);
        consistency_proof(small.size(), large.size(), |node| {
            read_hash(node, large.size(), read)
        })
        .is_ok_and(|proof| {
            let (old, new) = (small.root(), large.root());
            verify_consistency(small.size(), &old, large.size(), &new, &proof).is_ok()
        })
    }
}
