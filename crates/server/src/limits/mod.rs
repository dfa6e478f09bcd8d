//! How often one credential, one device and one network may cast.
//!
//! The first two stop a broken or hostile client, the third is a breaker
//! against floods, set high, because an event hall shares one address. None
//! of them is a rule of the vote: those are kept inside the write.

mod rate;

use wire::{ProblemCode, PublicKey};

pub use rate::Allowance;
use rate::{Rate, Wait};

use crate::{address::Network, problem::Refusal};
use store::DeviceHash;

/// Twenty changes a minute: more than a finger can do, less than a loop does.
const EACH: Allowance = Allowance {
    burst: 20,
    period: 60,
};
/// Keys in one generation of a limiter: at most 2 * 40 bytes * this many.
const KEYS: usize = 32_768;

#[derive(Debug)]
pub(crate) struct Limits {
    credentials: Rate<[u8; 32]>,
    devices: Rate<[u8; 32]>,
    networks: Option<Rate<[u8; 16]>>,
}

impl Limits {
    /// Without an allowance there is no breaker.
    pub(crate) fn new(network: Option<Allowance>) -> Self {
        Self {
            credentials: Rate::new(EACH, KEYS),
            devices: Rate::new(EACH, KEYS),
            networks: network.map(|allowance| Rate::new(allowance, KEYS)),
        }
    }

    /// Asked first, before any work is done. `now` in microseconds.
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
}

fn refusal(Wait(seconds): Wait, detail: &'static str) -> Refusal {
    Refusal::new(ProblemCode::TooManyRequests, detail).retry_after(seconds)
}
