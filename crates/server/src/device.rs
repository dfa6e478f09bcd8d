//! Telling one browser from another, without knowing anything about it.
//!
//! The cookie `peta_device` is 128 bits, set with the first stored ballot and
//! made from that ballot's random credential: whoever repeats the same cast,
//! because the answer was lost, gets the same cookie again. Only its hash,
//! different for each edition, reaches the store.

use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest as _, Sha256};
use store::DeviceHash;
use wire::{EditionSlug, Hex, PublicKey};

const NAME: &str = "peta_device";
/// 180 days: longer than any event, shorter than a profile.
const MAX_AGE: u32 = 15_552_000;

/// What the cookie holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Device(Hex<16>);

impl Device {
    /// For a browser that sent none, with the first ballot of this credential.
    /// Who knows the credential can name the cookie, but gains nothing by it: a
    /// cookie that is taken only keeps its bearer from a second ballot.
    pub(crate) fn first(credential: &PublicKey) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"peta/device/first/v1");
        hasher.update(credential.0);
        Self(Hex(half(hasher)))
    }

    /// The one that the browser sent, if it has the right form.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        cookie(headers, NAME).map(Self)
    }

    pub(crate) fn hash(&self, edition: &EditionSlug) -> DeviceHash {
        let mut hasher = Sha256::new();
        hasher.update(b"peta/device/v1");
        hasher.update(edition.as_str());
        hasher.update([0]);
        hasher.update(self.0.0);
        // As many bits as the cookie has; more would tell no more apart.
        DeviceHash(half(hasher))
    }

    /// `Secure` wherever the page itself is reached by https.
    pub(crate) fn set_cookie(&self, https: bool) -> Option<HeaderValue> {
        let secure = if https { "; Secure" } else { "" };
        HeaderValue::try_from(format!(
            "{NAME}={}; Path=/api/v1/ballots; Max-Age={MAX_AGE}; HttpOnly; SameSite=Strict{secure}",
            self.0
        ))
        .ok()
    }
}

/// The first cookie of that name that has the right form.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<Hex<16>> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
        .find_map(|value| value.parse().ok())
}

pub(crate) fn half(hasher: Sha256) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hasher.finalize()[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(cookie: &str) -> Option<Device> {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        Device::of(&headers)
    }

    #[test]
    fn a_cookie_comes_back_as_it_was_set() {
        let device = Device(Hex([7; 16]));
        let set = device.set_cookie(true).unwrap();
        let set = set.to_str().unwrap();
        assert!(
            set.ends_with("; HttpOnly; SameSite=Strict; Secure"),
            "{set}"
        );
        let pair = set.split(';').next().unwrap();
        assert!(sent(&format!("a=b; {pair}")) == Some(device));
        assert!(
            !device
                .set_cookie(false)
                .unwrap()
                .to_str()
                .unwrap()
                .contains("Secure")
        );
    }

    #[test]
    fn other_forms_are_no_device() {
        for cookie in [
            "peta_device=",
            "peta_device=xyz",
            "peta_devices=00",
            "other=1",
        ] {
            assert!(sent(cookie).is_none(), "{cookie}");
        }
    }

    #[test]
    fn editions_can_not_be_linked_by_their_hashes() {
        let device = Device(Hex([7; 16]));
        assert_ne!(device.hash(&"a".into()), device.hash(&"b".into()));
    }
}
