//! `GET /api/v1/health`: 200 once the server answers and its store can be read.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::Serialize;

use crate::{app::Shared, problem::Refusal, run::causes};

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
}

pub(super) async fn get(State(app): State<Shared>) -> Result<Response, Refusal> {
    app.store.revision(&app.edition).await.map_err(|error| {
        tracing::error!(error = causes(&error), "the store can't be read");
        Refusal::unavailable("The database can't be read.")
    })?;
    let health = Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(health)).into_response())
}
