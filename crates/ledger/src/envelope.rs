//! A kiosk's queue: sealed, chained and signed envelopes, and the word of how
//! many there are.

use core::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use thiserror::Error;
use wire::{
    EditionSlug, Enrolment, Envelope, Hash, Head, Hex, HexBytes, PublicKey, SealKey, Signature,
};

use crate::{
    canonical::sha256,
    enclosed::{Enclosed, MalformedBallot},
    seal::{self, Place, SealError, SealSecret},
    verify::is_signed_by,
};

/// What stands before the first envelope.
pub const NO_ENVELOPE: Hash = Hex([0; 32]);

/// The highest index of an envelope: far more than a tablet's event, and the end
/// of what a stolen key can send.
pub const MAX_ENVELOPES: u32 = 20_000;

/// Why an envelope holds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EnvelopeError {
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error(transparent)]
    Ballot(#[from] MalformedBallot),
}

/// An enrolled tablet's own key. Never leaves it.
pub struct KioskKey(SigningKey);

impl KioskKey {
    /// The RFC 8032 private key: 32 random bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    pub fn public_key(&self) -> PublicKey {
        Hex(self.0.verifying_key().to_bytes())
    }

    /// For `POST /api/v1/kiosks` with the link of that number.
    pub fn enrol(&self, edition: &EditionSlug, number: u32) -> Enrolment {
        let key = self.public_key();
        Enrolment {
            key,
            proof: self.sign(&enrolment(edition, number, &key)),
        }
    }

    /// Seals a ballot and puts it behind the envelope whose hash is `prev`
    /// ([`NO_ENVELOPE`] for the first, which has the index 1). `random`: 32 new
    /// random bytes.
    pub fn seal(
        &self,
        enclosed: &Enclosed,
        to: &SealKey,
        index: u32,
        prev: Hash,
        random: [u8; 32],
    ) -> Result<Envelope, EnvelopeError> {
        let kiosk = self.public_key();
        let place = Place {
            edition: &enclosed.ballot.edition,
            kiosk: &kiosk,
            index,
            prev: &prev,
        };
        let sealed = seal::close(to, place, &enclosed.to_bytes()?, random)?;
        let hash = hash(&kiosk, index, &prev, &sealed);
        Ok(Envelope {
            index,
            prev,
            sealed: HexBytes(sealed),
            signature: self.sign(&hash.0),
        })
    }

    /// The word that the queue ends with the envelope `index`, `hash`.
    pub fn head(&self, edition: &EditionSlug, number: u32, index: u32, hash: Hash) -> Head {
        Head {
            index,
            hash,
            signature: self.sign(&head(edition, number, index, &hash)),
        }
    }

    fn sign(&self, message: &[u8]) -> Signature {
        Hex(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for KioskKey {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("KioskKey").field(&self.public_key()).finish()
    }
}

/// What an envelope is known by, and what its kiosk signs.
pub fn envelope_hash(kiosk: &PublicKey, envelope: &Envelope) -> Hash {
    hash(kiosk, envelope.index, &envelope.prev, &envelope.sealed.0)
}

/// Whether that kiosk has signed the envelope with that hash.
pub fn verify_envelope(kiosk: &PublicKey, envelope: &Envelope, hash: &Hash) -> bool {
    is_signed_by(kiosk, &hash.0, &envelope.signature)
}

/// Whether that kiosk has signed the head.
pub fn verify_head(kiosk: &PublicKey, edition: &EditionSlug, number: u32, it: &Head) -> bool {
    is_signed_by(
        kiosk,
        &head(edition, number, it.index, &it.hash),
        &it.signature,
    )
}

/// Whether who enrols has the secret of the key.
pub fn verify_enrolment(edition: &EditionSlug, number: u32, it: &Enrolment) -> bool {
    is_signed_by(&it.key, &enrolment(edition, number, &it.key), &it.proof)
}

/// The ballot in an envelope of that kiosk.
pub fn open_envelope(
    secret: &SealSecret,
    edition: &EditionSlug,
    kiosk: &PublicKey,
    envelope: &Envelope,
) -> Result<Enclosed, EnvelopeError> {
    let place = Place {
        edition,
        kiosk,
        index: envelope.index,
        prev: &envelope.prev,
    };
    let bytes = secret.open(place, &envelope.sealed.0)?;
    Ok(Enclosed::from_bytes(&bytes, edition)?)
}

/// `SHA-256("peta/envelope/v1" | kiosk | index u32 | prev | length u32 | sealed)`.
fn hash(kiosk: &PublicKey, index: u32, prev: &Hash, sealed: &[u8]) -> Hash {
    let length = u32::try_from(sealed.len()).unwrap_or(u32::MAX);
    sha256(&[
        b"peta/envelope/v1",
        &kiosk.0,
        &index.to_be_bytes(),
        &prev.0,
        &length.to_be_bytes(),
        sealed,
    ])
}

/// `"peta/enrol/v1" | edition | number u32 | key`.
fn enrolment(edition: &EditionSlug, number: u32, key: &PublicKey) -> Vec<u8> {
    let edition = edition.as_str().as_bytes();
    [b"peta/enrol/v1", edition, &number.to_be_bytes(), &key.0].concat()
}

/// `"peta/head/v1" | edition | number u32 | index u32 | hash`.
fn head(edition: &EditionSlug, number: u32, index: u32, hash: &Hash) -> Vec<u8> {
    [
        b"peta/head/v1",
        edition.as_str().as_bytes(),
        &number.to_be_bytes(),
        &index.to_be_bytes(),
        &hash.0,
    ]
    .concat()
}
