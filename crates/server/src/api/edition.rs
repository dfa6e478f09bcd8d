//! `GET /api/v1/edition`: names, place, times, phase, rules, categories and
//! vocabulary of the event.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Serialize;
use wire::{Category, Edition, Vocabulary};

use crate::{app::Shared, document::Document, snapshot::Key};

/// `wire::Edition` with what its profiles refer to.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    edition: &'a Edition,
    categories: &'a [Category],
    vocabulary: &'a Vocabulary,
}

pub(super) async fn get(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let document = app.snapshot().document(Key::Edition, |it| {
        Document::json(&Body {
            edition: it.edition(),
            categories: it.categories(),
            vocabulary: it.vocabulary(),
        })
    });
    document.answer(&headers).await
}
