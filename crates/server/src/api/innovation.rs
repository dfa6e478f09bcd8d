//! `GET /api/v1/innovations/{slug}`: everything about one innovation.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, Uri},
    response::Response,
};
use wire::ProblemCode;

use crate::{app::Shared, document::Document, page::detour, problem::Refusal, snapshot::Key};

pub(super) async fn get(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let snapshot = app.snapshot();
    let Some(position) = snapshot.position(&slug) else {
        let today = snapshot.today(&slug).ok_or_else(|| {
            Refusal::new(
                ProblemCode::NotFound,
                "There is no innovation of this name.",
            )
        })?;
        let path = format!("/api/v1/innovations/{today}");
        return Ok(detour::permanent(&path, &uri));
    };
    let document = snapshot.document(Key::Innovation(position), |it| {
        Document::json(&it.profiles()[position])
    });
    Ok(document.answer(&headers).await)
}
