//! The secret half of a credential: it signs ballots.

use core::fmt;

use ed25519_dalek::{Signer, SigningKey};
use wire::{Ballot, Channel, EditionSlug, Hash, Hex, Mark, PublicKey, Salt};

use crate::{commitment, verify::message};

/// An Ed25519 key that may cast ballots. Never leaves the voter's device.
pub struct Credential(SigningKey);

impl Credential {
    /// The RFC 8032 private key: 32 random bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    pub fn public_key(&self) -> PublicKey {
        Hex(self.0.verifying_key().to_bytes())
    }

    /// Seals and signs a choice. `marks` must be in canonical order
    /// (`voting::Marks`), `salt` 32 new random bytes.
    pub fn cast(
        &self,
        edition: EditionSlug,
        manifest: Hash,
        seq: u16,
        channel: Channel,
        salt: Salt,
        marks: Vec<Mark>,
    ) -> Ballot {
        let credential = self.public_key();
        let commitment = commitment(&salt, &marks);
        let message = message(&manifest, &credential, seq, &commitment);
        let signature = Hex(self.0.sign(&message).to_bytes());
        Ballot {
            edition,
            manifest,
            credential,
            seq,
            channel,
            commitment,
            signature,
            salt,
            marks,
        }
    }
}

impl fmt::Debug for Credential {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credential")
            .field(&self.public_key())
            .finish()
    }
}
