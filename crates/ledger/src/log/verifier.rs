//! Keys that sign notes (C2SP signed-note), and their text form.

use core::{fmt, str::FromStr};

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use thiserror::Error;
use wire::{Hex, PublicKey};

use crate::{base64, canonical::sha256, verify::is_signed_by};

use super::{cosign, note::NoteSignature};

/// The signature types that this crate knows, with their identifier bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Algorithm {
    /// Ed25519 over the note's text.
    Ed25519 = 0x01,
    /// A witness's timestamped Ed25519 cosignature (`cosignature/v1`).
    Cosignature = 0x04,
}

/// Why there is no such key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    #[error("a key's name is not empty and has no spaces, plus signs or control characters")]
    Name,
    #[error("a verifier key is written as name+id+key")]
    Format,
    #[error("the signature type is not known")]
    Algorithm,
    #[error("the bytes are no Ed25519 key, or one of small order")]
    Key,
    #[error("the id is not that of the key")]
    Id,
}

/// A public key with its name: who is known by it, and how it signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    algorithm: Algorithm,
    key: PublicKey,
}

impl VerifierKey {
    pub fn new(name: &str, algorithm: Algorithm, key: PublicKey) -> Result<Self, KeyError> {
        if !is_key_name(name) {
            return Err(KeyError::Name);
        }
        if !VerifyingKey::from_bytes(&key.0).is_ok_and(|it| !it.is_weak()) {
            return Err(KeyError::Key);
        }
        let Hex([a, b, c, d, ..]) = sha256(&[name.as_bytes(), b"\n", &[algorithm as u8], &key.0]);
        Ok(Self {
            name: name.to_owned(),
            id: [a, b, c, d],
            algorithm,
            key,
        })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of `SHA-256(name | "\n" | algorithm u8 | key)`.
    pub const fn id(&self) -> [u8; 4] {
        self.id
    }

    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    pub const fn public_key(&self) -> PublicKey {
        self.key
    }

    /// Whether a signature says that it is by this key.
    pub(super) fn is_named_by(&self, signature: &NoteSignature) -> bool {
        self.name == signature.name() && self.id == signature.id()
    }

    /// Whether these are the bytes of its signature of that text. Strictly:
    /// non-canonical encodings are refused.
    pub(super) fn verifies(&self, text: &str, signature: &[u8]) -> bool {
        match self.algorithm {
            Algorithm::Ed25519 => signature
                .try_into()
                .is_ok_and(|it| is_signed_by(&self.key, text.as_bytes(), &Hex(it))),
            Algorithm::Cosignature => cosign::split(signature).is_some_and(|(time, it)| {
                is_signed_by(&self.key, cosign::message(time, text).as_bytes(), &it)
            }),
        }
    }
}

impl fmt::Display for VerifierKey {
    /// `name+id+key`: the id in eight hexadecimal digits, the key in base64
    /// behind the byte of its algorithm.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.algorithm as u8], &self.key.0[..]].concat();
        write!(f, "{}+{}+{}", self.name, Hex(self.id), base64::encode(&key))
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, rest) = text.split_once('+').ok_or(KeyError::Format)?;
        // Base64 may have plus signs of its own.
        let (id, key) = rest.split_once('+').ok_or(KeyError::Format)?;
        let id: Hex<4> = id.parse().map_err(|_| KeyError::Format)?;
        let key = base64::decode(key).ok_or(KeyError::Format)?;
        let (algorithm, key) = key.split_first().ok_or(KeyError::Format)?;
        let algorithm = match algorithm {
            0x01 => Algorithm::Ed25519,
            0x04 => Algorithm::Cosignature,
            _ => return Err(KeyError::Algorithm),
        };
        let key = key.try_into().map_err(|_| KeyError::Key)?;
        let verifier = Self::new(name, algorithm, Hex(key))?;
        if verifier.id != id.0 {
            return Err(KeyError::Id);
        }
        Ok(verifier)
    }
}

/// A log's secret key: it signs notes with Ed25519 (0x01).
pub struct NoteSigner {
    secret: SigningKey,
    verifier: VerifierKey,
}

impl NoteSigner {
    /// `seed`: the RFC 8032 private key, 32 random bytes.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, KeyError> {
        let secret = SigningKey::from_bytes(&seed);
        let key = Hex(secret.verifying_key().to_bytes());
        let verifier = VerifierKey::new(name, Algorithm::Ed25519, key)?;
        Ok(Self { secret, verifier })
    }

    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Signs the text of a note.
    pub fn sign(&self, text: &str) -> NoteSignature {
        let signature = self.secret.sign(text.as_bytes());
        NoteSignature::by(&self.verifier, signature.to_bytes().into())
    }

    pub(super) fn sign_bytes(&self, message: &[u8]) -> wire::Signature {
        Hex(self.secret.sign(message).to_bytes())
    }
}

impl fmt::Debug for NoteSigner {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NoteSigner").field(&self.verifier).finish()
    }
}

/// Not empty, without Unicode spaces, plus signs and control characters.
pub(super) fn is_key_name(name: &str) -> bool {
    let is_barred = |it: char| it.is_whitespace() || it == '+' || it < ' ';
    !name.is_empty() && !name.contains(is_barred)
}
