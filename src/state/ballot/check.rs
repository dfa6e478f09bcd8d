//! "Check my ballot": which ballot of this credential the server has.

use wire::ProblemCode;

use super::BallotBox;
use crate::api;

/// What "check my ballot" found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    Asking,
    /// The server has this very ballot, and it counts.
    Counts,
    /// The server has a later one of this device.
    Replaced,
    /// The server has no ballot of this device.
    Unknown,
    Failed(api::Failure),
}

impl BallotBox {
    /// Asks the server which ballot of this device it has.
    pub fn check(self) {
        let Some(stored) = self.record.with_untracked(|record| record.stored.clone()) else {
            return;
        };
        self.checked.set(Some(Checked::Asking));
        leptos::task::spawn_local(async move {
            let found = match api::receipt(stored.receipt.credential).await {
                Ok(receipt) if receipt.ballot == stored.receipt.ballot && !receipt.replaced => {
                    Checked::Counts
                }
                Ok(_) => Checked::Replaced,
                Err(api::Failure::Refused(ProblemCode::NotFound)) => Checked::Unknown,
                Err(failure) => Checked::Failed(failure),
            };
            self.checked.set(Some(found));
        });
    }
}
