//! `GET /api/v1/receipts/{credential}`: what the server has of a credential,
//! for whoever knows its public key. Nothing about the choice.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use wire::{ProblemCode, PublicKey};

use crate::{
    app::Shared,
    document::{self, Document, Effort, Keep},
    problem::Refusal,
    run::causes,
};

pub(super) async fn get(
    State(app): State<Shared>,
    Path(credential): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let credential: PublicKey = credential.parse().map_err(|_| {
        Refusal::new(
            ProblemCode::MalformedRequest,
            "A credential is 64 lower-case hexadecimal digits.",
        )
    })?;
    let receipt = app
        .store
        .receipt(&app.edition, &credential)
        .await
        .map_err(|error| {
            tracing::error!(error = causes(&error), "can't read a receipt");
            Refusal::internal()
        })?;
    let receipt = receipt
        .ok_or_else(|| Refusal::new(ProblemCode::NotFound, "This credential has no ballot."))?;
    let body = document::to_json(&app.log.promise(receipt));
    let document = Document::new(document::JSON, Keep::Ask, Effort::Quick, body);
    Ok(document.answer(&headers).await)
}
