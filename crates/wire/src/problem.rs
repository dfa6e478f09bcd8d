//! Problem details (RFC 9457) with a stable code.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

/// The body of every error, `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `about:blank`, or a URL that explains the code.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub code: ProblemCode,
    /// For people; never holds internals.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// What is wrong with one part of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// A JSON pointer (RFC 6901) into the request's body, or a query parameter.
    pub pointer: String,
    pub detail: String,
}

/// What went wrong, for programs. Codes are never reused or renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// 400: not the JSON that was expected.
    MalformedRequest,
    /// 404.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 409: this credential and seq already have a ballot with other bytes.
    BallotConflict,
    /// 409: this credential already has a ballot with a higher seq.
    BallotOutdated,
    /// 409: signed against another manifest than the one in force.
    ManifestChanged,
    /// 403: this device has already voted with another credential.
    DeviceSpent,
    /// 403: the edition's phase or hours don't take ballots now.
    VotingClosed,
    /// 403: before `voting_opens_at` or before the phase `voting`.
    VotingNotOpen,
    /// 403: the channel isn't open to this credential.
    ChannelClosed,
    /// 401: no link, or not one of this server's.
    LinkInvalid,
    /// 403: the link was revoked.
    LinkRevoked,
    /// 403: the link's time is over.
    LinkExpired,
    /// 409: another tablet was enrolled with this link.
    KioskTaken,
    /// 403: the kiosk was revoked; its queue can still be recovered.
    KioskRevoked,
    /// The kiosk's queue has another envelope at this index.
    QueueForked,
    /// The envelope does not open, or does not hold a ballot.
    BadEnvelope,
    /// The two entries of a paper ballot are not equal.
    PaperDiffers,
    /// 404: no code of this edition has that public key.
    CodeUnknown,
    /// 422: the marks break the rule.
    InvalidMarks,
    /// 422: the commitment doesn't open to the salt and marks.
    CommitmentMismatch,
    /// 422: the signature doesn't verify.
    BadSignature,
    /// 429, with `Retry-After`.
    TooManyRequests,
    /// 413.
    TooLarge,
    /// 415.
    UnsupportedMediaType,
    /// 503, with `Retry-After`.
    Unavailable,
    /// 503, with `Retry-After`: what is not well stands in `errors`, each with a
    /// pointer that names the part.
    NotReady,
    /// 500.
    Internal,
    /// A code that this build does not know yet.
    #[serde(other)]
    Unknown,
}
