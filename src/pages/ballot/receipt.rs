//! The receipt: proof that the server has the ballot, without its contents.

use leptos::prelude::*;

use crate::{
    components::failure_text,
    i18n::{fill, moment, number, t},
    state::{
        BallotBox, EditionState,
        ballot::{Checked, Stored},
    },
};

#[component]
pub fn ReceiptCard() -> impl IntoView {
    let ballot = expect_context::<BallotBox>();
    move || match ballot.stored() {
        Some(stored) => receipt(ballot, &stored),
        None => ().into_any(),
    }
}

fn receipt(ballot: BallotBox, stored: &Stored) -> AnyView {
    let edition = expect_context::<EditionState>();
    let receipt = &stored.receipt;
    let time = moment(receipt.recorded_at, &edition.edition().region);
    let position = usize::try_from(receipt.position).unwrap_or(usize::MAX);
    view! {
        <section class="c-receipt" aria-labelledby="receipt-title">
            <h2 id="receipt-title">{t("receipt.title")}</h2>
            <p class="c-receipt__code">{ledger::receipt_code(&receipt.ballot)}</p>
            <dl class="c-facts">
                <div><dt>{t("receipt.time")}</dt><dd>{time}</dd></div>
                <div><dt>{t("receipt.position")}</dt><dd>{number(position)}</dd></div>
                <div><dt>{t("receipt.version")}</dt><dd>{number(usize::from(receipt.seq))}</dd></div>
                <div><dt>{t("receipt.channel")}</dt><dd>{t("channel.device")}</dd></div>
            </dl>
            <p class="c-receipt__hint">{t("receipt.hint")}</p>
            <button type="button" class="c-button" on:click=move |_| ballot.check()>
                {t("receipt.check")}
            </button>
            <div role="status">{move || ballot.checked.get().map(checked)}</div>
        </section>
    }
    .into_any()
}

fn checked(found: Checked) -> AnyView {
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
    view! { <p class=class>{text}</p> }.into_any()
}
