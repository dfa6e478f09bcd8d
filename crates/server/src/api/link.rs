//! `GET /api/v1/link`: what the bearer's link is good for.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use wire::{LinkInfo, LinkRole};

use crate::{app::Shared, link, problem::Refusal};

pub(super) async fn get(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let bearer = link::bearer(&app, &headers, &LinkRole::ALL).await?;
    let info = LinkInfo {
        role: bearer.role,
        number: bearer.link.number,
        booth: bearer.link.booth,
        expires_at: bearer.link.expires_at,
        edition: app.edition.clone(),
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(info)).into_response())
}
