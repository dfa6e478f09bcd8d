//! Cosignatures of witnesses: that they saw the log grow and nothing else (C2SP
//! tlog-cosignature, `cosignature/v1`).

use core::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use thiserror::Error;
use wire::{Hex, Signature};

use super::{
    note::{Note, NoteError, NoteSignature},
    verifier::{Algorithm, KeyError, VerifierKey},
};

/// The last second that a cosignature can name.
pub const MAX_TIMESTAMP: u64 = i64::MAX as u64;

/// The time is above [`MAX_TIMESTAMP`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a timestamp is at most {MAX_TIMESTAMP}")]
pub struct TimestampError;

/// A witness's secret key.
pub struct Cosigner {
    secret: SigningKey,
    verifier: VerifierKey,
}

/// That a known witness cosigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cosignature<'a> {
    pub witness: &'a VerifierKey,
    /// Seconds since 1970, by the witness's clock. Whether it may be in the
    /// future is for the caller to say.
    pub timestamp: u64,
}

impl Cosigner {
    /// `seed`: the RFC 8032 private key, 32 random bytes, used for nothing else.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, KeyError> {
        let secret = SigningKey::from_bytes(&seed);
        let key = Hex(secret.verifying_key().to_bytes());
        let verifier = VerifierKey::new(name, Algorithm::Cosignature, key)?;
        Ok(Self { secret, verifier })
    }

    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Cosigns the text of a checkpoint. That it is consistent with all before
    /// has to be known already: see [`super::AddCheckpoint::check`].
    pub fn cosign(&self, text: &str, timestamp: u64) -> Result<NoteSignature, TimestampError> {
        if timestamp > MAX_TIMESTAMP {
            return Err(TimestampError);
        }
        let signature = self.secret.sign(message(timestamp, text).as_bytes());
        let bytes = [&timestamp.to_be_bytes()[..], &signature.to_bytes()].concat();
        Ok(NoteSignature::by(&self.verifier, bytes))
    }
}

impl fmt::Debug for Cosigner {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cosigner").field(&self.verifier).finish()
    }
}

/// Which of these witnesses cosigned, each once, with its latest time. Two names
/// of one key are one witness, and keys of another algorithm are none. A wrong
/// signature of a known witness is an error.
pub fn cosignatures<'a>(
    note: &Note,
    witnesses: &'a [VerifierKey],
) -> Result<Vec<Cosignature<'a>>, NoteError> {
    let mut found: Vec<Cosignature<'a>> = Vec::new();
    for (witness, signature) in note.verified(witnesses)? {
        if witness.algorithm() != Algorithm::Cosignature {
            continue;
        }
        let Some((timestamp, _)) = split(signature.bytes()) else {
            continue;
        };
        let key = witness.public_key();
        match found.iter_mut().find(|it| it.witness.public_key() == key) {
            Some(same) => same.timestamp = same.timestamp.max(timestamp),
            None => found.push(Cosignature { witness, timestamp }),
        }
    }
    Ok(found)
}

/// What a witness signs.
pub(super) fn message(timestamp: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {timestamp}\n{text}")
}

/// `timestamp u64 | signature 64`.
pub(super) fn split(bytes: &[u8]) -> Option<(u64, Signature)> {
    let (timestamp, signature) = bytes.split_first_chunk()?;
    let timestamp = u64::from_be_bytes(*timestamp);
    let signature = signature.try_into().ok()?;
    (timestamp <= MAX_TIMESTAMP).then_some((timestamp, Hex(signature)))
}
