//! `GET /api/v1/standings`: the counts, as far as they may be seen.
//! Made at most four times a second (`follow`), however often it is read.

use axum::{extract::State, http::HeaderMap, response::Response};

use crate::app::Shared;

pub(super) async fn get(State(app): State<Shared>, headers: HeaderMap) -> Response {
    app.board.shown().json.answer(&headers).await
}
