//! The ballot: what is picked, what is open, review, cast, receipt.

mod receipt;
mod review;
mod rows;
mod status;
mod values;

use leptos::prelude::*;
use voting::Gate;

use crate::{
    components::{Icon, button, icon, link, phase_line},
    i18n::{language, t},
    page::Page,
    platform::{
        document,
        dom::{Element, el, live, nothing},
    },
    reactive::Memo,
    state::{BallotBox, CatalogueState, EditionState, ballot::Standing},
};
use receipt::receipt_card;
use review::review;
use rows::rows;
use status::status_card;

pub fn ballot_panel() -> Element {
    let catalogue = expect_context::<CatalogueState>();
    let back = link("c-back", "")
        .live_attr("href", move || {
            Some([&Page::Home.path(), catalogue.query().as_str()].concat())
        })
        .child(icon(Icon::Back))
        .child(el("span", "").text(&t("ballot.back")));
    let head = el("div", "c-ballot__head")
        .child(back)
        .child(el("h1", "").attr("tabindex", "-1").text(&t("ballot.title")))
        .child(phase_line());
    el("section", "c-ballot")
        .child(head)
        .child(status_card())
        .child(rows())
        .child(code_link())
        .child(receipt_card())
        .child(cast_bar())
        .child(review())
}

/// The page for codes has a bundle of its own: the browser goes there, not the router.
fn code_link() -> Element {
    let ballot = expect_context::<BallotBox>();
    live(move || {
        let text = if ballot.has_code() {
            "ballot.code_kept"
        } else {
            "ballot.code"
        };
        link("c-link", &["/kode?lang=", &language()].concat())
            .attr("rel", "external")
            .text(&t(text))
    })
}

/// The way to the review, and why there may be none.
fn cast_bar() -> Element {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let action = Memo::new(move || {
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
    live(move || {
        let Some(label) = action.get() else {
            return nothing();
        };
        let review = button("c-button c-button--primary c-button--wide")
            .text(&t(label))
            .press(move || document::open_dialog(review::DIALOG));
        el("div", "c-ballot__bar").child(review)
    })
}

/// Whether what waits is what is picked now.
fn same_as_waiting(ballot: BallotBox) -> bool {
    let picks = ballot.picks();
    ballot
        .waiting()
        .is_some_and(|signed| ballot.same(&signed.picks, &picks))
}
