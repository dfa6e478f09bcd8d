//! Tiles: the tree and its entries as files that never change (C2SP tlog-tiles).

use core::{fmt, str::FromStr};

use thiserror::Error;
use wire::{Hash, Hex};

use super::lines;

/// Hashes of a full tile, entries of a full bundle.
pub const TILE_WIDTH: u16 = 256;
/// Longest entry of a bundle, in bytes.
pub const MAX_ENTRY: usize = u16::MAX as usize;

const WIDTH: u64 = TILE_WIDTH as u64;
const MAX_LEVEL: u8 = 63;
/// Levels with hashes in a tree of up to `2^64 - 1` leaves.
const LEVELS: u8 = 8;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileKind {
    /// Log entries.
    Entries,
    /// Hashes of perfect subtrees of `256^level` leaves.
    Hashes { level: u8 },
}

/// The name of a tile: 256 hashes or entries, or fewer at the right edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    kind: TileKind,
    index: u64,
    width: u16,
}

/// Why there is no such tile, or not in these bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TileError {
    #[error("not the path of a tile")]
    Path,
    #[error("the tree has no such hash")]
    OutOfRange,
    #[error("the tile has another length")]
    Length,
    #[error("an entry has at most {MAX_ENTRY} bytes")]
    EntryTooLong,
}

impl Tile {
    /// The tile with this index (from 0) as it is in a tree of `size` leaves.
    pub fn in_tree(kind: TileKind, index: u64, size: u64) -> Option<Self> {
        let before = index.checked_mul(WIDTH)?;
        let width = held(kind, size).checked_sub(before)?.min(WIDTH);
        let width = u16::try_from(width).ok().filter(|it| *it > 0)?;
        Some(Self { kind, index, width })
    }

    pub const fn kind(&self) -> TileKind {
        self.kind
    }

    /// From 0, on its level.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// Hashes or entries in it, 1 to 256.
    pub const fn width(&self) -> u16 {
        self.width
    }

    pub const fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }
}

impl fmt::Display for Tile {
    /// The path below the log's prefix: `tile/0/x001/234.p/5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Entries => f.write_str("tile/entries")?,
            TileKind::Hashes { level } => write!(f, "tile/{level}")?,
        }
        // At most 20 digits: seven groups of three.
        let mut divisor = 1000_u64.pow(6);
        while divisor > 1 {
            if self.index >= divisor {
                write!(f, "/x{:03}", self.index / divisor % 1000)?;
            }
            divisor /= 1000;
        }
        write!(f, "/{:03}", self.index % 1000)?;
        if !self.is_full() {
            write!(f, ".p/{}", self.width)?;
        }
        Ok(())
    }
}

impl FromStr for Tile {
    type Err = TileError;

    fn from_str(path: &str) -> Result<Self, TileError> {
        let tile = read_path(path).ok_or(TileError::Path)?;
        // No other spelling of the same tile.
        if tile.to_string() != path {
            return Err(TileError::Path);
        }
        Ok(tile)
    }
}

fn read_path(path: &str) -> Option<Tile> {
    let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let kind = if kind == "entries" {
        TileKind::Entries
    } else {
        let level = u8::try_from(lines::number(kind)?).ok()?;
        TileKind::Hashes {
            level: Some(level).filter(|it| *it <= MAX_LEVEL)?,
        }
    };
    let (digits, width) = match rest.split_once(".p/") {
        Some((digits, width)) => {
            let width = u16::try_from(lines::number(width)?).ok()?;
            (
                digits,
                Some(width).filter(|it| (1..TILE_WIDTH).contains(it))?,
            )
        }
        None => (rest, TILE_WIDTH),
    };
    let mut index = 0_u64;
    for group in digits.split('/') {
        let group = group.strip_prefix('x').unwrap_or(group);
        let is_group = group.len() == 3 && group.bytes().all(|it| it.is_ascii_digit());
        let group: u64 = is_group.then(|| group.parse().ok())??;
        index = index.checked_mul(1000)?.checked_add(group)?;
    }
    Some(Tile { kind, index, width })
}

/// The tiles with hashes that a tree of `size` leaves has and one of `old` does
/// not, or only narrower ones: level by level, from left to right. From 0 these
/// are all of the tree.
pub fn new_tiles(old: u64, size: u64) -> impl Iterator<Item = Tile> {
    (0..LEVELS).flat_map(move |level| new_of(TileKind::Hashes { level }, old, size))
}

/// The same for bundles of entries.
pub fn new_bundles(old: u64, size: u64) -> impl Iterator<Item = Tile> {
    new_of(TileKind::Entries, old, size)
}

fn new_of(kind: TileKind, old: u64, size: u64) -> impl Iterator<Item = Tile> {
    let (old, new) = (held(kind, old), held(kind, size));
    let first = old / WIDTH;
    let end = if old < new {
        new.div_ceil(WIDTH)
    } else {
        first
    };
    (first..end).filter_map(move |index| Tile::in_tree(kind, index, size))
}

/// Hashes or entries of that kind in the whole tree.
fn held(kind: TileKind, size: u64) -> u64 {
    match kind {
        TileKind::Entries => size,
        TileKind::Hashes { level } => size.checked_shr(8 * u32::from(level)).unwrap_or(0),
    }
}

/// A tile's bytes: 32 for each hash.
pub fn encode_hashes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|it| it.0).collect()
}

/// The hashes of a tile that is `width` wide.
pub fn decode_hashes(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    let (hashes, rest) = bytes.as_chunks();
    if !rest.is_empty() || hashes.len() != usize::from(width) {
        return Err(TileError::Length);
    }
    Ok(hashes.iter().map(|it| Hex(*it)).collect())
}

/// A bundle's bytes: for each entry `u16` length, big endian, and the entry.
pub fn encode_bundle<'a>(
    entries: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, TileError> {
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| TileError::EntryTooLong)?;
        bytes.extend(length.to_be_bytes());
        bytes.extend(entry);
    }
    Ok(bytes)
}

/// The entries of a bundle that is `width` wide.
pub fn decode_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, TileError> {
    let mut entries = Vec::with_capacity(usize::from(width.min(TILE_WIDTH)));
    let mut rest = bytes;
    for _ in 0..width {
        let (length, tail) = rest.split_first_chunk().ok_or(TileError::Length)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, tail) = tail.split_at_checked(length).ok_or(TileError::Length)?;
        entries.push(entry);
        rest = tail;
    }
    if !rest.is_empty() {
        return Err(TileError::Length);
    }
    Ok(entries)
}
