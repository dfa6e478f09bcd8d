//! Signed links: what opens the big screen, its remote and a kiosk.

use alloc::string::String;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::EditionSlug;

/// What a link lets its bearer do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkRole {
    /// Show the big screen.
    Presenter,
    /// Steer a presenter's screen.
    Remote,
    /// Enrol one tablet at a booth.
    Kiosk,
}

impl LinkRole {
    pub const ALL: [Self; 3] = [Self::Presenter, Self::Remote, Self::Kiosk];

    /// The word in JSON and SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Presenter => "presenter",
            Self::Remote => "remote",
            Self::Kiosk => "kiosk",
        }
    }
}

/// `GET /api/v1/link`: what the bearer's token stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkInfo {
    pub role: LinkRole,
    /// From 1 in each edition; a remote has its presenter's.
    pub number: u32,
    /// Of a kiosk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booth: Option<String>,
    #[serde(deserialize_with = "crate::time::read_moment")]
    pub expires_at: DateTime<Utc>,
    pub edition: EditionSlug,
}

/// `POST /api/v1/stage/remote`: a token of the role `remote`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteLink {
    pub token: String,
    #[serde(deserialize_with = "crate::time::read_moment")]
    pub expires_at: DateTime<Utc>,
}
