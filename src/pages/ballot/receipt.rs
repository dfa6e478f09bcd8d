//! The receipt: proof that the server has the ballot, without its contents.

use leptos::prelude::*;

use crate::{
    components::{button, failure_text},
    i18n::{channel, fill, moment, number, t},
    platform::dom::{Element, el, live, nothing},
    state::{
        BallotBox, EditionState,
        ballot::{Checked, Stored},
    },
};

pub fn receipt_card() -> Element {
    let ballot = expect_context::<BallotBox>();
    live(move || match ballot.stored() {
        Some(stored) => receipt(ballot, &stored),
        None => nothing(),
    })
}

fn receipt(ballot: BallotBox, stored: &Stored) -> Element {
    let edition = expect_context::<EditionState>();
    let receipt = &stored.receipt;
    let position = usize::try_from(receipt.position).unwrap_or(usize::MAX);
    let facts = [
        (
            "receipt.time",
            moment(receipt.recorded_at, &edition.edition().region),
        ),
        ("receipt.position", number(position)),
        ("receipt.version", number(usize::from(receipt.seq))),
        ("receipt.channel", channel(receipt.channel)),
    ];
    let facts = facts.map(|(name, value)| {
        el("div", "")
            .child(el("dt", "").text(&t(name)))
            .child(el("dd", "").text(&value))
    });
    let code = ledger::receipt_code(&receipt.ballot);
    el("section", "c-receipt")
        .attr("aria-labelledby", "receipt-title")
        .child(
            el("h2", "")
                .attr("id", "receipt-title")
                .text(&t("receipt.title")),
        )
        .child(el("p", "c-receipt__code").text(&code))
        .child(el("dl", "c-facts").children(facts))
        .child(el("p", "c-receipt__hint").text(&t("receipt.hint")))
        .child(
            button("c-button")
                .text(&t("receipt.check"))
                .press(move || ballot.check()),
        )
        .child(
            el("div", "")
                .attr("role", "status")
                .live(move || ballot.checked.get().map(checked).into()),
        )
}

fn checked(found: Checked) -> Element {
    let text = match found {
        Checked::Asking => t("state.loading"),
        Checked::Counts => t("receipt.counts"),
        Checked::Replaced => t("receipt.replaced"),
        Checked::Unknown => t("receipt.unknown"),
        Checked::Failed(failure) => {
            fill("receipt.not_checked", &[("reason", &failure_text(failure))])
        }
    };
    let class = if found == Checked::Counts {
        "c-alert c-alert--good"
    } else {
        "c-alert"
    };
    el("p", class).text(&text)
}
