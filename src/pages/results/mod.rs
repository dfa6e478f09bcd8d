//! The counts, as far as the edition shows them, and how far that is.

mod contest;
mod summary;

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;
use wire::{Disclosure, Standings};

use crate::{
    api,
    components::{PhaseLine, failure_text, failure_view, pending_view},
    i18n::t,
    platform::{network, random::chance},
    state::EditionState,
};
use contest::contest_view;
use summary::Summary;

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
fn pause() -> Duration {
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

#[component]
pub fn ResultsPage() -> impl IntoView {
    let counts = Counts {
        last: RwSignal::new(None),
        failure: RwSignal::new(None),
        edition: expect_context::<EditionState>(),
        alive: StoredValue::new(true),
    };
    counts.ask();
    counts.ask_again_and_again();
    let content = move || match (counts.last.get(), counts.failure.get()) {
        (Some(standings), _) => shown(&standings),
        (None, Some(failure)) => failure_view(failure, move || counts.ask()),
        (None, None) => pending_view(),
    };
    let stale = move || {
        let failure = counts
            .failure
            .get()
            .filter(|_| counts.last.with(Option::is_some))?;
        Some(view! {
            <p class="c-alert" role="status">
                {[&t("results.stale"), " ", failure_text(failure).as_str()].concat()}
            </p>
        })
    };
    view! {
        <div class="c-page c-results">
            <h1 tabindex="-1">{t("results.title")}</h1>
            <PhaseLine />
            {stale}
            {content}
        </div>
    }
}

fn shown(standings: &Arc<Standings>) -> AnyView {
    let (word, explanation) = match standings.disclosure {
        Disclosure::Live => ("live", "results.live"),
        Disclosure::Frozen => ("frozen", "results.frozen"),
        Disclosure::Hidden => ("hidden", "results.hidden"),
        Disclosure::Complete => ("complete", "results.complete"),
    };
    let contests: Vec<AnyView> = standings.contests.iter().map(contest_view).collect();
    view! {
        <p class="c-results__note" data-disclosure=word>
            {t(explanation)}
        </p>
        <Summary standings=standings.clone() />
        <div class="c-results__contests">{contests}</div>
        <p class="c-results__downloads">
            <a class="c-button" rel="external" href="/api/v1/standings.csv" download="">
                {t("results.csv")}
            </a>
            <a class="c-button" rel="external" href="/api/v1/standings" download="">
                {t("results.json")}
            </a>
        </p>
    }
    .into_any()
}
