//! Errors on their way to a client: problem details (RFC 9457).
//!
//! Nothing of the inside leaves through here: causes are logged where they
//! are handled, the client gets a stable code and a sentence.

use std::borrow::Cow;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use wire::{FieldProblem, Problem, ProblemCode};

/// A request that is not granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    code: ProblemCode,
    status: StatusCode,
    detail: Cow<'static, str>,
    errors: Vec<FieldProblem>,
    /// Seconds.
    retry_after: Option<u32>,
}

impl Refusal {
    pub(crate) fn new(code: ProblemCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            status: status_of(code),
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
        }
    }

    pub(crate) fn code(&self) -> ProblemCode {
        self.code
    }

    pub(crate) fn not_found() -> Self {
        Self::new(ProblemCode::NotFound, "There is nothing at this address.")
    }

    /// A fault of ours; whoever calls this has logged it.
    pub(crate) fn internal() -> Self {
        Self::new(ProblemCode::Internal, "The server could not do this.")
    }

    pub(crate) fn unavailable(detail: &'static str) -> Self {
        Self::new(ProblemCode::Unavailable, detail).retry_after(2)
    }

    /// A query parameter, or a part of the body by its JSON pointer.
    pub(crate) fn at(mut self, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        self.errors.push(FieldProblem {
            pointer: pointer.into(),
            detail: detail.into(),
        });
        self
    }

    pub(crate) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }
}

const fn status_of(code: ProblemCode) -> StatusCode {
    match code {
        ProblemCode::MalformedRequest => StatusCode::BAD_REQUEST,
        ProblemCode::NotFound | ProblemCode::CodeUnknown => StatusCode::NOT_FOUND,
        ProblemCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ProblemCode::BallotConflict
        | ProblemCode::BallotOutdated
        | ProblemCode::ManifestChanged
        | ProblemCode::KioskTaken
        | ProblemCode::QueueForked
        | ProblemCode::PaperDiffers => StatusCode::CONFLICT,
        ProblemCode::LinkInvalid => StatusCode::UNAUTHORIZED,
        ProblemCode::DeviceSpent
        | ProblemCode::VotingClosed
        | ProblemCode::VotingNotOpen
        | ProblemCode::ChannelClosed
        | ProblemCode::LinkRevoked
        | ProblemCode::LinkExpired
        | ProblemCode::KioskRevoked => StatusCode::FORBIDDEN,
        ProblemCode::InvalidMarks
        | ProblemCode::CommitmentMismatch
        | ProblemCode::BadSignature
        | ProblemCode::BadEnvelope => StatusCode::UNPROCESSABLE_ENTITY,
        ProblemCode::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        ProblemCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ProblemCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ProblemCode::Unavailable | ProblemCode::NotReady => StatusCode::SERVICE_UNAVAILABLE,
        ProblemCode::Internal | ProblemCode::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

const fn title_of(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::MalformedRequest => "Malformed request",
        ProblemCode::NotFound => "Not found",
        ProblemCode::MethodNotAllowed => "Method not allowed",
        ProblemCode::BallotConflict => "Another ballot has this sequence number",
        ProblemCode::BallotOutdated => "A later ballot is already stored",
        ProblemCode::ManifestChanged => "The ballot was signed against other rules",
        ProblemCode::DeviceSpent => "This device has already voted",
        ProblemCode::VotingClosed => "Voting is closed",
        ProblemCode::VotingNotOpen => "Voting is not open yet",
        ProblemCode::ChannelClosed => "This channel is not open",
        ProblemCode::LinkInvalid => "This link is not valid here",
        ProblemCode::LinkRevoked => "This link was revoked",
        ProblemCode::LinkExpired => "This link has expired",
        ProblemCode::KioskTaken => "Another tablet has this link",
        ProblemCode::KioskRevoked => "This kiosk was revoked",
        ProblemCode::QueueForked => "The queue has another envelope here",
        ProblemCode::BadEnvelope => "The envelope holds no ballot",
        ProblemCode::PaperDiffers => "The two entries differ",
        ProblemCode::CodeUnknown => "No such code",
        ProblemCode::InvalidMarks => "The marks break the rules",
        ProblemCode::CommitmentMismatch => "The commitment does not open",
        ProblemCode::BadSignature => "The signature does not verify",
        ProblemCode::TooManyRequests => "Too many requests",
        ProblemCode::TooLarge => "The request is too large",
        ProblemCode::UnsupportedMediaType => "Unsupported media type",
        ProblemCode::Unavailable => "Not available now",
        ProblemCode::NotReady => "Not ready",
        ProblemCode::Internal | ProblemCode::Unknown => "Internal error",
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: "about:blank".to_owned(),
            title: title_of(self.code).to_owned(),
            status: self.status.as_u16(),
            code: self.code,
            detail: self.detail.into_owned(),
            errors: self.errors,
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self.code);
        response
    }
}
