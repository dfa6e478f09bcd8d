//! One request: sending it, and telling apart what may go wrong.
//!
//! Refusals, overload and a lost network are sorted out here, once.

use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Deserialize;
use wire::ProblemCode;

use crate::json;

/// Why there is no answer to work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The server was not reached, or its answer was cut off.
    #[error("the server was not reached")]
    Offline,
    /// The server asks for patience, where it says so in seconds.
    #[error("the server is busy")]
    Busy { retry_after: Option<u32> },
    /// The server understood, and says no.
    #[error("the server refuses")]
    Refused(ProblemCode),
    /// Something answered that is not our server: a login page of a public network, say.
    #[error("the answer makes no sense")]
    Garbled,
}

/// The part of `wire::Problem` that decides what is done.
#[derive(Deserialize)]
struct Refusal {
    code: ProblemCode,
}

/// Sends a read. The browser keeps answers and asks again with their `ETag`.
pub(super) async fn get(url: &str) -> Result<String, Failure> {
    let request = Request::get(url)
        .cache(web_sys::RequestCache::NoCache)
        .build();
    answer(request.map_err(|_| Failure::Garbled)?.send().await).await
}

/// Sends a JSON body.
pub(super) async fn post(url: &str, body: &str) -> Result<String, Failure> {
    let request: RequestBuilder = Request::post(url).header("Content-Type", "application/json");
    answer(
        request
            .body(body)
            .map_err(|_| Failure::Garbled)?
            .send()
            .await,
    )
    .await
}

async fn answer(sent: Result<Response, gloo_net::Error>) -> Result<String, Failure> {
    let response = sent.map_err(|_| Failure::Offline)?;
    let retry_after = response
        .headers()
        .get("retry-after")
        .and_then(|value| value.parse().ok());
    let (ok, status) = (response.ok(), response.status());
    let body = response.text().await.map_err(|_| Failure::Offline)?;
    if ok {
        return Ok(body);
    }
    match (status, json::from_str::<Refusal>(&body)) {
        (408 | 429 | 500.., _) => Err(Failure::Busy { retry_after }),
        (_, Ok(refusal)) => Err(Failure::Refused(refusal.code)),
        (404, Err(_)) => Err(Failure::Refused(ProblemCode::NotFound)),
        (_, Err(_)) => Err(Failure::Garbled),
    }
}
