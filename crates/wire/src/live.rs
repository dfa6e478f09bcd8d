//! What a screen that stays open is told.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{BoothCount, Clock, HourCount, Standings};

/// The data of an event `snapshot` of `GET /api/v1/events`: everything that a
/// screen shows, so that the last one is enough, however many were missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    pub clock: Clock,
    pub standings: Standings,
    /// Ascending; of the same ballots as the standings.
    pub hours: Vec<HourCount>,
    /// By name; of the same ballots as the standings.
    #[serde(default)]
    pub booths: Vec<BoothCount>,
}
