//! What becomes of each cast of a batch: pure, the same for every database.
//!
//! An implementation reads [`Known`] inside its write transaction, asks
//! [`decide`], and writes what the [`Plan`] says in that same transaction.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use voting::{Gate, gate};
use wire::{Channel, EditionSlug, Hash, Phase, PublicKey, Receipt};

use crate::{Cast, CastOutcome, DeviceHash};

/// The edition as the write transaction sees it.
#[derive(Clone, Debug)]
pub(crate) struct Situation {
    pub(crate) edition: EditionSlug,
    pub(crate) phase: Phase,
    pub(crate) opens_at: Option<DateTime<Utc>>,
    pub(crate) closes_at: Option<DateTime<Utc>>,
    pub(crate) manifest: Option<Hash>,
    /// The position of the last ballot, 0 if there is none.
    pub(crate) last_position: u64,
}

/// What the database knew about one cast before the batch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// How the credential is registered, if it is.
    pub(crate) channel: Option<Channel>,
    /// The highest seq of the credential.
    pub(crate) latest: Option<u16>,
    /// The ballot with the same credential and seq.
    pub(crate) same_seq: Option<KnownBallot>,
    /// The credential that this cast's device is taken by.
    pub(crate) device_owner: Option<PublicKey>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownBallot {
    pub(crate) hash: Hash,
    pub(crate) position: u64,
    pub(crate) recorded_at: DateTime<Utc>,
}

/// What to answer and what to write.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// One for each cast.
    pub(crate) outcomes: Vec<CastOutcome>,
    /// Casts (indexes) whose credential is new.
    pub(crate) credentials: Vec<usize>,
    /// Casts (indexes) to store, with their positions.
    pub(crate) ballots: Vec<(usize, u64)>,
}

/// What is known about a credential in the course of the batch.
#[derive(Default)]
struct Course {
    channel: Option<Channel>,
    latest: Option<u16>,
    /// Ballots that this batch met, by seq.
    ballots: BTreeMap<u16, KnownBallot>,
}

/// `known` holds one entry for each cast of `batch`.
pub(crate) fn decide(situation: &Situation, batch: &[Cast], known: Vec<Known>) -> Plan {
    let mut plan = Plan::default();
    let mut next = situation.last_position + 1;
    let mut courses: BTreeMap<PublicKey, Course> = BTreeMap::new();
    let mut devices: BTreeMap<DeviceHash, PublicKey> = BTreeMap::new();
    for (index, (cast, known)) in batch.iter().zip(known).enumerate() {
        let ballot = cast.ballot();
        let course = courses.entry(ballot.credential).or_default();
        course.channel = course.channel.or(known.channel);
        course.latest = course.latest.max(known.latest);
        if let Some(same) = known.same_seq {
            course.ballots.entry(ballot.seq).or_insert(same);
        }
        let device_owner = cast
            .device()
            .and_then(|device| devices.get(&device).copied().or(known.device_owner));
        let outcome = if let Some(refusal) = refuse(situation, cast, course, device_owner) {
            refusal
        } else {
            if course.channel.is_none() {
                plan.credentials.push(index);
                course.channel = Some(ballot.channel);
                if let Some(device) = cast.device() {
                    devices.insert(device, ballot.credential);
                }
            }
            let stored = KnownBallot {
                hash: cast.hash(),
                position: next,
                recorded_at: cast.recorded_at(),
            };
            course.latest = Some(ballot.seq);
            course.ballots.insert(ballot.seq, stored);
            plan.ballots.push((index, next));
            next += 1;
            CastOutcome::Stored(receipt(cast, &stored))
        };
        plan.outcomes.push(outcome);
    }
    // A later cast of the batch may have replaced an earlier one.
    for outcome in &mut plan.outcomes {
        if let CastOutcome::Stored(receipt) | CastOutcome::Same(receipt) = outcome {
            let latest = courses
                .get(&receipt.credential)
                .and_then(|course| course.latest);
            receipt.replaced = latest > Some(receipt.seq);
        }
    }
    plan
}

/// The answer to a cast that is not stored.
fn refuse(
    situation: &Situation,
    cast: &Cast,
    course: &Course,
    device_owner: Option<PublicKey>,
) -> Option<CastOutcome> {
    let ballot = cast.ballot();
    let same_seq = course.ballots.get(&ballot.seq);
    // First of all, so that a retry gets its receipt whatever has changed since.
    if let Some(known) = same_seq
        && known.hash == cast.hash()
    {
        return Some(CastOutcome::Same(receipt(cast, known)));
    }
    match gate(
        situation.phase,
        situation.opens_at,
        situation.closes_at,
        cast.received_at(),
    ) {
        Gate::Open => {}
        Gate::NotYet => return Some(CastOutcome::NotYet),
        Gate::Over => return Some(CastOutcome::Over),
    }
    if ballot.edition != situation.edition || Some(ballot.manifest) != situation.manifest {
        return Some(CastOutcome::ManifestChanged);
    }
    // Only devices register by casting; codes are made by the organiser.
    if course.channel.unwrap_or(Channel::Device) != ballot.channel {
        return Some(CastOutcome::ChannelClosed);
    }
    if same_seq.is_some() {
        return Some(CastOutcome::Conflict);
    }
    if course.latest > Some(ballot.seq) {
        return Some(CastOutcome::Outdated);
    }
    // A registered credential proves itself by its key, on whatever device.
    if course.channel.is_none() && device_owner.is_some() {
        return Some(CastOutcome::DeviceSpent);
    }
    None
}

fn receipt(cast: &Cast, known: &KnownBallot) -> Receipt {
    let ballot = cast.ballot();
    Receipt {
        edition: ballot.edition.clone(),
        credential: ballot.credential,
        seq: ballot.seq,
        channel: ballot.channel,
        ballot: known.hash,
        position: known.position,
        recorded_at: known.recorded_at,
        replaced: false,
    }
}
