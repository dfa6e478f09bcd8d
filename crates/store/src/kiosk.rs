//! Links, kiosks and their queues, as they are kept.

use core::{fmt, ops::RangeInclusive};

use chrono::{DateTime, Utc};
use wire::{Envelope, Hash, LinkRole, LoggedHead, ProblemCode, PublicKey};

/// What the server signs and opens with.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerKeys {
    /// An Ed25519 private key (RFC 8032).
    pub sign: [u8; 32],
    /// An X25519 private key (RFC 7748).
    pub seal: [u8; 32],
}

impl fmt::Debug for ServerKeys {
    /// Without the secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerKeys")
    }
}

/// A link that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewLink {
    Presenter {
        expires_at: DateTime<Utc>,
    },
    Kiosk {
        booth: String,
        expires_at: DateTime<Utc>,
    },
}

/// A link as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub number: u32,
    /// `presenter` or `kiosk`; a remote is its presenter's.
    pub role: LinkRole,
    /// Of a kiosk.
    pub booth: Option<String>,
    pub made_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// When it was revoked, and why.
    pub revoked: Option<(DateTime<Utc>, String)>,
    /// The enrolled tablet's key, and since when.
    pub kiosk: Option<(PublicKey, DateTime<Utc>)>,
}

/// An envelope that its kiosk has signed: only these reach a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    envelope: Envelope,
    hash: Hash,
}

impl Sealed {
    /// None if the kiosk with that key has not signed it, or it can be of no
    /// queue.
    pub fn check(kiosk: &PublicKey, envelope: Envelope) -> Option<Self> {
        let is_first = envelope.index == 1;
        if envelope.index == 0 || is_first != (envelope.prev == ledger::NO_ENVELOPE) {
            return None;
        }
        let hash = ledger::envelope_hash(kiosk, &envelope);
        ledger::verify_envelope(kiosk, &envelope, &hash).then_some(Self { envelope, hash })
    }

    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    pub fn hash(&self) -> Hash {
        self.hash
    }
}

/// When and how envelopes came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub at: DateTime<Utc>,
    pub way: Way,
}

/// By which way envelopes came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the tablet itself; closed to one that was revoked.
    Tablet,
    /// Fed in by the operator, who may recover the queue of a lost tablet.
    Operator,
    /// The same, and some of it is lost for good: what is there counts.
    Incomplete,
}

/// The answer to envelopes that came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// One for each envelope, in their order.
    pub places: Vec<Place>,
    /// Envelopes that came earlier and turn out now to have been there in time,
    /// some hundreds at most: receive again while there are any.
    pub ready: Vec<Envelope>,
    /// The highest head that was logged.
    pub head: Option<LoggedHead>,
    /// The head that came is of another queue.
    pub is_head_forked: bool,
}

/// What is known of an envelope that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It was there in time: to be opened. `is_stored`: its ballot is.
    InTime { is_stored: bool },
    /// It came after the close, and nothing proves so far that it was there
    /// before, or others are still missing that have to come with it. It is kept.
    Late,
    /// Voting has not begun.
    Early,
    /// The queue has another envelope at this index.
    Forked,
}

/// What became of an envelope that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Its ballot is stored.
    Stored,
    /// It is one person's entry of a paper ballot.
    Entered,
    Refused(ProblemCode),
}

/// A kiosk's queue, as far as the server has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KioskQueue {
    pub kiosk: u32,
    /// Envelopes that came.
    pub known: u64,
    pub stored: u64,
    /// Entries of paper ballots.
    pub entered: u64,
    /// Those that came after the close without proof: listed, not counted.
    pub late: u64,
    /// By the problem's code.
    pub refused: Vec<(String, u64)>,
    /// Other envelopes or heads at an index that was taken.
    pub forks: u64,
    pub head: Option<LoggedHead>,
    /// Indexes below the last known one that never came.
    pub missing: Vec<RangeInclusive<u32>>,
}

/// A booth with the codes that may vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booth {
    pub name: String,
    /// Ascending.
    pub keys: Vec<PublicKey>,
}
