//! Trying a voting code: right ones are never slowed, wrong ones are counted.
//!
//! A device is known by the cookie `peta_guess`, which it gets with its first
//! wrong code and which means nothing else. Twenty wrong codes a minute, then
//! that device waits, and nobody else. Who sends no cookie is counted with the
//! network that it comes from, but only after the look-up: a hall full of people
//! with right codes shares that address. Why guessing is hopeless with or
//! without this: docs/adr/0013.

use std::net::SocketAddr;

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use sha2::{Digest as _, Sha256};
use wire::{Hex, PublicKey};

use crate::{
    address::{self, Network},
    app::App,
    device,
    problem::Refusal,
};

const NAME: &str = "peta_guess";
/// Ten minutes: the count itself is forgotten within two.
const MAX_AGE: u32 = 600;

/// A try that is not yet known to be right or wrong.
pub(crate) struct Guess<'a> {
    app: &'a App,
    network: Network,
    guesser: Option<Hex<16>>,
    is_wrong: bool,
}

impl<'a> Guess<'a> {
    /// To be asked before anything is looked up.
    pub(crate) fn begin(
        app: &'a App,
        peer: SocketAddr,
        headers: &HeaderMap,
    ) -> Result<Self, Refusal> {
        let guesser = device::cookie(headers, NAME);
        if let Some(guesser) = guesser {
            app.limits.guess(guesser.0, micros(app))?;
        }
        Ok(Self {
            app,
            network: address::network(peer, headers, app.site.proxies),
            guesser,
            is_wrong: false,
        })
    }

    /// The answer to a wrong code: the refusal, unless its network sends so
    /// many that it does not even get that.
    pub(crate) fn wrong(mut self, key: &PublicKey, refusal: Refusal) -> Response {
        self.is_wrong = true;
        let now = micros(self.app);
        if let Err(refusal) = self.app.limits.wrong_code(self.network, now) {
            return refusal.into_response();
        }
        let mut response = refusal.into_response();
        if self.guesser.is_none() {
            let guesser = first(self.app, key);
            // Its first wrong code is this one.
            let _ = self.app.limits.guess(guesser.0, now);
            if let Some(cookie) = set_cookie(guesser, self.app.site.is_https()) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
        }
        response
    }
}

impl Drop for Guess<'_> {
    /// What did not turn out to be wrong is not counted.
    fn drop(&mut self) {
        if let (false, Some(guesser)) = (self.is_wrong, self.guesser) {
            self.app.limits.guess_does_not_count(guesser.0);
        }
    }
}

fn micros(app: &App) -> u64 {
    u64::try_from(app.now().timestamp_micros()).unwrap_or(0)
}

/// Another one for each device, also where many scan the same wrong slip.
fn first(app: &App, key: &PublicKey) -> Hex<16> {
    let mut hasher = Sha256::new();
    hasher.update(b"peta/guess/first/v1");
    hasher.update(key.0);
    for _ in 0..4 {
        hasher.update(app.chance.throw().to_be_bytes());
    }
    Hex(device::half(hasher))
}

fn set_cookie(guesser: Hex<16>, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::try_from(format!(
        "{NAME}={guesser}; Path=/api/v1; Max-Age={MAX_AGE}; HttpOnly; SameSite=Strict{secure}"
    ))
    .ok()
}
