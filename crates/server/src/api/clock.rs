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

use crate::app::{App, Shared};

pub(super) async fn get(State(app): State<Shared>) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(read(&app))).into_response()
}

/// What the clock says now.
pub(crate) fn read(app: &App) -> Clock {
    let snapshot = app.snapshot();
    Clock {
        now: app.now().trunc_subsecs(3),
        phase: snapshot.edition().phase,
        manifest: snapshot.manifest().map(|manifest| manifest.hash),
    }
}
