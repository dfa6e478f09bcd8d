//! `GET /api/v1/clock`: how late it is, for apps that stay open while voting
//! opens and closes, and whether phase and rules are still those of their page.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use chrono::SubsecRound as _;
use wire::Clock;

use crate::app::Shared;

pub(super) async fn get(State(app): State<Shared>) -> Response {
    let snapshot = app.snapshot();
    let clock = Clock {
        now: app.now().trunc_subsecs(3),
        phase: snapshot.edition().phase,
        manifest: snapshot.manifest().map(|manifest| manifest.hash),
    };
    ([(header::CACHE_CONTROL, "no-store")], Json(clock)).into_response()
}
