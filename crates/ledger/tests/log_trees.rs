//! Trees, proofs and tiles: RFC 6962 by its text, and the same bytes as
//! `tlog_tiles`, an implementation of others.

#![allow(clippy::unwrap_used)]

mod chance;

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

use chance::Chance;
use ledger::log::{
    EMPTY_ROOT, Edge, Frontier, Node, ProofError, ProveError, Tile, TileError, TileKind,
    consistency_proof, decode_bundle, decode_hashes, encode_bundle, encode_hashes, hash_in_tile,
    inclusion_proof, leaf_hash, new_bundles, new_tiles, node_hash, read_hash, root,
    tiles_of_consistency, tiles_of_inclusion, verify_consistency, verify_inclusion,
};
use tlog_tiles::{HashReader, stored_hash_index};
use wire::{Hash, Hex};

fn leaf(index: u64) -> Hash {
    leaf_hash(&index.to_be_bytes())
}

/// All hashes of perfect subtrees, by level.
struct Tree(Vec<Vec<Hash>>);

impl Tree {
    fn new(size: u64) -> Self {
        let mut levels = vec![(0..size).map(leaf).collect::<Vec<_>>()];
        while levels.last().unwrap().len() > 1 {
            let (pairs, _) = levels.last().unwrap().as_chunks::<2>();
            levels.push(pairs.iter().map(|[a, b]| node_hash(a, b)).collect());
        }
        Self(levels)
    }

    fn hash(&self, node: Node) -> Hash {
        self.0[usize::from(node.level)][usize::try_from(node.index).unwrap()]
    }

    fn read(&self) -> impl FnMut(Node) -> Result<Hash, Infallible> {
        |node| Ok(self.hash(node))
    }

    fn root(&self, size: u64) -> Hash {
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

fn theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(hash.0)
}

fn ours(proof: Vec<tlog_tiles::Hash>) -> Vec<Hash> {
    proof.into_iter().map(|it| Hex(it.0)).collect()
}

/// RFC 6962, section 2.1, as it is written.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => EMPTY_ROOT,
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&mth(left), &mth(right))
        }
    }
}

/// Section 2.1.1.
fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let half = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(half);
    let (mut proof, other) = if index < half {
        (path(index, left), mth(right))
    } else {
        (path(index - half, right), mth(left))
    };
    proof.push(other);
    proof
}

/// Section 2.1.2.
fn subproof(old: usize, leaves: &[Hash], is_known: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if is_known {
            Vec::new()
        } else {
            vec![mth(leaves)]
        };
    }
    let half = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(half);
    let (mut proof, other) = if old <= half {
        (subproof(old, left, is_known), mth(right))
    } else {
        (subproof(old - half, right, false), mth(left))
    };
    proof.push(other);
    proof
}

/// The test data of the Certificate Transparency project for RFC 6962.
#[test]
fn the_vectors_of_certificate_transparency() {
    let leaves: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut tree = Frontier::default();
    for (size, expected) in roots.iter().enumerate() {
        assert_eq!(tree.root().to_string(), *expected, "{size}");
        if let Some(entry) = leaves.get(size) {
            tree.push(leaf_hash(entry));
        }
    }
}

/// Every leaf and every pair of sizes of small trees.
#[test]
fn small_trees_are_those_of_the_rfc() {
    const MOST: usize = 40;
    let leaves: Vec<Hash> = (0..MOST as u64).map(leaf).collect();
    let tree = Tree::new(MOST as u64);
    for size in 0..=MOST {
        let now = &leaves[..size];
        let root_now = root(now.iter().copied());
        assert_eq!(root_now, mth(now));
        assert_eq!(tree.root(size as u64), root_now);
        for (index, leaf) in now.iter().enumerate() {
            let (at, of) = (index as u64, size as u64);
            let proof = inclusion_proof(at, of, tree.read()).unwrap();
            assert_eq!(proof, path(index, now), "{index} of {size}");
            assert_eq!(verify_inclusion(leaf, at, of, &proof, &root_now), Ok(()));
        }
        for old in 0..=size {
            let (from, to) = (old as u64, size as u64);
            let proof = consistency_proof(from, to, tree.read()).unwrap();
            if old > 0 {
                assert_eq!(proof, subproof(old, now, true), "{old} to {size}");
            }
            let before = mth(&leaves[..old]);
            assert_eq!(
                verify_consistency(from, &before, to, &root_now, &proof),
                Ok(())
            );
        }
    }
}

