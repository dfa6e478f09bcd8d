//! Hashes of the tree, read out of tiles.

use core::convert::Infallible;
use std::collections::BTreeSet;

use wire::Hash;

use super::{
    merkle::{EMPTY_ROOT, root},
    prove::{Node, ProveError, consistency_proof, inclusion_proof},
    tile::{Tile, TileError, TileKind, decode_hashes},
};

/// Levels of the tree that one level of tiles spans.
const HEIGHT: u8 = 8;

/// Where a perfect subtree lies: the tile, and the first of its hashes and their
/// number there.
fn place(node: Node, size: u64) -> Option<(Tile, usize, usize)> {
    let level = node.level / HEIGHT;
    let count = 1_u64 << (node.level % HEIGHT);
    let first = node.index.checked_mul(count)?;
    let index = first >> HEIGHT;
    let tile = Tile::in_tree(TileKind::Hashes { level }, index, size)?;
    let first = usize::try_from(first & 0xff).ok()?;
    let count = usize::try_from(count).ok()?;
    (first + count <= usize::from(tile.width())).then_some((tile, first, count))
}

/// The hash of a perfect subtree from the hashes of the tile that it lies in, of
/// any width that holds it.
pub fn hash_in_tile(node: Node, hashes: &[Hash]) -> Option<Hash> {
    let count = 1_usize << (node.level % HEIGHT);
    let first = usize::try_from(node.index.checked_mul(count as u64)? & 0xff).ok()?;
    let part = hashes.get(first..first + count)?;
    Some(root(part.iter().copied()))
}

/// The hash of a perfect subtree of the tree of `size` leaves. `read` gives the
/// bytes of tiles as they are in that tree. Nothing is verified.
pub fn read_hash<E: From<TileError>>(
    node: Node,
    size: u64,
    read: impl FnOnce(Tile) -> Result<Vec<u8>, E>,
) -> Result<Hash, E> {
    let (tile, ..) = place(node, size).ok_or(TileError::OutOfRange)?;
    let hashes = decode_hashes(&read(tile)?, tile.width())?;
    Ok(hash_in_tile(node, &hashes).ok_or(TileError::Length)?)
}

/// The tiles that an inclusion proof is made of.
pub fn tiles_of_inclusion(index: u64, size: u64) -> Result<BTreeSet<Tile>, ProveError<Infallible>> {
    let mut tiles = BTreeSet::new();
    inclusion_proof(index, size, |node| Ok(note_tile(&mut tiles, node, size)))?;
    Ok(tiles)
}

/// The tiles that a consistency proof is made of.
pub fn tiles_of_consistency(old: u64, size: u64) -> Result<BTreeSet<Tile>, ProveError<Infallible>> {
    let mut tiles = BTreeSet::new();
    consistency_proof(old, size, |node| Ok(note_tile(&mut tiles, node, size)))?;
    Ok(tiles)
}

fn note_tile(tiles: &mut BTreeSet<Tile>, node: Node, size: u64) -> Hash {
    tiles.extend(place(node, size).map(|(tile, ..)| tile));
    EMPTY_ROOT
}
