//! Who signs in these tests, and what.

use ledger::log::{Checkpoint, Cosigner, Note, NoteSigner, leaf_hash, node_hash};
use wire::Hash;

pub const ORIGIN: &str = "vote.example/belitung-timur-2026";

pub fn signer(name: &str, seed: u8) -> NoteSigner {
    NoteSigner::from_seed(name, [seed; 32]).unwrap()
}

pub fn witness(seed: u8) -> Cosigner {
    Cosigner::from_seed(&format!("witness.example/w{seed}"), [seed; 32]).unwrap()
}

/// Two entries and their checkpoint.
pub fn leaves() -> [Hash; 2] {
    [leaf_hash(b"one"), leaf_hash(b"two")]
}

pub fn checkpoint() -> Checkpoint {
    let [one, two] = leaves();
    Checkpoint::new(ORIGIN, 2, node_hash(&one, &two)).unwrap()
}

pub fn cosigned(witnesses: &[(u8, u64)]) -> Note {
    let mut note = checkpoint().sign(&signer(ORIGIN, 1)).unwrap();
    for (seed, time) in witnesses {
        let line = witness(*seed).cosign(note.text(), *time).unwrap();
        note.add(line).unwrap();
    }
    note
}
