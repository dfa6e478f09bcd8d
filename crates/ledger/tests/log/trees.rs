//! Trees and proofs: RFC 6962 by its text, and the same as `tlog_tiles`, an
//! implementation of others.

use ledger::log::{
    EMPTY_ROOT, Frontier, ProofError, ProveError, consistency_proof, inclusion_proof, leaf_hash,
    root, verify_consistency, verify_inclusion,
};
use wire::{Hash, Hex};

use crate::{
    chance::Chance,
    tree::{Tree, leaf, mth},
};

fn theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(hash.0)
}

fn ours(proof: Vec<tlog_tiles::Hash>) -> Vec<Hash> {
    proof.into_iter().map(|it| Hex(it.0)).collect()
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
        assert_eq!(tree.size(), size as u64);
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
