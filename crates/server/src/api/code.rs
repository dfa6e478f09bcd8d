//! `GET /api/v1/codes/{key}`: whether a voting code may vote and what its last
//! seq is, for whoever knows its public key. No booth and no batch: nothing
//! that tells one voter from another.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use wire::{ProblemCode, PublicKey};

use crate::{app::Shared, document, guess::Guess, problem::Refusal, run::causes};

pub(super) async fn get(
    State(app): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let key: PublicKey = key.parse().map_err(|_| {
        Refusal::new(
            ProblemCode::MalformedRequest,
            "A code's public key is 64 lower-case hexadecimal digits.",
        )
    })?;
    let guess = Guess::begin(&app, peer, &headers)?;
    let status = app.store.code(&app.edition, &key).await.map_err(|error| {
        tracing::error!(error = causes(&error), "can't read a code");
        Refusal::internal()
    })?;
    let Some(status) = status else {
        let refusal = Refusal::new(
            ProblemCode::CodeUnknown,
            "No code of this edition has that key.",
        );
        return Ok(guess.wrong(&key, refusal));
    };
    let headers = [
        (header::CONTENT_TYPE, document::JSON),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, document::to_json(&status)).into_response())
}
