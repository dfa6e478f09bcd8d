//! `GET /media/{file}`: pictures of the edition.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::{
    app::Shared,
    document::{self, Answer, Keep},
    encoding::Coding,
    problem::Refusal,
    run::causes,
};

/// A drawing may hold styles of its own, but nothing that runs.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

pub(crate) async fn get(
    State(app): State<Shared>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let media = app
        .store
        .media(&app.edition, &file)
        .await
        .map_err(|error| {
            tracing::error!(error = causes(&error), "can't read media");
            Refusal::internal()
        })?;
    let media = media.ok_or_else(Refusal::not_found)?;
    let parts = Answer {
        content_type: &media.content_type,
        keep: Keep::Hour,
        tag: &document::tag(&media.bytes),
        coding: Coding::Identity,
    };
    let mut response = document::answer(&headers, &parts, Bytes::from(media.bytes));
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    Ok(response)
}
