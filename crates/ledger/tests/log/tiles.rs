//! Tiles: the same bytes as `tlog_tiles`, an implementation of others.

use std::collections::{BTreeMap, BTreeSet};

use ledger::log::{
    Edge, Node, Tile, TileError, TileKind, consistency_proof, decode_bundle, decode_hashes,
    encode_bundle, encode_hashes, hash_in_tile, inclusion_proof, new_bundles, new_tiles, read_hash,
    tiles_of_consistency, tiles_of_inclusion,
};
use tlog_tiles::stored_hash_index;
use wire::Hash;

use crate::{
    chance::Chance,
    tree::{Tree, leaf, mth},
};

/// tlog-tiles, "Partial Tiles".
#[test]
fn the_examples_of_the_tiles() {
    let count = |level, is_full, size| {
        let kind = TileKind::Hashes { level };
        new_tiles(0, size)
            .filter(|it| it.kind() == kind && it.is_full() == is_full)
            .count()
    };
    assert_eq!((count(0, true, 70_000), count(0, false, 70_000)), (273, 1));
    assert_eq!((count(1, true, 70_000), count(1, false, 70_000)), (1, 1));
    assert_eq!((count(2, true, 70_000), count(2, false, 70_000)), (0, 1));
    let paths = |old, size| {
        let hashes = new_tiles(old, size).map(|it| it.to_string());
        let bundles = new_bundles(old, size).map(|it| it.to_string());
        hashes.chain(bundles).collect::<Vec<_>>()
    };
    assert_eq!(paths(0, 0), [""; 0]);
    assert_eq!(paths(256, 256), [""; 0]);
    assert_eq!(
        paths(0, 256),
        ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]
    );
    assert_eq!(
        paths(255, 257),
        [
            "tile/0/000",
            "tile/0/001.p/1",
            "tile/1/000.p/1",
            "tile/entries/000",
            "tile/entries/001.p/1"
        ]
    );
    let far = Tile::in_tree(TileKind::Entries, 1_234_067, u64::MAX).unwrap();
    assert_eq!(far.to_string(), "tile/entries/x001/x234/067");
    assert_eq!(far.index(), 1_234_067);
    for (index, size) in [(0, 0), (1, 256), (2, 300)] {
        assert_eq!(Tile::in_tree(TileKind::Entries, index, size), None);
    }
}

#[test]
fn ten_thousand_growths_make_the_tiles_of_the_other_implementation() {
    let mut chance = Chance(2);
    for _ in 0..10_000 {
        let old = chance.between(0, 1 << 40);
        let size = old + chance.between(0, 2_000);
        let expected = tlog_tiles::Tile::new_tiles(8, old, size);
        let expected = expected.iter().map(|it| it.path().replacen("/8", "", 1));
        let made: Vec<Tile> = new_tiles(old, size).collect();
        let paths: Vec<String> = made.iter().map(Tile::to_string).collect();
        assert_eq!(paths, expected.collect::<Vec<_>>(), "{old} to {size}");
        for (tile, path) in made.iter().zip(&paths) {
            assert_eq!(path.parse(), Ok(*tile));
        }
    }
}

#[test]
fn a_tile_has_one_path() {
    for path in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/00/000",
        "tile/+1/000",
        "tile/64/000",
        "tile/256/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/x000",
        "tile/0/x000/001",
        "tile/0/001/001",
        "tile/0/x001/x001",
        "tile/0/xx001/001",
        "tile/0/+01",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/",
        "tile/0/000.p/1/",
        "/tile/0/000",
        "tile/entries/x018/x446/x744/x073/x709/x551/616",
        "tile/entries/x999/x018/x446/x744/x073/x709/x551/616",
    ] {
        assert_eq!(path.parse::<Tile>(), Err(TileError::Path), "{path}");
    }
    for path in [
        "tile/63/x018/x446/x744/x073/x709/x551/615.p/255",
        "tile/entries/000",
    ] {
        assert_eq!(path.parse::<Tile>().unwrap().to_string(), path);
    }
}

type Store = BTreeMap<Tile, Vec<u8>>;

fn read(store: &Store) -> impl Fn(Tile) -> Result<Vec<u8>, TileError> {
    |tile| store.get(&tile).cloned().ok_or(TileError::OutOfRange)
}

