//! `POST /api/v1/ballots`: takes a signed ballot and answers once it is on disk.
//!
//! 201 with the receipt for a new ballot, 200 with the same receipt for the
//! same bytes. What can be checked without the store is checked here; phase,
//! hours, order and device are checked inside the write (`store`).

use std::time::Duration;

use axum::{
    body::{self, Body, Bytes},
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, Utc};
use ledger::BallotError;
use store::{CashierError, Cast, CastError, CastOutcome};
use tokio::time;
use wire::{Ballot, Channel, ProblemCode, Receipt};

use crate::{
    address, app::Shared, device::Device, document, guess::Guess, problem::Refusal,
    snapshot::Snapshot,
};

/// Far more than any ballot needs.
const LARGEST: usize = 64 * 1024;
/// For the whole body.
const PATIENCE: Duration = Duration::from_secs(20);
/// Characters of a parser's message that a client gets.
const MESSAGE: usize = 200;

pub(super) async fn cast(
    State(app): State<Shared>,
    ConnectInfo(peer): ConnectInfo<std::net::SocketAddr>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let now = app.now();
    let network = address::network(peer, &headers, app.site.proxies);
    app.limits.network(network, micros(now))?;
    let ballot = read(&headers, body).await?;
    let known = Device::of(&headers);
    let (device, fresh) = match (ballot.channel, known) {
        (Channel::Device, Some(device)) => (Some(device), false),
        (Channel::Device, None) => (Some(Device::first(&ballot.credential)), true),
        (Channel::Code | Channel::Kiosk, _) => (None, false),
    };
    let device_hash = device.map(|it| it.hash(&app.edition));
    if let (Some(hash), false) = (device_hash, fresh) {
        app.limits.device(hash, micros(now))?;
    }
    let received_at = app.now();
    let cast = check(&app.snapshot(), ballot, device_hash, received_at)?;
    app.limits
        .credential(&cast.ballot().credential, micros(received_at))?;
    let ballot = cast.ballot();
    let (channel, credential) = (ballot.channel, ballot.credential);
    // A code that nobody has made is a wrong one, whichever way it is tried.
    let guess = match channel {
        Channel::Code => Some(Guess::begin(&app, peer, &headers)?),
        Channel::Device | Channel::Kiosk => None,
    };
    let outcome = app.cashier.cast(cast).await.map_err(waiting)?;
    let (status, receipt) = match (settle(outcome), guess) {
        (Err(refusal), Some(guess)) if refusal.code() == ProblemCode::ChannelClosed => {
            return Ok(guess.wrong(&credential, refusal));
        }
        (settled, _) => settled?,
    };
    let mut response = answer(status, &receipt);
    if status == StatusCode::CREATED {
        app.ballots.notify_one();
    }
    // Also on a retry: the answer that set it first may have been lost.
    if let Some(device) = device.filter(|_| fresh)
        && let Some(cookie) = device.set_cookie(app.site.is_https())
    {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn micros(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp_micros()).unwrap_or(0)
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Ballot, Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let essence = content_type
        .unwrap_or_default()
        .split(|it| *it == b';')
        .next();
    if !essence.is_some_and(|it| it.trim_ascii().eq_ignore_ascii_case(b"application/json")) {
        swallow(body).await;
        return Err(Refusal::new(
            ProblemCode::UnsupportedMediaType,
            "Send the ballot as application/json.",
        ));
    }
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|it| it.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > LARGEST) {
        swallow(body).await;
        return Err(too_large());
    }
    let bytes = time::timeout(PATIENCE, body::to_bytes(body, LARGEST))
        .await
        .map_err(|_| {
            Refusal::new(
                ProblemCode::MalformedRequest,
                "The body did not arrive in time.",
            )
            .status(StatusCode::REQUEST_TIMEOUT)
        })?
        .map_err(|_| too_large())?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let mut message = error.to_string();
        if let Some((end, _)) = message.char_indices().nth(MESSAGE) {
            message.truncate(end);
        }
        Refusal::new(ProblemCode::MalformedRequest, "The body is not a ballot.").at("", message)
    })
}

