//! The texts of one language, for an app that changes over to it.

use axum::{extract::Path, http::HeaderMap, response::Response};

use crate::{
    assets::Bundle,
    document::{self, Document, Effort, Keep},
    problem::Refusal,
};

/// `GET /locales/{file}`: what residents' pages say.
pub(crate) async fn residents(
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    texts(Bundle::Residents, &file, &headers).await
}

/// `GET /locales/rules/{file}`: what is said of rules beyond choosing.
pub(crate) async fn rules(
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    texts(Bundle::Rules, &file, &headers).await
}

/// `GET /locales/desk/{file}`: what only the staff's pages say.
pub(crate) async fn desk(
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    texts(Bundle::Desk, &file, &headers).await
}

async fn texts(bundle: Bundle, file: &str, headers: &HeaderMap) -> Result<Response, Refusal> {
    let tag = file.strip_suffix(".json").ok_or_else(Refusal::not_found)?;
    let (_, text) = bundle
        .locales()
        .find(|(known, _)| *known == tag)
        .ok_or_else(Refusal::not_found)?;
    let texts = text.as_bytes().into();
    let document = Document::new(document::JSON, Keep::Hour, Effort::Quick, texts);
    Ok(document.answer(headers).await)
}
