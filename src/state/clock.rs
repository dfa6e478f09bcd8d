//! Keeps phase and time true while the page is open: voting that begins, ends
//! or is moved is noticed without a reload.

use std::time::Duration;

use leptos::prelude::set_timeout;
use wire::Phase;

use super::EditionState;
use crate::{
    api,
    platform::{network, random::chance},
};

/// Asks now.
pub fn ask(edition: EditionState) {
    leptos::task::spawn_local(async move {
        if let Ok(told) = api::clock().await {
            edition.learn(&told);
        }
    });
}

/// Asks at once where the page could not tell the time (it does so only where
/// it came by https), then once a minute while somebody looks, and when the tab comes to the
/// front; spread, so that a hall of phones does not ask at the same moment.
pub fn follow(edition: EditionState) {
    if !edition.knows_time() {
        ask(edition);
    }
    network::watch_visible(move || ask(edition));
    later(edition);
}

fn later(edition: EditionState) {
    let pause = Duration::from_secs_f64(45.0 + 30.0 * chance());
    let act = move || {
        // After the last phase, nothing changes any more.
        if edition.phase_now() != Phase::Archived {
            if network::is_visible() {
                ask(edition);
            }
            later(edition);
        }
    };
    set_timeout(act, pause);
}
