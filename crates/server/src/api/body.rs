//! Reading a JSON body: its type, its size and its time are bounded.

use std::time::Duration;

use axum::{
    body::{self, Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use serde::de::DeserializeOwned;
use tokio::time;
use wire::ProblemCode;

use crate::problem::Refusal;

/// For the whole body.
const PATIENCE: Duration = Duration::from_secs(20);
/// Characters of a parser's message that a client gets.
const MESSAGE: usize = 200;
/// Of a body that nobody wants, read at most.
const UNWANTED: usize = 256 * 1024;

/// What a body is read as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    /// Bytes.
    pub(super) largest: usize,
    /// To whom says too much.
    pub(super) too_large: &'static str,
    /// To whom says something else.
    pub(super) malformed: &'static str,
}

/// The body as a type.
pub(super) async fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
    expected: Expected,
) -> Result<T, Refusal> {
    let bytes = bytes(headers, body, expected).await?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let mut message = error.to_string();
        if let Some((end, _)) = message.char_indices().nth(MESSAGE) {
            message.truncate(end);
        }
        Refusal::new(ProblemCode::MalformedRequest, expected.malformed).at("", message)
    })
}

/// The body as it is.
pub(super) async fn bytes(
    headers: &HeaderMap,
    body: Body,
    expected: Expected,
) -> Result<Bytes, Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let essence = content_type
        .unwrap_or_default()
        .split(|it| *it == b';')
        .next();
    if !essence.is_some_and(|it| it.trim_ascii().eq_ignore_ascii_case(b"application/json")) {
        swallow(body).await;
        return Err(Refusal::new(
            ProblemCode::UnsupportedMediaType,
            "Send it as application/json.",
        ));
    }
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|it| it.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > expected.largest) {
        swallow(body).await;
        return Err(Refusal::new(ProblemCode::TooLarge, expected.too_large));
    }
    time::timeout(PATIENCE, body::to_bytes(body, expected.largest))
        .await
        .map_err(|_| {
            Refusal::new(
                ProblemCode::MalformedRequest,
                "The body did not arrive in time.",
            )
            .status(StatusCode::REQUEST_TIMEOUT)
        })?
        .map_err(|_| Refusal::new(ProblemCode::TooLarge, expected.too_large))
}

/// Reads a body that nobody wants, as far as that is bearable: a client that
/// still sends when the connection ends never sees why.
async fn swallow(body: Body) {
    let _ = time::timeout(PATIENCE, body::to_bytes(body, UNWANTED)).await;
}
