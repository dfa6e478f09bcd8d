//! Kiosks: enrolment, and the sealed queue. Bytes: docs/PROTOCOL.md.

use alloc::{string::String, vec::Vec};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{EditionSlug, Hash, Hex, HexBytes, ProblemCode, PublicKey, Receipt, Signature};

/// An X25519 public key (RFC 7748) that ballots are sealed to.
pub type SealKey = Hex<32>;

/// `POST /api/v1/kiosks`, with a kiosk's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// The tablet's own key, made on it.
    pub key: PublicKey,
    /// That it has the secret half.
    pub proof: Signature,
}

/// What an enrolled tablet is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    pub edition: EditionSlug,
    pub number: u32,
    pub booth: String,
    /// Ballots are sealed to this key.
    pub seal_key: SealKey,
    /// The server's own signatures are made with this key.
    pub sign_key: PublicKey,
    #[serde(deserialize_with = "crate::time::read_moment")]
    pub expires_at: DateTime<Utc>,
}

/// One sealed ballot of a kiosk's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Its place in the queue, from 1, without gaps.
    pub index: u32,
    /// The hash of the one before it; zeros for the first.
    pub prev: Hash,
    pub sealed: HexBytes,
    /// By the kiosk, over the envelope's hash.
    pub signature: Signature,
}

/// How long a queue is, said by the kiosk itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Of the last envelope.
    pub index: u32,
    /// Its hash.
    pub hash: Hash,
    pub signature: Signature,
}

/// `POST /api/v1/kiosks/{number}/envelopes`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// In any order, any number of times, with gaps.
    pub envelopes: Vec<Envelope>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
}

/// The answer to a [`Delivery`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// One for each envelope, in their order.
    pub results: Vec<EnvelopeResult>,
    /// The highest head that was logged, and when; none before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<LoggedHead>,
    /// Why the head that came was not logged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head_code: Option<ProblemCode>,
}

/// A head that the server has on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedHead {
    pub index: u32,
    #[serde(deserialize_with = "crate::time::read_moment")]
    pub logged_at: DateTime<Utc>,
    /// While voting was open: what is in the queue up to here counts, whenever
    /// it arrives.
    pub in_time: bool,
}

/// What became of one envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvelopeResult {
    pub index: u32,
    pub outcome: EnvelopeOutcome,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ProblemCode>,
}

/// What became of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeOutcome {
    /// Its ballot is new, durable and counts.
    Stored,
    /// Its ballot was there already.
    Same,
    /// A paper ballot's entry that waits for the other person's, or (with the
    /// code `paper_differs`) for an entry that settles which one is right.
    Pending,
    /// It came after the close and nothing proves that it was there before: it
    /// is kept and listed, and does not count.
    Late,
    /// See `code`.
    Refused,
}

/// Who entered a paper ballot: it takes two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperEntry {
    First,
    Second,
}

impl PaperEntry {
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// The word in SQL and lists.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

/// `GET /api/v1/roll`, with a kiosk's link: the public keys of all codes that
/// may vote, ascending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roll {
    pub keys: Vec<PublicKey>,
}
