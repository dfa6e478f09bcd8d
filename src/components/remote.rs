//! The states of everything that comes from the server: on its way, or not coming.

use wire::ProblemCode;

use super::{Icon, button, icon};
use crate::{
    api::Failure,
    i18n::t,
    platform::dom::{Element, el},
};

/// What went wrong, and what can be done.
pub fn failure_text(failure: Failure) -> String {
    t(match failure {
        Failure::Offline => "error.offline",
        Failure::Busy { .. } => "error.busy",
        Failure::Garbled => "error.garbled",
        Failure::Refused(ProblemCode::NotFound) => "error.not_found",
        Failure::Refused(_) => "error.refused",
    })
}

/// Says what went wrong, with a button that tries again.
pub fn failure_view(failure: Failure, again: impl FnMut() + 'static) -> Element {
    el("div", "c-state")
        .attr("role", "alert")
        .child(icon(Icon::Offline))
        .child(el("p", "").text(&failure_text(failure)))
        .child(button("c-button").text(&t("error.again")).press(again))
}

/// Says that something is on its way.
pub fn pending_view() -> Element {
    el("div", "c-state")
        .attr("role", "status")
        .child(el("span", "c-spinner"))
        .child(el("p", "").text(&t("state.loading")))
}
