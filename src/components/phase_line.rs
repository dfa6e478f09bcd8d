//! Where the event stands, in one line: not open yet, open until, closed, final.

use leptos::prelude::*;
use voting::Gate;
use wire::Phase;

use crate::{
    i18n::{fill, moment, t},
    state::EditionState,
};

/// The line under a page's heading.
#[component]
pub fn PhaseLine() -> impl IntoView {
    let edition = expect_context::<EditionState>();
    view! {
        <p class="c-phase" data-gate=move || match edition.gate() {
            Gate::Open => "open",
            Gate::NotYet => "not-yet",
            Gate::Over => "over",
        }>
            <span class="c-phase__dot"></span>
            <span>{move || text(edition)}</span>
        </p>
    }
}

fn text(state: EditionState) -> String {
    let edition = state.edition();
    let at = |time| moment(time, &edition.region);
    match (state.gate(), state.phase()) {
        (Gate::Open, _) => match edition.voting_closes_at {
            Some(time) => fill("phase.open_until", &[("time", &at(time))]),
            None => t("phase.open"),
        },
        (Gate::NotYet, _) => match edition.voting_opens_at {
            Some(time) => fill("phase.opens_at", &[("time", &at(time))]),
            None => t("phase.not_yet"),
        },
        (Gate::Over, Phase::Objection) => t("phase.objection"),
        (Gate::Over, Phase::Final) => t("phase.final"),
        (Gate::Over, Phase::Archived) => t("phase.archived"),
        (Gate::Over, _) => t("phase.closed"),
    }
}
