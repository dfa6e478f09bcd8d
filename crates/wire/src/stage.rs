//! Between the big screen and its remote. What a screen publishes is its own
//! business: any JSON.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

/// The answer to `PUT /api/v1/stage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Goes up with each state; a number that a JSON reader keeps exactly.
    pub seq: u64,
}

/// `GET /api/v1/stage`: what the screen shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage<State> {
    pub seq: u64,
    pub state: State,
}

/// `POST /api/v1/stage/commands`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Press {
    /// A word of 1 to 40 of `a-z 0-9 : _ -`.
    pub key: String,
}

/// One command that a screen has not seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    pub seq: u64,
    pub key: String,
}

/// `GET /api/v1/stage/commands`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commands {
    /// Ask for what comes after it.
    pub seq: u64,
    /// Ascending.
    pub commands: Vec<Command>,
}
