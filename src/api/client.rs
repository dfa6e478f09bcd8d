//! One request: sending it, and telling apart what may go wrong.
//!
//! Refusals, overload, silence and a lost network are sorted out here, once.

use std::time::Duration;

use gloo_net::http::{Request, RequestBuilder};
use leptos::prelude::set_timeout_with_handle;
use serde::Deserialize;
use web_sys::AbortController;
use wire::ProblemCode;

use crate::json;

/// A network that says nothing for so long is taken for none.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why there is no answer to work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The server was not reached, did not answer in time, or was cut off.
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
    let request = Request::get(url).cache(web_sys::RequestCache::NoCache);
    send(request, None).await
}

/// Sends a JSON body.
pub(super) async fn post(url: &str, body: &str) -> Result<String, Failure> {
    let request = Request::post(url).header("Content-Type", "application/json");
    send(request, Some(body)).await
}

/// Sends any request; a body is JSON, and its header is the caller's business.
pub(super) async fn send(request: RequestBuilder, body: Option<&str>) -> Result<String, Failure> {
    send_within(PATIENCE, request, body).await
}

/// The same, for a server that answers only when there is something to say.
pub(super) async fn send_within(
    patience: Duration,
    request: RequestBuilder,
    body: Option<&str>,
) -> Result<String, Failure> {
    let Ok(control) = AbortController::new() else {
        return Err(Failure::Garbled);
    };
    let request = request.abort_signal(Some(&control.signal()));
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let request = request.map_err(|_| Failure::Garbled)?;
    let timer = set_timeout_with_handle(move || control.abort(), patience);
    let answer = answer(request).await;
    if let Ok(timer) = timer {
        timer.clear();
    }
    answer
}

async fn answer(request: Request) -> Result<String, Failure> {
    let response = request.send().await.map_err(|_| Failure::Offline)?;
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
        // Whatever has no reason in our own words was not said by our server.
        (_, Err(_)) => Err(Failure::Garbled),
    }
}
