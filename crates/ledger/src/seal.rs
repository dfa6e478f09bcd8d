//! A ballot that only the server can read: HPKE (RFC 9180), base mode, with
//! DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305.

use core::convert::Infallible;

use hpke::{
    Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _,
    aead::ChaCha20Poly1305,
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
    rand_core::{TryCryptoRng, TryRng},
};
use thiserror::Error;
use wire::{EditionSlug, Hash, Hex, PublicKey, SealKey};

type Kem = X25519HkdfSha256;
type Aead = ChaCha20Poly1305;
type Kdf = HkdfSha256;

const DOMAIN: &[u8] = b"peta/seal/v1";
/// The sender's key for one box, in front of what it holds.
const KEY: usize = 32;

/// Where in which queue a box lies: it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) edition: &'a EditionSlug,
    pub(crate) kiosk: &'a PublicKey,
    pub(crate) index: u32,
    pub(crate) prev: &'a Hash,
}

impl Place<'_> {
    fn info(&self) -> Vec<u8> {
        [DOMAIN, self.edition.as_str().as_bytes()].concat()
    }

    fn associated(&self) -> Vec<u8> {
        [
            &self.kiosk.0[..],
            &self.index.to_be_bytes(),
            &self.prev.0[..],
        ]
        .concat()
    }
}

/// The box can't be closed with this key, or doesn't open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the envelope does not open")]
pub struct SealError;

/// The secret half of a server's seal key.
#[derive(Clone)]
pub struct SealSecret(<Kem as hpke::Kem>::PrivateKey);

impl SealSecret {
    /// An X25519 private key (RFC 7748): 32 random bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, SealError> {
        <Kem as hpke::Kem>::PrivateKey::from_bytes(bytes)
            .map(Self)
            .map_err(|_| SealError)
    }

    pub fn public_key(&self) -> SealKey {
        let mut key = [0; 32];
        key.copy_from_slice(&Kem::sk_to_pk(&self.0).to_bytes());
        Hex(key)
    }

    pub(crate) fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (key, text) = sealed.split_at_checked(KEY).ok_or(SealError)?;
        let key = <Kem as hpke::Kem>::EncappedKey::from_bytes(key).map_err(|_| SealError)?;
        hpke::single_shot_open::<Aead, Kdf, Kem>(
            &OpModeR::Base,
            &self.0,
            &key,
            &place.info(),
            text,
            &place.associated(),
        )
        .map_err(|_| SealError)
    }
}

impl core::fmt::Debug for SealSecret {
    /// Without the secret.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("SealSecret")
            .field(&self.public_key())
            .finish()
    }
}

/// `random`: 32 new random bytes for each box, never used twice.
pub(crate) fn close(
    key: &SealKey,
    place: Place<'_>,
    text: &[u8],
    random: [u8; 32],
) -> Result<Vec<u8>, SealError> {
    let key = <Kem as hpke::Kem>::PublicKey::from_bytes(&key.0).map_err(|_| SealError)?;
    let mut random = Random {
        bytes: Some(random),
        is_misused: false,
    };
    let (sender, text) = hpke::single_shot_seal_with_rng::<Aead, Kdf, Kem>(
        &OpModeS::Base,
        &key,
        &place.info(),
        text,
        &place.associated(),
        &mut random,
    )
    .map_err(|_| SealError)?;
    // Else the box's key was not made from it.
    if !random.was_given_once() {
        return Err(SealError);
    }
    Ok([&sender.to_bytes()[..], &text].concat())
}

/// Chance as a parameter: gives its bytes away once, in one piece. Whoever asks
/// for anything else gets zeros, and [`close`] fails.
struct Random {
    bytes: Option<[u8; 32]>,
    is_misused: bool,
}

impl Random {
    fn was_given_once(&self) -> bool {
        self.bytes.is_none() && !self.is_misused
    }
}

impl TryRng for Random {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.is_misused = true;
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.is_misused = true;
        Ok(0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(0);
        match (self.bytes.take(), <&mut [u8; 32]>::try_from(bytes)) {
            (Some(random), Ok(bytes)) => *bytes = random,
            _ => self.is_misused = true,
        }
        Ok(())
    }
}

impl TryCryptoRng for Random {}

#[cfg(test)]
mod tests {
    use super::*;

    /// So that a new version of HPKE that draws otherwise makes no envelope.
    #[test]
    fn chance_that_is_drawn_otherwise_is_noticed() {
        type Draw = fn(&mut Random);
        let once: Draw = |it| assert_eq!(it.try_fill_bytes(&mut [0; 32]), Ok(()));
        let number: Draw = |it| assert_eq!(it.try_next_u32(), Ok(0));
        let large: Draw = |it| assert_eq!(it.try_next_u64(), Ok(0));
        let part: Draw = |it| assert_eq!(it.try_fill_bytes(&mut [0; 16]), Ok(()));
        for (draws, expected) in [
            (&[once][..], true),
            (&[], false),
            (&[once, once], false),
            (&[part], false),
            (&[number], false),
            (&[once, number], false),
            (&[once, large], false),
        ] {
            let mut random = Random {
                bytes: Some([6; 32]),
                is_misused: false,
            };
            for draw in draws {
                draw(&mut random);
            }
            assert_eq!(random.was_given_once(), expected);
        }
    }
}
