//! What becomes of each cast of a batch: pure, the same for every database.
//!
//! An implementation reads [`Known`] inside its write transaction, asks
//! [`decide`], and writes what the [`Plan`] says in that same transaction.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use voting::{Gate, gate};
use wire::{Channel, EditionSlug, Hash, Phase, PublicKey, Receipt};

use crate::{Cast, CastOutcome, DeviceHash, Route};

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
    /// The number of the last credential, 0 if there is none.
    pub(crate) last_credential: u64,
}

/// What the database knew about one cast before the batch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// How the credential is registered, if it is.
    pub(crate) registered: Option<Registered>,
    /// The highest seq of the credential.
    pub(crate) latest: Option<u16>,
    /// The ballot with the same credential and seq.
    pub(crate) same_seq: Option<KnownBallot>,
    /// Whether this cast's device is taken by a credential.
    pub(crate) device_taken: bool,
}

/// A credential's row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Registered {
    pub(crate) number: u64,
    pub(crate) channel: Channel,
    /// Not a code that waits for its activation or was voided.
    pub(crate) is_open: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownBallot {
    pub(crate) hash: Hash,
    pub(crate) position: u64,
    pub(crate) recorded_at: DateTime<Utc>,
    /// Not one that came back from the public log, without salt and marks.
    pub(crate) has_opening: bool,
}

/// What to answer and what to write.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// One for each cast.
    pub(crate) outcomes: Vec<CastOutcome>,
    /// Credentials to register.
    pub(crate) credentials: Vec<NewCredential>,
    /// Ballots to store.
    pub(crate) ballots: Vec<NewBallot>,
    /// Ballots that are there and get their opening back.
    pub(crate) openings: Vec<NewOpening>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct NewCredential {
    /// The index of its first cast in the batch.
    pub(crate) cast: usize,
    pub(crate) number: u64,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct NewBallot {
    /// The index of its cast in the batch.
    pub(crate) cast: usize,
    pub(crate) position: u64,
    /// The number of its credential.
    pub(crate) credential: u64,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct NewOpening {
    /// The index of its cast in the batch.
    pub(crate) cast: usize,
    pub(crate) position: u64,
}

/// What is known about a credential in the course of the batch.
#[derive(Default)]
struct Course {
    registered: Option<Registered>,
    latest: Option<u16>,
    /// Ballots that this batch met, by seq.
    ballots: BTreeMap<u16, KnownBallot>,
}

/// `known` holds one entry for each cast of `batch`.
pub(crate) fn decide(situation: &Situation, batch: &[Cast], known: Vec<Known>) -> Plan {
    let mut plan = Plan::default();
    let mut last_position = situation.last_position;
    let mut last_credential = situation.last_credential;
    let mut courses: BTreeMap<PublicKey, Course> = BTreeMap::new();
    let mut devices: BTreeSet<DeviceHash> = BTreeSet::new();
    for (index, (cast, known)) in batch.iter().zip(known).enumerate() {
        let ballot = cast.ballot();
        let course = courses.entry(ballot.credential).or_default();
        course.registered = course.registered.or(known.registered);
        course.latest = course.latest.max(known.latest);
        if let Some(same) = known.same_seq {
            course.ballots.entry(ballot.seq).or_insert(same);
        }
        let device_taken = cast
            .device()
            .is_some_and(|device| known.device_taken || devices.contains(&device));
        let outcome = if let Some(refusal) = refuse(situation, cast, course, device_taken) {
            if let CastOutcome::Same(_) = refusal
                && let Some(known) = course.ballots.get_mut(&ballot.seq)
                && !known.has_opening
            {
                known.has_opening = true;
                plan.openings.push(NewOpening {
                    cast: index,
                    position: known.position,
                });
            }
            refusal
        } else {
            let registered = *course.registered.get_or_insert_with(|| {
                last_credential += 1;
                plan.credentials.push(NewCredential {
                    cast: index,
                    number: last_credential,
                });
                devices.extend(cast.device());
                Registered {
                    number: last_credential,
                    channel: ballot.channel,
                    is_open: true,
                }
            });
            last_position += 1;
            let stored = KnownBallot {
                hash: cast.hash(),
                position: last_position,
                recorded_at: cast.recorded_at(),
                has_opening: true,
            };
            course.latest = Some(ballot.seq);
            course.ballots.insert(ballot.seq, stored);
            plan.ballots.push(NewBallot {
                cast: index,
                position: last_position,
                credential: registered.number,
            });
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
    device_taken: bool,
) -> Option<CastOutcome> {
    let ballot = cast.ballot();
    let same_seq = course.ballots.get(&ballot.seq);
    // First of all, so that a retry gets its receipt whatever has changed since.
    if let Some(known) = same_seq
        && known.hash == cast.hash()
    {
        return Some(CastOutcome::Same(receipt(cast, known)));
    }
    match gate_of(situation, cast) {
        Gate::Open => {}
        Gate::NotYet => return Some(CastOutcome::NotYet),
        Gate::Over => return Some(CastOutcome::Over),
    }
    if ballot.edition != situation.edition || Some(ballot.manifest) != situation.manifest {
        return Some(CastOutcome::ManifestChanged);
    }
    // Only devices register by casting; codes are made by the organiser, and are
    // codes in every channel.
    let (channel, is_open) = course
        .registered
        .map_or((Channel::Device, true), |it| (it.channel, it.is_open));
    let is_its_channel = match (cast.route(), ballot.channel) {
        (Route::Public, Channel::Device | Channel::Code) => channel == ballot.channel,
        (Route::Kiosk, Channel::Kiosk | Channel::Paper) => channel == Channel::Code,
        _ => false,
    };
    if !is_its_channel || !is_open {
        return Some(CastOutcome::ChannelClosed);
    }
    if same_seq.is_some() {
        return Some(CastOutcome::Conflict);
    }
    if course.latest > Some(ballot.seq) {
        return Some(CastOutcome::Outdated);
    }
    // A registered credential proves itself by its key, on whatever device.
    if course.registered.is_none() && device_taken {
        return Some(CastOutcome::DeviceSpent);
    }
    None
}

/// Whether this ballot is taken now.
fn gate_of(situation: &Situation, cast: &Cast) -> Gate {
    match cast.route() {
        Route::Public => gate(
            situation.phase,
            situation.opens_at,
            situation.closes_at,
            cast.received_at(),
        ),
        // That it was there in time has been proven.
        Route::Kiosk if situation.phase < Phase::Voting => Gate::NotYet,
        Route::Kiosk if situation.phase > Phase::Objection => Gate::Over,
        Route::Kiosk => Gate::Open,
    }
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
        promise: None,
    }
}
