//! What the server says of a voting code, by its public key.

use serde::{Deserialize, Serialize};

/// `GET /api/v1/codes/{key}`. Nothing in it tells one voter from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeStatus {
    pub state: CodeState,
    /// The seq of the code's last ballot, whatever the channel; the next one
    /// has to be higher.
    #[serde(default)]
    pub seq: Option<u16>,
}

/// Whether a code may vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeState {
    Active,
    /// Its batch was not activated yet.
    Waiting,
    /// It was taken out, or all of its batch.
    Void,
}
