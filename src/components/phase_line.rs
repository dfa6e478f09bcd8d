//! Where the event stands, in one line: not open yet, open until, closed, final.

use leptos::prelude::*;
use voting::Gate;
use wire::Phase;

use crate::{
    i18n::{fill, moment, t},
    platform::dom::{Element, el},
    state::EditionState,
};

/// The line under a page's heading.
pub fn phase_line() -> Element {
    let edition = expect_context::<EditionState>();
    let word = move || match edition.gate() {
        Gate::Open => "open",
        Gate::NotYet => "not-yet",
        Gate::Over => "over",
    };
    el("p", "c-phase")
        .live_attr("data-gate", move || Some(word().into()))
        .child(el("span", "c-phase__dot"))
        .child(el("span", "").live_text(move || text(edition)))
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
