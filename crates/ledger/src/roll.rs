//! The roll: who may vote with a code, as one hash.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use sha2::Sha256;
use wire::{Hash, Hex, PublicKey};

/// The root of a Merkle tree (RFC 6962, section 2.1, with SHA-256) over the
/// public keys of all codes, ascending. It stands in the manifest: a code that
/// is added later would be noticed.
pub fn roll_root(keys: &[PublicKey]) -> Hash {
    let mut keys: Vec<[u8; 32]> = keys.iter().map(|key| key.0).collect();
    keys.sort_unstable();
    let mut tree = MemoryBackedTree::<Sha256, [u8; 32]>::new();
    for key in keys {
        tree.push(key);
    }
    let mut root = [0; 32];
    root.copy_from_slice(tree.root().as_bytes());
    Hex(root)
}

#[cfg(test)]
mod tests {
    use sha2::Digest as _;

    use super::*;

    fn leaf(key: u8) -> [u8; 32] {
        Sha256::new()
            .chain_update([0])
            .chain_update([key; 32])
            .finalize()
            .into()
    }

    fn node(left: [u8; 32], right: [u8; 32]) -> [u8; 32] {
        Sha256::new()
            .chain_update([1])
            .chain_update(left)
            .chain_update(right)
            .finalize()
            .into()
    }

    /// By the text of RFC 6962, by hand.
    #[test]
    fn the_root_is_that_of_the_rfc_and_does_not_depend_on_the_order() {
        let keys = [3, 1, 2].map(|key| Hex([key; 32]));
        let expected = node(node(leaf(1), leaf(2)), leaf(3));
        assert_eq!(roll_root(&keys), Hex(expected));
        assert_eq!(roll_root(&keys[..1]), Hex(leaf(3)));
    }
}
