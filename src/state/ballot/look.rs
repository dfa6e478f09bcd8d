//! At each visit: is the ballot in the public log, and has the log only grown?
//! A worker finds out (`crates/monitor`), so that no page grows by it.

use std::time::Duration;

use leptos::prelude::set_timeout;

use super::{BallotBox, Stored};
use crate::{
    api,
    platform::{network, worker},
};

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
    /// From the worker's word.
    pub fn of(finding: &str) -> Self {
        match finding {
            "in" => Self::In,
            "soon" => Self::Soon,
            "unknown" | "unreachable" | "garbled" => Self::Unknown,
            _ => Self::Alarm,
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

const MONITOR: &str = "/monitor.js";
/// After the page, after a ballot: entries are in the log about a second later.
const PAUSE: Duration = Duration::from_secs(3);
/// Looks until the next visit, where the ballot is not in yet.
const MOST: u32 = 6;

/// Looks soon, and again when the network comes back.
pub(super) fn start(ballot: BallotBox) {
    later(ballot, 0);
    network::watch(move |online| {
        if online {
            later(ballot, 0);
        }
    });
}

pub(super) fn later(ballot: BallotBox, looks: u32) {
    set_timeout(move || look(ballot, looks), PAUSE * (1 << looks));
}

fn look(ballot: BallotBox, looks: u32) {
    let Some(stored) = ballot.record.with_untracked(|it| it.stored.clone()) else {
        return;
    };
    leptos::task::spawn_local(async move {
        let found = ask(ballot, &stored).await.unwrap_or(Look::Unknown);
        let is_same = |it: &Stored| it.receipt.ballot == stored.receipt.ballot;
        if !ballot
            .record
            .with_untracked(|it| it.stored.as_ref().is_some_and(is_same))
        {
            return;
        }
        ballot.look.set(Some(found));
        if matches!(found, Look::Soon | Look::Unknown) && looks < MOST {
            later(ballot, looks + 1);
        }
    });
}

/// None where nothing could be found out.
async fn ask(ballot: BallotBox, stored: &Stored) -> Option<Look> {
    let now = api::clock().await.ok()?.now.timestamp();
    let keeper = ballot.keeper();
    let (hash, now) = (stored.receipt.ballot.to_string(), now.to_string());
    let memory = keeper.log().unwrap_or_default();
    let mut job = vec![("ballot", &*hash), ("now", &*now), ("memory", &*memory)];
    let promise = stored.receipt.promise.as_ref();
    let promise = promise.map(|it| (it.deadline.to_string(), it.signature.to_string()));
    if let Some((deadline, signature)) = &promise {
        job.extend([("deadline", &**deadline), ("signature", &**signature)]);
    }
    let answer = worker::ask(MONITOR, &job).await?;
    if let Some(memory) = answer.text("memory").filter(|it| !it.is_empty()) {
        keeper.keep_log(&memory).ok();
    }
    Some(Look::of(&answer.text("finding")?))
}
