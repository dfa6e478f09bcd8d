//! `GET /api/v1/manifest`: the exact bytes that ballots are signed against.
//! 404 until voting was opened for the first time.

use axum::{extract::State, http::HeaderMap, response::Response};
use wire::ProblemCode;

use crate::{app::Shared, problem::Refusal};

pub(super) async fn get(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let document = app.snapshot().manifest_document().ok_or_else(|| {
        Refusal::new(
            ProblemCode::NotFound,
            "The rules are not fixed until voting opens.",
        )
    })?;
    Ok(document.answer(&headers).await)
}
