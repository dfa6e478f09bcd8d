//! How often one credential, one device and one network may cast, and try
//! wrong voting codes.
//!
//! What is for one credential or device stops a broken or hostile client, what
//! is for a network is a breaker against floods, set high, because an event
//! hall shares one address. None of them is a rule of the vote: those are kept
//! inside the write.

mod rate;

use std::time::Duration;

use tokio::time;
use wire::{ProblemCode, PublicKey};

pub use rate::Allowance;
pub(crate) use rate::Rate;
use rate::Wait;

use crate::{address::Network, clock::Clock, problem::Refusal};
use store::DeviceHash;

/// Twenty changes a minute: more than a finger can do, less than a loop does.
const EACH: Allowance = Allowance {
    burst: 20,
    period: 60,
};
/// Wrong codes of one device: more than a person mistypes.
const WRONG: Allowance = Allowance {
    burst: 20,
    period: 60,
};
/// How often the keys that limit nobody any more are looked for.
const TICK: Duration = Duration::from_secs(1);
/// Keys in one generation of a limiter: at most 2 * 40 bytes * this many.
const KEYS: usize = 32_768;

#[derive(Debug)]
pub(crate) struct Limits {
    credentials: Rate<[u8; 32]>,
    devices: Rate<[u8; 16]>,
    networks: Option<Rate<[u8; 16]>>,
    /// Wrong codes by device.
    guessers: Rate<[u8; 16]>,
    /// Wrong codes by network.
    wrong: Option<Rate<[u8; 16]>>,
}

impl Limits {
    /// Without an allowance there is no breaker.
    pub(crate) fn new(network: Option<Allowance>) -> Self {
        Self {
            credentials: Rate::new(EACH, KEYS),
            devices: Rate::new(EACH, KEYS),
            networks: network.map(|allowance| Rate::new(allowance, KEYS)),
            guessers: Rate::new(WRONG, KEYS),
            wrong: network.map(|allowance| Rate::new(allowance, KEYS)),
        }
    }

    /// Ballots of devices, and deliveries that no kiosk has signed. `now` in
    /// microseconds.
    pub(crate) fn network(&self, network: Network, now: u64) -> Result<(), Refusal> {
        let Some(networks) = &self.networks else {
            return Ok(());
        };
        networks
            .take(network.as_bytes(), now)
            .map_err(|wait| refusal(wait, "Too many ballots come from this network."))
    }

    pub(crate) fn device(&self, device: DeviceHash, now: u64) -> Result<(), Refusal> {
        self.devices
            .take(device.0, now)
            .map_err(|wait| refusal(wait, "This device sends ballots too often."))
    }

    /// Asked after the signature, so that nobody can use up another's allowance.
    pub(crate) fn credential(&self, key: &PublicKey, now: u64) -> Result<(), Refusal> {
        self.credentials
            .take(key.0, now)
            .map_err(|wait| refusal(wait, "This credential sends ballots too often."))
    }

    /// Asked before a code is looked up, so that who has tried too many wrong
    /// ones does not learn of a right one either.
    pub(crate) fn guess(&self, guesser: [u8; 16], now: u64) -> Result<(), Refusal> {
        self.guessers
            .take(guesser, now)
            .map_err(|wait| refusal(wait, "This device has tried too many wrong codes."))
    }

    /// The code was right, or nothing was found out about it.
    pub(crate) fn guess_does_not_count(&self, guesser: [u8; 16]) {
        self.guessers.give_back(guesser);
    }

    /// Asked only once a code is known to be wrong: who comes from the same
    /// network with a right one never notices.
    pub(crate) fn wrong_code(&self, network: Network, now: u64) -> Result<(), Refusal> {
        let Some(wrong) = &self.wrong else {
            return Ok(());
        };
        wrong
            .take(network.as_bytes(), now)
            .map_err(|wait| refusal(wait, "Too many wrong codes come from this network."))
    }

    /// Runs for ever and drops the keys that limit nobody any more, whether
    /// another ballot comes or not: the notice on privacy promises that
    /// addresses are gone within a day. They go within twice their period.
    pub(crate) async fn forget(&self, clock: &Clock) {
        loop {
            let now = u64::try_from(clock.now().timestamp_micros()).unwrap_or(0);
            self.credentials.forget(now);
            self.devices.forget(now);
            self.guessers.forget(now);
            for networks in [&self.networks, &self.wrong].into_iter().flatten() {
                networks.forget(now);
            }
            time::sleep(TICK).await;
        }
    }
}

fn refusal(Wait(seconds): Wait, detail: &'static str) -> Refusal {
    Refusal::new(ProblemCode::TooManyRequests, detail).retry_after(seconds)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use chrono::{DateTime, TimeDelta};

    use super::*;
    use crate::address;

    #[tokio::test]
    async fn addresses_are_forgotten_though_nobody_casts_any_more() {
        let limits = Limits::new(Some(Allowance {
            burst: 20_000,
            period: 600,
        }));
        let noon = DateTime::from_timestamp(1_786_000_000, 0).unwrap();
        let micros = u64::try_from(noon.timestamp_micros()).unwrap();
        let hand = Arc::new(Mutex::new(noon));
        let clock = Clock::new({
            let hand = Arc::clone(&hand);
            move || *hand.lock().unwrap()
        });
        let peer = "192.0.2.7:40000".parse().unwrap();
        let network = address::network(peer, &axum::http::HeaderMap::new(), 0);
        limits.network(network, micros).unwrap();
        let keys = || limits.networks.as_ref().unwrap().keys();
        let watch = async {
            assert_eq!(keys(), 1);
            *hand.lock().unwrap() = noon + TimeDelta::minutes(21);
            while keys() > 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            () = limits.forget(&clock) => {}
            () = watch => {}
        }
        assert_eq!(keys(), 0);
    }
}
