//! The ballot: what is picked, what is open, sending, receipt.

mod receipt;
mod review;
mod rows;
mod status;

use leptos::prelude::*;
use voting::Gate;

use crate::{
    components::{Icon, PhaseLine, icon},
    i18n::t,
    page::Page,
    platform::document,
    state::{BallotBox, CatalogueState, EditionState, ballot::Standing},
};
use receipt::ReceiptCard;
use review::Review;
use rows::Rows;
use status::StatusCard;

#[component]
pub fn BallotPanel() -> impl IntoView {
    let catalogue = expect_context::<CatalogueState>();
    let back = move || [&Page::Home.path(), catalogue.query().as_str()].concat();
    view! {
        <section class="c-ballot">
            <div class="c-ballot__head">
                <a class="c-back" href=back>{icon(Icon::Back)} <span>{t("ballot.back")}</span></a>
                <h1 tabindex="-1">{t("ballot.title")}</h1>
                <PhaseLine />
            </div>
            <StatusCard />
            <Rows />
            <ReceiptCard />
            <CastBar />
            <Review />
        </section>
    }
}

/// The way to the review, and why there may be none.
#[component]
fn CastBar() -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let action = Memo::new(move |_| {
        if edition.gate() != Gate::Open {
            return None;
        }
        match ballot.standing() {
            Standing::Stored => None,
            _ if ballot.count() == 0 => None,
            Standing::Waiting if same_as_waiting(ballot) => None,
            Standing::Changed | Standing::Waiting => Some("ballot.review_change"),
            _ => Some("ballot.review"),
        }
    });
    move || {
        let Some(label) = action.get() else {
            return ().into_any();
        };
        view! {
            <div class="c-ballot__bar">
                <button
                    type="button"
                    class="c-button c-button--primary c-button--wide"
                    on:click=move |_| document::open_dialog(review::DIALOG)
                >
                    {t(label)}
                </button>
            </div>
        }
        .into_any()
    }
}

/// Whether what waits is what is picked now.
fn same_as_waiting(ballot: BallotBox) -> bool {
    let picks = ballot.picks();
    ballot
        .waiting()
        .is_some_and(|signed| crate::state::ballot::record::same(&signed.picks, &picks))
}
