//! `GET /api/v1/health/live` and `/health/ready`: for whoever starts the server anew,
//! and for whoever sends people to it.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use wire::ProblemCode;

use crate::{app::Shared, problem::Refusal};

/// Seconds.
const AGAIN: u32 = 5;

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
}

/// The process answers. Nothing else is asked: a server that can't write is not
/// mended by another start.
pub(super) async fn live() -> Response {
    well("live")
}

/// All that a vote needs works.
pub(super) async fn ready(State(app): State<Shared>) -> Result<Response, Refusal> {
    let found = app.health.now(&app);
    let Some(worst) = found.faults.first() else {
        return Ok(well("ready"));
    };
    let refusal = Refusal::new(ProblemCode::NotReady, worst.detail.clone()).retry_after(AGAIN);
    Err(found.faults.into_iter().fold(refusal, |refusal, fault| {
        refusal.at(format!("/{}", fault.part.as_str()), fault.detail)
    }))
}

fn well(status: &'static str) -> Response {
    let version = env!("CARGO_PKG_VERSION");
    let health = Health { status, version };
    ([(header::CACHE_CONTROL, "no-store")], Json(health)).into_response()
}
