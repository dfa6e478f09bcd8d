//! The log's next key, vouched for by the one before.

use wire::{PublicKey, Signature};

use crate::verify::is_signed_by;

use super::verifier::{Algorithm, KeyError, NoteSigner, VerifierKey};

const DOMAIN: &[u8] = b"peta/log-key/v1";

/// From the first checkpoint over this entry on, the log signs with the new key.
/// Its name stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyChange {
    pub key: PublicKey,
    /// By the old key.
    pub signature: Signature,
}

impl KeyChange {
    /// `old` signs that `key` follows it.
    pub fn sign(old: &NoteSigner, key: PublicKey) -> Self {
        let message = message(old.verifier(), &key);
        Self {
            key,
            signature: old.sign_bytes(&message),
        }
    }

    /// The log's new key, if `old` vouches for it; [`KeyError::Key`] if not.
    pub fn verify(&self, old: &VerifierKey) -> Result<VerifierKey, KeyError> {
        let message = message(old, &self.key);
        if !is_signed_by(&old.public_key(), &message, &self.signature) {
            return Err(KeyError::Key);
        }
        VerifierKey::new(old.name(), Algorithm::Ed25519, self.key)
    }
}

/// `"peta/log-key/v1" | origin | "\n" | old key 32 | new key 32`. It is no
/// checkpoint of this log: its first line is not the origin.
fn message(old: &VerifierKey, key: &PublicKey) -> Vec<u8> {
    let origin = old.name().as_bytes();
    [DOMAIN, origin, b"\n", &old.public_key().0, &key.0].concat()
}
