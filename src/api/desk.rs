//! The endpoints of those who hold a signed link.

use std::time::Duration;

use gloo_net::http::{Request, RequestBuilder};
use serde::{Serialize, de::DeserializeOwned};
use wire::{
    Commands, Delivered, Delivery, Enrolled, Enrolment, LinkInfo, Press, Published, RemoteLink,
    Roll, Stage,
};

use super::client::{Failure, post, send, send_within};
use crate::json;

/// The server holds a question for up to 25 seconds; a slow network adds to it.
const WAIT: Duration = Duration::from_secs(40);

/// What stands in a signed link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token(pub String);

impl Token {
    fn sign(&self, request: RequestBuilder) -> RequestBuilder {
        let bearer = ["Bearer ", &self.0].concat();
        request.header("Authorization", &bearer)
    }
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, Failure> {
    json::from_str(body).map_err(|_| Failure::Garbled)
}

/// No body means that there is nothing new.
fn read_if_any<T: DeserializeOwned>(body: &str) -> Result<Option<T>, Failure> {
    if body.is_empty() {
        return Ok(None);
    }
    read(body).map(Some)
}

async fn send_json(
    request: RequestBuilder,
    token: &Token,
    body: &impl Serialize,
) -> Result<String, Failure> {
    let body = json::to_string(body).map_err(|_| Failure::Garbled)?;
    let request = token.sign(request.header("Content-Type", "application/json"));
    send(request, Some(&body)).await
}

/// `GET /link`: what the token stands for.
pub async fn link(token: &Token) -> Result<LinkInfo, Failure> {
    read(&send(token.sign(Request::get("/api/v1/link")), None).await?)
}

/// `POST /stage/remote`: a token for the phone in the presenter's hand.
pub async fn remote_link(token: &Token) -> Result<RemoteLink, Failure> {
    read(&send(token.sign(Request::post("/api/v1/stage/remote")), None).await?)
}

/// `PUT /stage`: what the screen shows now.
pub async fn publish(token: &Token, state: &impl Serialize) -> Result<Published, Failure> {
    read(&send_json(Request::put("/api/v1/stage"), token, state).await?)
}

/// `GET /stage`: what the screen shows, once that is another state than `after`.
pub async fn stage_after<State: DeserializeOwned>(
    token: &Token,
    after: u64,
) -> Result<Option<Stage<State>>, Failure> {
    let request = Request::get(&format!("/api/v1/stage?after={after}"));
    read_if_any(&send_within(WAIT, token.sign(request), None).await?)
}

/// `POST /stage/commands`
pub async fn press(token: &Token, key: &str) -> Result<(), Failure> {
    let press = Press { key: key.into() };
    send_json(Request::post("/api/v1/stage/commands"), token, &press)
        .await
        .map(|_| ())
}

/// `GET /stage/commands`: what was pressed after that; without it, only where the list ends.
pub async fn commands_after(
    token: &Token,
    after: Option<u64>,
) -> Result<Option<Commands>, Failure> {
    let url = match after {
        Some(after) => format!("/api/v1/stage/commands?after={after}"),
        None => "/api/v1/stage/commands".to_owned(),
    };
    read_if_any(&send_within(WAIT, token.sign(Request::get(&url)), None).await?)
}

/// `POST /kiosks`: this tablet's own key, for the link's number.
pub async fn enrol(token: &Token, enrolment: &Enrolment) -> Result<Enrolled, Failure> {
    read(&send_json(Request::post("/api/v1/kiosks"), token, enrolment).await?)
}

/// `GET /roll`: the public keys of all codes that may vote.
pub async fn roll(token: &Token) -> Result<Roll, Failure> {
    read(&send(token.sign(Request::get("/api/v1/roll")), None).await?)
}

/// `POST /kiosks/{number}/envelopes`: sealed ballots, in any order; none to ask
/// whether this kiosk may still.
pub async fn deliver(number: u32, delivery: &Delivery) -> Result<Delivered, Failure> {
    let body = json::to_string(delivery).map_err(|_| Failure::Garbled)?;
    read(&post(&format!("/api/v1/kiosks/{number}/envelopes"), &body).await?)
}