/// Reads a body that nobody wants, as far as that is bearable: a client that
/// still sends when the connection ends never sees why.
async fn swallow(body: Body) {
    let _ = time::timeout(PATIENCE, body::to_bytes(body, 4 * LARGEST)).await;
}

fn too_large() -> Refusal {
    Refusal::new(ProblemCode::TooLarge, "A ballot has at most 64 KiB.")
}

fn check(
    snapshot: &Snapshot,
    ballot: Ballot,
    device: Option<store::DeviceHash>,
    received_at: DateTime<Utc>,
) -> Result<Cast, Refusal> {
    if ballot.edition != snapshot.edition().slug {
        return Err(
            Refusal::new(ProblemCode::NotFound, "This server has another edition.")
                .at("/edition", "No such edition."),
        );
    }
    let Some(manifest) = snapshot.manifest() else {
        return Err(not_yet());
    };
    if ballot.manifest != manifest.hash {
        return Err(manifest_changed());
    }
    Cast::check(ballot, snapshot.contests(), device, received_at).map_err(|error| match error {
        CastError::Seq => Refusal::new(ProblemCode::MalformedRequest, "The seq is out of range.")
            .at("/seq", error.to_string()),
        CastError::Marks(marks) => Refusal::new(
            ProblemCode::InvalidMarks,
            "The marks break the rules of this vote.",
        )
        .at("/marks", marks.to_string()),
        CastError::Ballot(BallotError::CommitmentMismatch) => Refusal::new(
            ProblemCode::CommitmentMismatch,
            "The commitment does not open to this salt and these marks.",
        ),
        CastError::Ballot(BallotError::BadSignature) => Refusal::new(
            ProblemCode::BadSignature,
            "The signature is not one of this credential over this ballot.",
        ),
    })
}

fn waiting(error: CashierError) -> Refusal {
    Refusal::unavailable(match error {
        CashierError::Full => "Too many ballots are waiting. Send the same bytes again.",
        CashierError::Stopped => "The server is stopping. Send the same bytes again.",
        CashierError::Failed => "The ballot could not be stored. Send the same bytes again.",
    })
}

fn settle(outcome: CastOutcome) -> Result<(StatusCode, Receipt), Refusal> {
    match outcome {
        CastOutcome::Stored(receipt) => Ok((StatusCode::CREATED, receipt)),
        CastOutcome::Same(receipt) => Ok((StatusCode::OK, receipt)),
        CastOutcome::Conflict => Err(Refusal::new(
            ProblemCode::BallotConflict,
            "This credential has another ballot with this seq. Cast again with a higher one.",
        )),
        CastOutcome::Outdated => Err(Refusal::new(
            ProblemCode::BallotOutdated,
            "This credential has a ballot with a higher seq.",
        )),
        CastOutcome::ManifestChanged => Err(manifest_changed()),
        CastOutcome::DeviceSpent => Err(Refusal::new(
            ProblemCode::DeviceSpent,
            "A ballot with another credential came from this device.",
        )),
        CastOutcome::ChannelClosed => Err(Refusal::new(
            ProblemCode::ChannelClosed,
            "This channel is not open.",
        )),
        CastOutcome::NotYet => Err(not_yet()),
        CastOutcome::Over => Err(Refusal::new(ProblemCode::VotingClosed, "Voting is over.")),
    }
}

fn not_yet() -> Refusal {
    Refusal::new(ProblemCode::VotingNotOpen, "Voting has not begun.")
}

fn manifest_changed() -> Refusal {
    Refusal::new(
        ProblemCode::ManifestChanged,
        "The ballot was signed against other rules than those in force.",
    )
}

fn answer(status: StatusCode, receipt: &Receipt) -> Response {
    let body: Bytes = document::to_json(receipt);
    let headers = [
        (header::CONTENT_TYPE, document::JSON),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body).into_response()
}
