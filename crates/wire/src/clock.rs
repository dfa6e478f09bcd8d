//! What time it is for the vote.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Hash, Phase};

/// `GET /api/v1/clock`: the moment, and what may have changed since a page was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The server's time, to the millisecond.
    #[serde(deserialize_with = "crate::time::read_moment")]
    pub now: DateTime<Utc>,
    pub phase: Phase,
    /// The hash of the manifest in force; none until voting was opened.
    pub manifest: Option<Hash>,
}
