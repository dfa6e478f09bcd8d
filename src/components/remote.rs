//! The states of everything that comes from the server: on its way, or not coming.

use leptos::prelude::*;
use wire::ProblemCode;

use super::{Icon, icon};
use crate::{api::Failure, i18n::t};

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
pub fn failure_view(failure: Failure, again: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="c-state" role="alert">
            {icon(Icon::Offline)}
            <p>{failure_text(failure)}</p>
            <button type="button" class="c-button" on:click=move |_| again()>
                {t("error.again")}
            </button>
        </div>
    }
    .into_any()
}

/// Says that something is on its way.
pub fn pending_view() -> AnyView {
    view! {
        <div class="c-state" role="status">
            <span class="c-spinner"></span>
            <p>{t("state.loading")}</p>
        </div>
    }
    .into_any()
}
