//! Signed links: what `peta link` prints after the `#`.

use ed25519_dalek::{Signer as _, SigningKey};
use thiserror::Error;
use wire::{EditionSlug, LinkRole, PublicKey};

use crate::{base64, verify::is_signed_by};

const DOMAIN: &[u8] = b"peta/link/v1";
const BODY: usize = 1 + 4 + 8;

/// What a token says. Whether the link was revoked is for the server to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub role: LinkRole,
    /// From 1 in each edition.
    pub number: u32,
    /// Seconds since 1970; the first that is too late.
    pub expires: u64,
}

/// The text is no token, or of another server or edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a link of this edition")]
pub struct BadLink;

impl Link {
    /// `role u8 | number u32 | expires u64 | signature 64` in base64url, 103
    /// characters. `secret` is the server's RFC 8032 private key.
    pub fn token(&self, secret: &[u8; 32], edition: &EditionSlug) -> String {
        let body = self.body();
        let signature = SigningKey::from_bytes(secret).sign(&message(edition, &body));
        base64::encode_url(&[&body[..], &signature.to_bytes()].concat())
    }

    /// Reads a token that was signed by `key` for `edition`.
    pub fn read(token: &str, key: &PublicKey, edition: &EditionSlug) -> Result<Self, BadLink> {
        let bytes = base64::decode_url(token).ok_or(BadLink)?;
        let (body, signature) = bytes.split_first_chunk::<BODY>().ok_or(BadLink)?;
        let signature = signature.try_into().map_err(|_| BadLink)?;
        if !is_signed_by(key, &message(edition, body), &wire::Hex(signature)) {
            return Err(BadLink);
        }
        let [role, n0, n1, n2, n3, expires @ ..] = *body;
        Ok(Self {
            role: role_of(role).ok_or(BadLink)?,
            number: u32::from_be_bytes([n0, n1, n2, n3]),
            expires: u64::from_be_bytes(expires),
        })
    }

    fn body(&self) -> [u8; BODY] {
        let mut body = [role_byte(self.role); BODY];
        body[1..5].copy_from_slice(&self.number.to_be_bytes());
        body[5..].copy_from_slice(&self.expires.to_be_bytes());
        body
    }
}

/// `"peta/link/v1" | edition | body`: the body's length is fixed, so that
/// nothing is said twice.
fn message(edition: &EditionSlug, body: &[u8; BODY]) -> Vec<u8> {
    [DOMAIN, edition.as_str().as_bytes(), body].concat()
}

const fn role_byte(role: LinkRole) -> u8 {
    match role {
        LinkRole::Presenter => 1,
        LinkRole::Remote => 2,
        LinkRole::Kiosk => 3,
    }
}

fn role_of(byte: u8) -> Option<LinkRole> {
    LinkRole::ALL
        .into_iter()
        .find(|role| role_byte(*role) == byte)
}
