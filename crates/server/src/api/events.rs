//! `GET /api/v1/events`: server-sent events (HTML standard, section 9.2).
//!
//! `snapshot` is a `wire::Live`; `clock`, a `wire::Clock`, comes each ten
//! seconds while there is no other news. Whoever comes back with
//! `Last-Event-ID` is not sent again what it has.

use std::convert::Infallible;

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use futures_util::stream;

use crate::{app::Shared, patient::Line, problem::Refusal};

/// How long a browser waits before it comes back, milliseconds: from, and how
/// much more at most, so that thousands do not come at once.
const BACK: (u32, u32) = (2_000, 6_000);
/// The same in seconds where there is no place.
const FULL: (u32, u32) = (5, 20);

pub(super) async fn listen(
    State(app): State<Shared>,
    line: Option<Extension<Line>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let known = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let Some(listener) = app.live.listen(known) else {
        let wait = FULL.0 + app.chance.throw() % FULL.1;
        return Err(
            Refusal::unavailable("Too many listen. Ask for the standings now and then.")
                .retry_after(wait),
        );
    };
    if let Some(Extension(line)) = line {
        line.expect_events();
    }
    let retry = BACK.0 + app.chance.throw() % BACK.1;
    let begin = Bytes::from(format!("retry: {retry}\n\n"));
    let events = stream::unfold(
        (Some(begin), listener),
        |(begin, mut listener)| async move {
            let bytes = match begin {
                Some(begin) => begin,
                None => listener.next().await?,
            };
            Some((Ok::<_, Infallible>(bytes), (None, listener)))
        },
    );
    let mut response = Response::new(Body::from_stream(events));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/event-stream"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx would collect events until its buffer is full.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}
