//! `POST /api/v1/kiosks/{number}/envelopes`: a kiosk sends its queue, in any
//! order and as often as it likes. An empty one asks whether it may still.
//!
//! No link is asked for: each envelope is signed by the kiosk's own key, and a
//! queue must leave the tablet also after the link's time.

use std::net::SocketAddr;

use axum::{
    Json,
    body::Body,
    extract::{ConnectInfo, Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use store::{CashierError, StoreError, Way};
use wire::{Delivered, Delivery, EnvelopeOutcome, ProblemCode};

use super::body::{self, Expected};
use crate::{
    address,
    app::Shared,
    link,
    problem::Refusal,
    queue::{Desk, DeskError},
    run::causes,
};

/// Envelopes at once.
const MOST: usize = 50;
const DELIVERY: Expected = Expected {
    largest: 2 * 1024 * 1024,
    too_large: "A delivery has at most 2 MiB.",
    malformed: "The body is not a delivery of envelopes.",
};

pub(super) async fn deliver(
    State(app): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(number): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    app.log.may_cast()?;
    let number: u32 = number.parse().map_err(|_| unknown())?;
    let link = link::find(&app, number).await?.ok_or_else(unknown)?;
    let (kiosk, _) = link.kiosk.ok_or_else(unknown)?;
    if link.revoked.is_some() {
        return Err(revoked());
    }
    let Delivery { envelopes, head } = body::read(&headers, body, DELIVERY).await?;
    if envelopes.len() > MOST {
        return Err(Refusal::new(
            ProblemCode::TooLarge,
            "A delivery has at most 50 envelopes.",
        ));
    }
    let keys = app.keys().await.map_err(|error| {
        tracing::error!(error = causes(&error), "the server has no keys");
        Refusal::internal()
    })?;
    let snapshot = app.snapshot();
    let desk = Desk {
        store: &app.store,
        cashier: &app.cashier,
        edition: &app.edition,
        keys,
        manifest: snapshot.manifest().map(|it| it.hash),
        contests: snapshot.contests(),
        now: app.now(),
        way: Way::Tablet,
    };
    let checked = desk
        .check(number, kiosk, envelopes, head)
        .await
        .map_err(refuse)?;
    // Kiosks share their network with a whole hall: only strangers are counted.
    if !checked.is_signed() {
        let network = address::network(peer, &headers, app.site.proxies);
        let micros = u64::try_from(app.now().timestamp_micros()).unwrap_or(0);
        app.limits.network(network, micros)?;
    }
    let delivered = desk.deliver(checked).await;
    // Also where it was not finished.
    app.ballots.notify_one();
    let mut delivered = delivered.map_err(refuse)?;
    for result in &mut delivered.results {
        result.receipt = result.receipt.take().map(|it| app.log.promise(it));
    }
    log(number, &delivered);
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(delivered)).into_response())
}

/// What does not count is never silent.
fn log(kiosk: u32, delivered: &Delivered) {
    let count = |outcome| {
        let results = delivered.results.iter();
        results.filter(|it| it.outcome == outcome).count()
    };
    let (late, refused) = (
        count(EnvelopeOutcome::Late),
        count(EnvelopeOutcome::Refused),
    );
    if late + refused > 0 || delivered.head_code.is_some() {
        tracing::warn!(kiosk, late, refused, head = ?delivered.head_code, "envelopes don't count");
    }
}

fn unknown() -> Refusal {
    Refusal::new(ProblemCode::NotFound, "There is no such kiosk.")
}

fn revoked() -> Refusal {
    Refusal::new(
        ProblemCode::KioskRevoked,
        "This kiosk was revoked. Its queue can be saved as a file or as QR codes.",
    )
}

fn refuse(error: DeskError) -> Refusal {
    match error {
        DeskError::Store(StoreError::KioskRevoked(_)) => revoked(),
        DeskError::Store(StoreError::UnknownKiosk(_)) => unknown(),
        DeskError::Cashier(CashierError::Full) => {
            Refusal::unavailable("Too many ballots are waiting. Send the same again.")
        }
        DeskError::Cashier(CashierError::Stopped) => {
            Refusal::unavailable("The server is stopping. Send the same again.")
        }
        error => {
            tracing::error!(error = causes(&error), "envelopes could not be stored");
            Refusal::unavailable("The envelopes could not be stored. Send the same again.")
        }
    }
}
