//! The roll: who may vote with a code, as one hash.

use wire::{Hash, PublicKey};

use crate::log::{leaf_hash, root};

/// The root of a Merkle tree (RFC 6962, section 2.1, with SHA-256) over the
/// public keys of all codes, ascending. It stands in the manifest: a code that
/// is added later would be noticed.
pub fn roll_root(keys: &[PublicKey]) -> Hash {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    root(keys.iter().map(|key| leaf_hash(&key.0)))
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};
    use wire::Hex;

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
