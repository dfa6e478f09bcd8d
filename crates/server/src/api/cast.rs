//! `POST /api/v1/ballots`: takes a signed ballot and answers once it is on disk.
//!
//! 201 with the receipt for a new ballot, 200 with the same receipt for the
//! same bytes. What can be checked without the store is checked here; phase,
//! hours, order and device are checked inside the write (`store`).

use axum::{
    body::Bytes,
    extract::{ConnectInfo, Request, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, Utc};
use ledger::BallotError;
use store::{CashierError, Cast, CastError, CastOutcome};
use wire::{Ballot, Channel, ProblemCode, Receipt};

use super::body::{self, Expected};
use crate::{
    address, app::Shared, device::Device, document, guess::Guess, problem::Refusal,
    snapshot::Snapshot,
};

/// Far more than any ballot needs.
const BALLOT: Expected = Expected {
    largest: 64 * 1024,
    too_large: "A ballot has at most 64 KiB.",
    malformed: "The body is not a ballot.",
};

pub(super) async fn cast(
    State(app): State<Shared>,
    ConnectInfo(peer): ConnectInfo<std::net::SocketAddr>,
    request: Request,
) -> Result<Response, Refusal> {
    app.log.may_cast()?;
    let now = app.now();
    let (Parts { headers, .. }, body) = request.into_parts();
    let ballot: Ballot = body::read(&headers, body, BALLOT).await?;
    let known = Device::of(&headers);
    let (device, fresh) = match (ballot.channel, known) {
        (Channel::Device, Some(device)) => (Some(device), false),
        (Channel::Device, None) => (Some(Device::first(&ballot.credential)), true),
        (Channel::Code, _) => (None, false),
        // Only through an enrolled kiosk: `api::envelopes`.
        (Channel::Kiosk | Channel::Paper, _) => return Err(channel_closed()),
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
    // Only what anybody can make without end, and only once it is signed: a flood
    // from a hall's own network shuts out neither its codes nor its kiosks.
    if channel == Channel::Device {
        let network = address::network(peer, &headers, app.site.proxies);
        app.limits.network(network, micros(received_at))?;
    }
    // A code that nobody has made is a wrong one, whichever way it is tried.
    let guess = match channel {
        Channel::Code => Some(Guess::begin(&app, peer, &headers)?),
        Channel::Device | Channel::Kiosk | Channel::Paper => None,
    };
    let outcome = app.cashier.cast(cast).await.map_err(waiting)?;
    let (status, receipt) = match (settle(outcome), guess) {
        (Err(refusal), Some(guess)) if refusal.code() == ProblemCode::ChannelClosed => {
            return Ok(guess.wrong(&credential, refusal));
        }
        (settled, _) => settled?,
    };
    let mut response = answer(status, &app.log.promise(receipt));
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
        CastError::Seq { .. } => {
            Refusal::new(ProblemCode::MalformedRequest, "The seq is out of range.")
                .at("/seq", error.to_string())
        }
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
        CastOutcome::ChannelClosed => Err(channel_closed()),
        CastOutcome::NotYet => Err(not_yet()),
        CastOutcome::Over => Err(Refusal::new(ProblemCode::VotingClosed, "Voting is over.")),
    }
}

fn channel_closed() -> Refusal {
    Refusal::new(ProblemCode::ChannelClosed, "This channel is not open.")
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
