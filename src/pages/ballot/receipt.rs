//! The receipt: what shows that the ballot is there, without its contents.

use leptos::prelude::*;

use crate::{
    components::{Icon, icon, link},
    i18n::{channel, language, moment, number, t},
    platform::dom::{Element, el, live, nothing},
    state::{
        BallotBox, EditionState,
        ballot::{Look, Stored},
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
    let code = ledger::ReceiptCode::of(&receipt.ballot).to_string();
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
            el("div", "")
                .attr("role", "status")
                .live(move || ballot.look.get().map(line).into()),
        )
        .child(
            link("c-link", &["/tanda-terima?lang=", &language()].concat())
                .attr("rel", "external")
                .text(&t("receipt.more")),
        )
}

/// One line with a tick or an alarm.
fn line(look: Look) -> Element {
    let (class, sign) = match look {
        Look::In => ("c-look c-look--in", Icon::Check),
        Look::Soon | Look::Unknown => ("c-look", Icon::Clock),
        Look::Alarm => ("c-look c-look--alarm", Icon::Alert),
    };
    el("p", class)
        .child(icon(sign))
        .child(el("span", "").text(&t(look.key())))
}
