//! `/api/v1/stage`: the big screen publishes what it shows, and its remote
//! follows; `/api/v1/stage/commands`: the other way round. `/remote` gives a
//! presenter the link for a phone.

use axum::{
    Json,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use serde_json::value::RawValue;
use wire::{LinkRole, Press, ProblemCode, Published, RemoteLink, Stage};

use super::{
    body::{self, Expected},
    query::Query,
};
use crate::{app::Shared, document, link, problem::Refusal, stage::Nothing};

const PRESENTER: &[LinkRole] = &[LinkRole::Presenter];
const BOTH: &[LinkRole] = &[LinkRole::Presenter, LinkRole::Remote];
/// Characters of a command.
const KEY: usize = 40;
const STATE: Expected = Expected {
    largest: 4 * 1024,
    too_large: "What a screen publishes has at most 4 KiB.",
    malformed: "The body is not JSON.",
};
const PRESS: Expected = Expected {
    largest: 1024,
    too_large: "A command is one word.",
    malformed: "The body is not a command.",
};

pub(super) async fn publish(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let bearer = link::bearer(&app, &headers, PRESENTER).await?;
    let state: Box<RawValue> = body::read(&headers, body, STATE).await?;
    let stage = app.stages.of(bearer.link.number, app.now());
    let seq = stage.publish(Bytes::from(String::from(Box::<str>::from(state))));
    Ok(fresh(StatusCode::OK, &Published { seq }))
}

pub(super) async fn state(
    State(app): State<Shared>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refusal> {
    let bearer = link::bearer(&app, &headers, BOTH).await?;
    let after = after(&uri)?;
    let stage = app.stages.of(bearer.link.number, app.now());
    match stage.state(after).await {
        Ok(scene) => {
            let state: &RawValue =
                serde_json::from_slice(&scene.json).map_err(|_| Refusal::internal())?;
            Ok(fresh(
                StatusCode::OK,
                &Stage {
                    seq: scene.seq,
                    state,
                },
            ))
        }
        Err(nothing) => without(nothing),
    }
}

pub(super) async fn press(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let bearer = link::bearer(&app, &headers, BOTH).await?;
    let Press { key } = body::read(&headers, body, PRESS).await?;
    let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || b":_-".contains(&it);
    if key.is_empty() || key.len() > KEY || !key.bytes().all(plain) {
        return Err(Refusal::new(ProblemCode::MalformedRequest, PRESS.malformed)
            .at("/key", "A word of 1 to 40 of a-z 0-9 : _ -"));
    }
    let number = bearer.link.number;
    let now = u64::try_from(app.now().timestamp_micros()).unwrap_or(0);
    app.stages.may_press(number, now).map_err(|wait| {
        Refusal::new(ProblemCode::TooManyRequests, "Too many commands.").retry_after(wait)
    })?;
    let seq = app.stages.of(number, app.now()).press(key);
    Ok(fresh(StatusCode::OK, &Published { seq }))
}

pub(super) async fn commands(
    State(app): State<Shared>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refusal> {
    let bearer = link::bearer(&app, &headers, PRESENTER).await?;
    let after = after(&uri)?;
    let stage = app.stages.of(bearer.link.number, app.now());
    match stage.commands(after).await {
        Ok(commands) => Ok(fresh(StatusCode::OK, &commands)),
        Err(nothing) => without(nothing),
    }
}

pub(super) async fn remote(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let bearer = link::bearer(&app, &headers, PRESENTER).await?;
    let keys = app.keys().await.map_err(|_| Refusal::internal())?;
    let expires_at = bearer.link.expires_at;
    let link = ledger::Link {
        role: LinkRole::Remote,
        number: bearer.link.number,
        expires: u64::try_from(expires_at.timestamp()).unwrap_or(0),
    };
    let token = link.token(keys.sign_secret(), &app.edition);
    Ok(fresh(
        StatusCode::CREATED,
        &RemoteLink { token, expires_at },
    ))
}

fn after(uri: &Uri) -> Result<Option<u64>, Refusal> {
    Query::parse(uri, &["after"])?.number("after")
}

fn without(nothing: Nothing) -> Result<Response, Refusal> {
    match nothing {
        Nothing::Yet => {
            let headers = [(header::CACHE_CONTROL, "no-store")];
            Ok((StatusCode::NO_CONTENT, headers).into_response())
        }
        Nothing::Closed => Err(link::revoked()),
        Nothing::Full => Err(Refusal::unavailable("Too many wait at this screen.")),
    }
}

fn fresh(status: StatusCode, body: &impl serde::Serialize) -> Response {
    let headers = [
        (header::CONTENT_TYPE, document::JSON),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, Json(body)).into_response()
}
