//! `GET /api/v1/innovations/{slug}`: everything about one innovation.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use wire::ProblemCode;

use crate::{app::Shared, document::Document, problem::Refusal, snapshot::Key};

pub(super) async fn get(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let snapshot = app.snapshot();
    let position = snapshot.position(&slug).ok_or_else(|| {
        Refusal::new(
            ProblemCode::NotFound,
            "There is no innovation of this name.",
        )
    })?;
    let document = snapshot.document(Key::Innovation(position), |it| {
        Document::json(&it.profiles()[position])
    });
    Ok(document.answer(&headers).await)
}
