//! `POST /api/v1/kiosks`: a link enrols one tablet, which makes its own key.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use store::StoreError;
use wire::{Enrolled, Enrolment, LinkRole, ProblemCode};

use super::body::{self, Expected};
use crate::{app::Shared, link, problem::Refusal, run::causes};

const ENROLMENT: Expected = Expected {
    largest: 4 * 1024,
    too_large: "An enrolment has at most 4 KiB.",
    malformed: "The body is not an enrolment.",
};

pub(super) async fn enrol(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let link = link::bearer(&app, &headers, &[LinkRole::Kiosk]).await?.link;
    let enrolment: Enrolment = body::read(&headers, body, ENROLMENT).await?;
    if !ledger::verify_enrolment(&app.edition, link.number, &enrolment) {
        return Err(Refusal::new(
            ProblemCode::BadSignature,
            "The proof is not one of this key for this link.",
        ));
    }
    let is_new = app
        .store
        .enrol(&app.edition, link.number, &enrolment.key, app.now())
        .await
        .map_err(|error| match error {
            StoreError::KioskTaken(_) => Refusal::new(
                ProblemCode::KioskTaken,
                "Another tablet has this link, or this tablet has another.",
            ),
            StoreError::KioskRevoked(_) => link::revoked(),
            error => {
                tracing::error!(error = causes(&error), "can't enrol a kiosk");
                Refusal::internal()
            }
        })?;
    let keys = app.keys().await.map_err(|_| Refusal::internal())?;
    let enrolled = Enrolled {
        edition: app.edition.clone(),
        number: link.number,
        booth: link.booth.unwrap_or_default(),
        seal_key: keys.seal.public_key(),
        sign_key: keys.sign_key,
        expires_at: link.expires_at,
    };
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((
        status,
        [(header::CACHE_CONTROL, "no-store")],
        Json(enrolled),
    )
        .into_response())
}
