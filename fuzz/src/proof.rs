//! Proofs, and the entries and tiles that they are about.

use ledger::log::{
    LogEntry, LogProof, Node, Opening, Tile, decode_bundle, encode_bundle, hash_in_tile,
    inclusion_proof, leaf_hash, root, verify_consistency, verify_inclusion,
};
use wire::{Hash, Hex};

use crate::known;

/// A `.tlog-proof`, an entry, an opening, a bundle, the path of a tile; and any
/// bytes as the hashes of a proof, and as damage to one that holds.
pub fn proof(bytes: &[u8]) -> bool {
    hashes(bytes);
    damage(bytes);
    let file = file(bytes);
    let entry = entry(bytes);
    let opening = opening(bytes);
    let path = core::str::from_utf8(bytes).is_ok_and(path);
    let bundle = bundle(bytes);
    file || entry || opening || path || bundle
}

fn file(bytes: &[u8]) -> bool {
    let Ok(proof) = LogProof::parse(bytes) else {
        return false;
    };
    assert_eq!(proof.to_string().as_bytes(), bytes);
    for (index, leaf) in (0..).zip(known::leaves()) {
        if let Ok(proven) = proof.verify(&leaf, known::LOG.verifier(), &[], 0) {
            assert_eq!((proof.index, proof.hashes.len()), (index, 1));
            assert_eq!(proven.checkpoint, known::signed());
        }
    }
    true
}

fn entry(bytes: &[u8]) -> bool {
    let Ok(entry) = LogEntry::from_bytes(bytes) else {
        return false;
    };
    assert_eq!(entry.to_bytes(), bytes);
    assert_eq!(entry.leaf_hash(), leaf_hash(bytes));
    true
}

fn opening(bytes: &[u8]) -> bool {
    let Ok(opening) = Opening::from_bytes(bytes) else {
        return false;
    };
    assert_eq!(opening.to_bytes(), bytes);
    true
}

fn path(text: &str) -> bool {
    let Ok(tile) = text.parse::<Tile>() else {
        return false;
    };
    assert_eq!(tile.to_string(), text);
    assert!((1..=256).contains(&tile.width()));
    true
}

/// With any width that its first byte says.
fn bundle(bytes: &[u8]) -> bool {
    let Some((width, bytes)) = bytes.split_first() else {
        return false;
    };
    let Ok(entries) = decode_bundle(bytes, (*width).into()) else {
        return false;
    };
    assert_eq!(encode_bundle(entries).as_deref(), Ok(bytes));
    true
}

/// `index u64 | size u64 | leaf 32 | root 32 | hashes`: whatever it is, a proof
/// of another length than the tree asks for is refused as such.
fn hashes(bytes: &[u8]) {
    let Some((index, rest)) = bytes.split_first_chunk() else {
        return;
    };
    let Some((size, rest)) = rest.split_first_chunk() else {
        return;
    };
    let (index, size) = (u64::from_be_bytes(*index), u64::from_be_bytes(*size));
    let (chunks, _) = rest.as_chunks();
    let hashes: Vec<Hash> = chunks.iter().copied().map(Hex).collect();
    let [leaf, top, path @ ..] = &hashes[..] else {
        return;
    };
    let checked = verify_inclusion(leaf, index, size, path, top);
    let has_length = index < size && path.len() == height(index, size);
    assert!(checked.is_err() || has_length);
    // Nobody finds hashes that lead to a root by chance.
    if matches!(checked, Err(ledger::log::ProofError::Root)) {
        assert!(has_length);
    }
    let grown = verify_consistency(index, leaf, size, top, path);
    assert!(grown.is_err() || index <= size);
    let level = (index % 256).try_into().unwrap_or(0);
    let node = Node { level, index: size };
    if let Some(hash) = hash_in_tile(node, &hashes) {
        assert!(hashes.len() >= 1 << (level % 8) && (level % 8 > 0 || hashes.contains(&hash)));
    }
}

/// Hashes from a leaf to the root, by the definition of RFC 6962.
fn height(index: u64, size: u64) -> usize {
    let (mut index, mut size, mut height) = (index, size, 0);
    while size > 1 {
        let half = 1_u64 << (size - 1).ilog2();
        (index, size) = if index < half {
            (index, half)
        } else {
            (index - half, size - half)
        };
        height += 1;
    }
    height
}

/// `leaves u8 | index u8 | what u8 | where u8 | bit u8`: a proof that was made
/// holds, and does not once anything in it is another.
fn damage(bytes: &[u8]) {
    let Some(&[size, index, what, place, bit]) = bytes.first_chunk() else {
        return;
    };
    let size = u64::from(size % 64) + 1;
    let index = u64::from(index) % size;
    let leaves: Vec<Hash> = (0..size).map(|it| leaf_hash(&it.to_be_bytes())).collect();
    let leaf_at = |it: u64| leaves[usize::try_from(it).unwrap_or(usize::MAX)];
    let subtree = |node: Node| {
        let first = node.index << node.level;
        let last = first + (1 << node.level);
        Ok::<_, std::convert::Infallible>(root((first..last).map(leaf_at)))
    };
    let Ok(path) = inclusion_proof(index, size, subtree) else {
        unreachable!("the leaf is in the tree")
    };
    let (mut leaf, mut top) = (leaf_at(index), root(leaves.iter().copied()));
    assert_eq!(verify_inclusion(&leaf, index, size, &path, &top), Ok(()));
    let mut wrong = path.clone();
    let turn = |hash: &mut Hash| hash.0[usize::from(place % 32)] ^= 1 << (bit % 8);
    let at = usize::from(place) % path.len().max(1);
    match what % 5 {
        0 => turn(&mut leaf),
        1 => turn(&mut top),
        2 => wrong.insert(at, top),
        3 if !path.is_empty() => drop(wrong.remove(at)),
        4 if !path.is_empty() => turn(&mut wrong[at]),
        _ => return,
    }
    assert!(verify_inclusion(&leaf, index, size, &wrong, &top).is_err());
}