/// Changes one thing of a proof.
fn spoil(chance: &mut Chance, proof: &[Hash]) -> Vec<Hash> {
    let mut wrong = proof.to_vec();
    match (chance.below(4), proof.len()) {
        (0, _) | (_, 0) => wrong.insert(chance.place(proof.len() + 1), Hex([7; 32])),
        (1, length) => drop(wrong.remove(chance.place(length))),
        (2, length) if length > 1 => wrong.swap(0, 1 + chance.place(length - 1)),
        (_, length) => {
            wrong[chance.place(length)].0[chance.place(32)] ^= 1 << chance.below(8);
        }
    }
    wrong
}

#[test]
fn ten_thousand_proofs_are_those_of_the_other_implementation() {
    const MOST: u64 = 70_000;
    let tree = Tree::new(MOST);
    let mut chance = Chance(1);
    for _ in 0..10_000 {
        let size = chance.between(1, MOST);
        let (index, old) = (chance.below(size), chance.between(1, size));
        let (root, before) = (tree.root(size), tree.root(old));
        assert_eq!(theirs(root), tlog_tiles::tree_hash(size, &tree).unwrap());

        let proof = inclusion_proof(index, size, tree.read()).unwrap();
        let their_proof = tlog_tiles::prove_record(size, index, &tree).unwrap();
        assert_eq!(proof, ours(their_proof), "{index} of {size}");
        let check = |proof: &[Hash]| verify_inclusion(&leaf(index), index, size, proof, &root);
        assert_eq!(check(&proof), Ok(()));
        assert!(check(&spoil(&mut chance, &proof)).is_err());
        let other = (index + 1 + chance.below(size)) % size;
        let moved = verify_inclusion(&leaf(index), other, size, &proof, &root);
        assert_eq!(
            moved.is_ok(),
            other == index,
            "{index} as {other} of {size}"
        );

        let proof = consistency_proof(old, size, tree.read()).unwrap();
        let their_proof = tlog_tiles::prove_tree(size, old, &tree).unwrap();
        assert_eq!(proof, ours(their_proof), "{old} to {size}");
        let check = |proof: &[Hash]| verify_consistency(old, &before, size, &root, proof);
        assert_eq!(check(&proof), Ok(()));
        assert!(check(&spoil(&mut chance, &proof)).is_err());
        let forged = Hex([9; 32]);
        assert!(verify_consistency(old, &forged, size, &root, &proof).is_err());
        assert!(verify_consistency(old, &before, size, &forged, &proof).is_err());
    }
}

#[test]
fn what_can_have_no_proof_gets_an_error() {
    let tree = Tree::new(4);
    let out_of_range = |of, size| Err(ProveError::OutOfRange { of, size });
    assert_eq!(inclusion_proof(4, 4, tree.read()), out_of_range(4, 4));
    assert_eq!(inclusion_proof(0, 0, tree.read()), out_of_range(0, 0));
    assert_eq!(consistency_proof(5, 4, tree.read()), out_of_range(5, 4));
    let failed = inclusion_proof(0, u64::MAX, |_| Err("unread"));
    assert_eq!(failed, Err(ProveError::Read("unread")));
    let root = tree.root(4);
    assert_eq!(
        verify_inclusion(&leaf(0), 4, 4, &[], &root),
        Err(ProofError::OutOfRange)
    );
    assert_eq!(
        verify_inclusion(&leaf(0), 0, 0, &[], &root),
        Err(ProofError::OutOfRange)
    );
    let endless = vec![root; 100];
    for (index, size) in [(0, 1), (3, 4), (0, u64::MAX), (u64::MAX - 1, u64::MAX)] {
        let checked = verify_inclusion(&leaf(0), index, size, &endless, &root);
        assert_eq!(checked, Err(ProofError::Length));
        let checked = verify_consistency(index + 1, &root, size, &root, &endless);
        assert_eq!(checked, Err(ProofError::Length));
    }
    assert_eq!(verify_consistency(0, &EMPTY_ROOT, 4, &root, &[]), Ok(()));
    assert_eq!(
        verify_consistency(0, &root, 4, &root, &[]),
        Err(ProofError::Root)
    );
    assert_eq!(
        verify_consistency(0, &EMPTY_ROOT, 4, &root, &[root]),
        Err(ProofError::Length)
    );
    assert_eq!(verify_consistency(4, &root, 4, &root, &[]), Ok(()));
    assert_eq!(
        verify_consistency(5, &root, 4, &root, &[]),
        Err(ProofError::OutOfRange)
    );
    assert_eq!(
        verify_consistency(2, &root, 4, &root, &[]),
        Err(ProofError::Length)
    );
}

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
