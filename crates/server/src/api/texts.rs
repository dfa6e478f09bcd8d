//! `GET /api/v1/innovations/texts`: the long texts of all innovations, for
//! searching them without asking the server for each letter typed.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Serialize;
use wire::BallotNumber;

use crate::{
    app::Shared,
    document::Document,
    snapshot::{self, Key},
};

#[derive(Serialize)]
struct Text {
    number: BallotNumber,
    text: String,
}

pub(super) async fn list(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let document = app.snapshot().document(Key::Texts, |it| {
        let texts: Vec<Text> = it
            .profiles()
            .iter()
            .map(|profile| Text {
                number: profile.card.number,
                text: snapshot::long_text(profile),
            })
            .collect();
        Document::json(&texts)
    });
    document.answer(&headers).await
}
