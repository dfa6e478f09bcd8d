//! At each visit: is the ballot in the public log, and has the log only grown?
//! A script beside the app finds out (`crates/server/assets/look.js`), so that
//! nobody pays for it before there is a ballot.

use super::BallotBox;
use crate::platform::{document, network};

/// What the line on the receipt says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The ballot is in, and the log has only grown.
    In,
    /// It will be, within minutes.
    Soon,
    /// Nothing is known: no network, most of all.
    Unknown,
    /// The log contradicts itself or its promise.
    Alarm,
}

impl Look {
    /// From the script's word.
    fn of(found: &str) -> Self {
        match found {
            "in" => Self::In,
            "soon" => Self::Soon,
            "alarm" => Self::Alarm,
            _ => Self::Unknown,
        }
    }

    /// The text of the line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::In => "receipt.in",
            Self::Soon => "receipt.soon",
            Self::Unknown => "receipt.unseen",
            Self::Alarm => "receipt.alarm",
        }
    }
}

const SCRIPT: &str = "/look.js";
/// The staff's pages keep no receipt, and their ballots come and go.
const HAS_RECEIPTS: bool = !cfg!(feature = "staff");

/// Hears what is found, and looks once.
pub(super) fn start(ballot: BallotBox) {
    if HAS_RECEIPTS {
        network::watch_look(move |found| ballot.look.set(Some(Look::of(&found))));
        again(ballot);
    }
}

/// Looks anew, if there is something to look for.
pub(super) fn again(ballot: BallotBox) {
    let is_stored = || ballot.record.with_untracked(|it| it.stored.is_some());
    if HAS_RECEIPTS && network::is_online() && is_stored() {
        document::load_script(SCRIPT, ballot.keeper().prefix());
    }
}
