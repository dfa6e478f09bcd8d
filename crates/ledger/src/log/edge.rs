//! The right edge of the tree in tiles: what a log keeps in memory to append.

use wire::Hash;

use super::{
    merkle::{fold, root},
    tile::{TILE_WIDTH, Tile, TileError, TileKind, decode_hashes, encode_hashes, new_tiles},
};

/// The partial tiles of a tree, fewer than 256 hashes on each level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    /// The edge of a tree of `size` leaves; `read` gives the bytes of its
    /// partial tiles. Compare [`Edge::root`] with the checkpoint.
    pub fn read<E: From<TileError>>(
        size: u64,
        mut read: impl FnMut(Tile) -> Result<Vec<u8>, E>,
    ) -> Result<Self, E> {
        let mut levels = Vec::new();
        let (mut level, mut held) = (0, size);
        while held > 0 {
            let index = held / u64::from(TILE_WIDTH);
            let tile = Tile::in_tree(TileKind::Hashes { level }, index, size);
            levels.push(match tile {
                Some(tile) => decode_hashes(&read(tile)?, tile.width())?,
                None => Vec::new(),
            });
            held = index;
            level += 1;
        }
        Ok(Self { size, levels })
    }

    /// Leaves so far.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root at the present size.
    pub fn root(&self) -> Hash {
        let mut peaks = Vec::new();
        for tile in self.levels.iter().rev() {
            let mut rest = &tile[..];
            while let Some(height) = rest.len().checked_ilog2() {
                let (perfect, tail) = rest.split_at(1 << height);
                peaks.push(root(perfect.iter().copied()));
                rest = tail;
            }
        }
        fold(&peaks)
    }

    /// Appends leaf hashes. What comes back is to be stored before a checkpoint
    /// of the new size is signed: exactly [`new_tiles`], with their bytes.
    pub fn append(&mut self, leaves: impl IntoIterator<Item = Hash>) -> Vec<(Tile, Vec<u8>)> {
        let old = self.size;
        let mut tiles = Vec::new();
        for leaf in leaves {
            self.push(leaf, &mut tiles);
        }
        for tile in new_tiles(old, self.size).filter(|it| !it.is_full()) {
            if let TileKind::Hashes { level } = tile.kind() {
                let hashes = self.levels.get(usize::from(level));
                tiles.extend(hashes.map(|it| (tile, encode_hashes(it))));
            }
        }
        // Full tiles came in the order of their last leaves.
        tiles.sort_unstable_by_key(|(tile, _)| *tile);
        tiles
    }

    fn push(&mut self, leaf: Hash, full: &mut Vec<(Tile, Vec<u8>)>) {
        self.size = self.size.saturating_add(1);
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() <= usize::from(level) {
                self.levels.push(Vec::new());
            }
            let Some(hashes) = self.levels.get_mut(usize::from(level)) else {
                return;
            };
            hashes.push(hash);
            if hashes.len() < usize::from(TILE_WIDTH) {
                return;
            }
            hash = root(hashes.iter().copied());
            let held = self.size >> (8 * u32::from(level));
            let index = held / u64::from(TILE_WIDTH) - 1;
            let kind = TileKind::Hashes { level };
            full.extend(
                Tile::in_tree(kind, index, self.size).map(|tile| (tile, encode_hashes(hashes))),
            );
            hashes.clear();
        }
    }
}
