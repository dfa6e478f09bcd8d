//! The counts, as far as the edition shows them, and how far that is.

mod contest;
mod summary;
mod valued;

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;
use wire::{Disclosure, Standings};

use crate::{
    api,
    components::{failure_text, failure_view, link, pending_view, phase_line},
    i18n::t,
    platform::{
        dom::{Element, el, group, nothing},
        network,
        random::chance,
    },
    reactive::{RwSignal, StoredValue},
    state::{Arrival, EditionState},
};
use contest::contest_view;
use summary::summary;

/// What is known of the counts.
#[derive(Clone, Copy)]
struct Counts {
    last: RwSignal<Option<Arc<Standings>>>,
    failure: RwSignal<Option<api::Failure>>,
    edition: EditionState,
    /// False once the page is left.
    alive: StoredValue<bool>,
}

/// How often the counts are asked for while somebody looks: every ten
/// seconds, spread so that a hall of phones does not ask at the same moment.
pub fn pause() -> Duration {
    Duration::from_secs_f64(9.0 + 2.0 * chance())
}

impl Counts {
    fn ask(self) {
        leptos::task::spawn_local(async move {
            let answer = api::standings().await;
            if self.alive.try_get_value().is_none() {
                return;
            }
            match answer {
                Ok(standings) => {
                    self.edition.learn_phase(standings.phase);
                    self.failure.set(None);
                    let standings = Arc::new(standings);
                    if self.last.get_untracked().as_ref() != Some(&standings) {
                        self.last.set(Some(standings));
                    }
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn ask_again_and_again(self) {
        set_timeout(
            move || {
                if self.alive.try_get_value().is_some() {
                    if network::is_visible() {
                        self.ask();
                    }
                    self.ask_again_and_again();
                }
            },
            pause(),
        );
    }
}

pub fn results_page() -> Element {
    let counts = Counts {
        last: RwSignal::new(expect_context::<Arrival>().standings()),
        failure: RwSignal::new(None),
        edition: expect_context::<EditionState>(),
        alive: StoredValue::new(true),
    };
    counts.ask();
    counts.ask_again_and_again();
    el("div", "c-page c-results")
        .child(
            el("h1", "")
                .attr("tabindex", "-1")
                .text(&t("results.title")),
        )
        .child(phase_line())
        .live(move || {
            // Numbers that are shown may be old; without any, the failure is all there is.
            match counts.failure.get() {
                Some(failure) if counts.last.with(Option::is_some) => el("p", "c-alert")
                    .attr("role", "status")
                    .text(&t("results.stale"))
                    .text(" ")
                    .text(&failure_text(failure)),
                _ => nothing(),
            }
        })
        .live(move || match (counts.last.get(), counts.failure.get()) {
            (Some(standings), _) => shown(&standings),
            (None, Some(failure)) => failure_view(failure, move || counts.ask()),
            (None, None) => pending_view(),
        })
}

fn shown(standings: &Standings) -> Element {
    let (word, explanation) = match standings.disclosure {
        Disclosure::Live => ("live", "results.live"),
        Disclosure::Frozen => ("frozen", "results.frozen"),
        Disclosure::Hidden => ("hidden", "results.hidden"),
        Disclosure::Complete => ("complete", "results.complete"),
    };
    let download = |url: &str, label: &str| {
        link("c-button", url)
            .attr("rel", "external")
            .attr("download", "")
            .text(&t(label))
    };
    group([
        el("p", "c-results__note")
            .attr("data-disclosure", word)
            .text(&t(explanation)),
        summary(standings),
        el("div", "c-results__contests").children(standings.contests.iter().map(contest_view)),
        el("p", "c-results__downloads")
            .child(download("/api/v1/standings.csv", "results.csv"))
            .child(download("/api/v1/standings", "results.json"))
            .child(
                link("c-button", "/verify")
                    .attr("rel", "external")
                    .text(&t("results.verify")),
            ),
    ])
}
