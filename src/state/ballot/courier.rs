//! Sends the ballot that waits, again and again, the same bytes, until the
//! server has said yes or no.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use wire::ProblemCode::{self, BallotConflict, BallotOutdated};

use super::{super::clock, BallotBox, look};
use crate::{
    api::{self, Failure},
    platform::{network, random::chance},
};

/// How the sending goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attempt {
    pub sending: bool,
    /// Attempts that failed since the last success.
    pub failed: u32,
    /// The last answer was not from our server at all.
    pub garbled: bool,
    next: Option<TimeoutHandle>,
}

/// Longest pause between two attempts, in seconds.
const LONGEST: f64 = 60.0;

/// Seconds until the next attempt: doubling from two, up to a minute, and
/// spread by `chance` (0 to 1) over half of that, so that a hall full of
/// phones does not come back in one wave. Never before the server said.
fn pause(failed: u32, retry_after: Option<u32>, chance: f64) -> f64 {
    let full = f64::from(1 << failed.clamp(1, 10)).min(LONGEST);
    let spread = full * (0.5 + 0.5 * chance);
    spread.max(f64::from(retry_after.unwrap_or(0)) * (1.0 + 0.25 * chance))
}

/// Sends what an earlier visit left, and watches for the network to come back.
pub(super) fn start(ballot: BallotBox) {
    network::watch(move |online| {
        if online {
            send_now(ballot);
            look::again(ballot);
        }
    });
    network::watch_visible(move || {
        ballot.look_again();
        send_now(ballot);
    });
    if ballot
        .record
        .with_untracked(|record| record.waiting.is_some())
    {
        send_now(ballot);
    }
}

/// Sends the ballot that waits, unless it is under way already.
pub fn send_now(ballot: BallotBox) {
    let attempt = ballot.attempt.get_untracked();
    let Some(signed) = ballot
        .record
        .with_untracked(|record| record.waiting.clone())
    else {
        return;
    };
    if attempt.sending {
        return;
    }
    if let Some(next) = attempt.next {
        next.clear();
    }
    ballot.attempt.set(Attempt {
        sending: true,
        next: None,
        ..attempt
    });
    leptos::task::spawn_local(async move {
        let answer = api::cast(&signed.body).await;
        ballot.attempt.update(|attempt| attempt.sending = false);
        match answer {
            Ok(receipt) if ballot.acknowledged(receipt.clone()) => {
                ballot.attempt.set(Attempt::default());
            }
            // For a ballot that a newer one has displaced here: send the newer one.
            Ok(_)
                if ballot
                    .record
                    .with_untracked(|it| it.waiting.as_ref() != Some(&signed)) =>
            {
                send_now(ballot);
            }
            Ok(_) | Err(Failure::Garbled) => later(ballot, None, true),
            Err(Failure::Busy { retry_after }) => later(ballot, retry_after, false),
            // None of these says no to the ballot: it is kept.
            Err(
                Failure::Offline
                | Failure::Refused(
                    ProblemCode::Internal | ProblemCode::Unavailable | ProblemCode::Unknown,
                ),
            ) => later(ballot, None, false),
            Err(Failure::Refused(code)) => {
                if matches!(code, BallotOutdated | BallotConflict) {
                    ballot.learn_seq().await;
                }
                ballot.refused(signed.seq, code);
                // The page may be older than what the server decided by.
                clock::ask(ballot.edition);
                ballot.attempt.set(Attempt::default());
                send_now(ballot);
            }
        }
    });
}

fn later(ballot: BallotBox, retry_after: Option<u32>, garbled: bool) {
    let failed = ballot
        .attempt
        .with_untracked(|attempt| attempt.failed)
        .saturating_add(1);
    let wait = Duration::from_secs_f64(pause(failed, retry_after, chance()));
    let next = set_timeout_with_handle(move || send_now(ballot), wait).ok();
    ballot.attempt.set(Attempt {
        sending: false,
        failed,
        garbled,
        next,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_minute_and_are_spread() {
        for (failed, least, most) in [
            (1, 1.0, 2.0),
            (2, 2.0, 4.0),
            (5, 16.0, 32.0),
            (40, 30.0, 60.0),
        ] {
            assert!((pause(failed, None, 0.0) - least).abs() < 1e-9, "{failed}");
            assert!((pause(failed, None, 1.0) - most).abs() < 1e-9, "{failed}");
        }
    }

    #[test]
    fn the_server_may_ask_for_a_longer_pause_but_not_for_a_shorter_one() {
        assert!(pause(1, Some(90), 0.5) >= 90.0);
        assert!(pause(6, Some(1), 0.0) >= 30.0);
    }
}