/// A log that grows in batches: its tiles, and proofs out of nothing else.
#[test]
fn a_log_in_tiles() {
    const MOST: u64 = 70_000;
    let tree = Tree::new(MOST);
    let mut chance = Chance(3);
    let (mut edge, mut store) = (Edge::default(), Store::new());
    while edge.size() < MOST {
        let old = edge.size();
        let size = (old + chance.between(1, 9_000)).min(MOST);
        let tiles = edge.append((old..size).map(leaf));
        assert_eq!(edge.root(), tree.root(size));
        let names: Vec<Tile> = tiles.iter().map(|(tile, _)| *tile).collect();
        assert_eq!(names, new_tiles(old, size).collect::<Vec<_>>());
        for (tile, bytes) in &tiles {
            let path = tile.to_string().replacen("tile", "tile/8", 1);
            let expected = tlog_tiles::Tile::from_path(&path).unwrap();
            assert_eq!(*bytes, expected.read_data(&tree).unwrap(), "{tile}");
        }
        store.extend(tiles);
        assert_eq!(Edge::read(size, read(&store)), Ok(edge.clone()));

        let by_tiles = |node| read_hash(node, size, read(&store));
        for _ in 0..3 {
            let index = chance.below(size);
            let proof = inclusion_proof(index, size, by_tiles).unwrap();
            assert_eq!(proof, inclusion_proof(index, size, tree.read()).unwrap());
            let needed = tiles_of_inclusion(index, size).unwrap();
            assert!(needed.iter().all(|it| store.contains_key(it)));
            let few = |node| read_hash(node, size, |it| read(&store)(*needed.get(&it).unwrap()));
            assert_eq!(inclusion_proof(index, size, few), Ok(proof));

            let before = chance.between(1, size);
            let proof = consistency_proof(before, size, by_tiles).unwrap();
            assert_eq!(proof, consistency_proof(before, size, tree.read()).unwrap());
            let needed = tiles_of_consistency(before, size).unwrap();
            assert!(needed.is_subset(&new_tiles(0, size).collect::<BTreeSet<_>>()));
            let few = |node| read_hash(node, size, |it| read(&store)(*needed.get(&it).unwrap()));
            assert_eq!(consistency_proof(before, size, few), Ok(proof));
        }
    }
    // What is stored under an index there is stored there here.
    for _ in 0..1_000 {
        let level = u8::try_from(chance.below(17)).unwrap();
        let index = chance.below(MOST >> level);
        let tile = tlog_tiles::Tile::from_index(8, stored_hash_index(level, index));
        let kind = TileKind::Hashes {
            level: tile.level(),
        };
        let wide = Tile::in_tree(kind, tile.level_index(), MOST).unwrap();
        let hashes = decode_hashes(&store[&wide], wide.width()).unwrap();
        let node = Node { level, index };
        assert_eq!(hash_in_tile(node, &hashes), Some(tree.hash(node)));
    }
}

#[test]
fn bytes_of_another_length_are_no_tile() {
    let hashes: Vec<Hash> = (0..5).map(leaf).collect();
    let bytes = encode_hashes(&hashes);
    assert_eq!(decode_hashes(&bytes, 5), Ok(hashes.clone()));
    assert_eq!(decode_hashes(&bytes, 4), Err(TileError::Length));
    assert_eq!(decode_hashes(&bytes[1..], 5), Err(TileError::Length));
    let out_of = |level, index| hash_in_tile(Node { level, index }, &hashes);
    assert_eq!(out_of(2, 0), Some(mth(&hashes[..4])));
    assert_eq!(out_of(2, 1), None);
    assert_eq!(out_of(0, u64::MAX), None);
    assert_eq!(out_of(63, u64::MAX), None);
    let nothing = |_| Ok::<_, TileError>(Vec::new());
    for (level, index, size) in [(0, 5, 5), (1, 2, 5), (255, 0, 5), (63, 1, u64::MAX)] {
        let read = read_hash(Node { level, index }, size, nothing);
        assert_eq!(read, Err(TileError::OutOfRange));
    }
    let read = read_hash(Node { level: 0, index: 0 }, 5, nothing);
    assert_eq!(read, Err(TileError::Length));
}

#[test]
fn bundles_come_back() {
    let long = vec![7; usize::from(u16::MAX)];
    let entries: [&[u8]; 3] = [b"", b"\x01\x02", &long];
    let bytes = encode_bundle(entries).unwrap();
    assert_eq!(bytes[..6], [0, 0, 0, 2, 1, 2]);
    assert_eq!(decode_bundle(&bytes, 3), Ok(entries.to_vec()));
    assert_eq!(decode_bundle(&bytes, 2), Err(TileError::Length));
    assert_eq!(decode_bundle(&bytes, 4), Err(TileError::Length));
    assert_eq!(
        decode_bundle(&bytes[..bytes.len() - 1], 3),
        Err(TileError::Length)
    );
    assert_eq!(decode_bundle(&[], 0), Ok(Vec::new()));
    let longer = vec![7; 65_536];
    assert_eq!(encode_bundle([&longer[..]]), Err(TileError::EntryTooLong));
}
