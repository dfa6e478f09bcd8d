//! How many ballots there are, by which way they came, and of which moment.

use std::sync::Arc;

use leptos::prelude::*;
use wire::{Channel, Phase, Standings};

use crate::{
    i18n::{fill, moment, number, t},
    state::EditionState,
};

fn n(count: u64) -> String {
    number(usize::try_from(count).unwrap_or(usize::MAX))
}

#[component]
pub fn Summary(standings: Arc<Standings>) -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let as_of = moment(standings.as_of, &edition.edition().region);
    let kind = match standings.phase {
        Phase::Final | Phase::Archived => "results.final",
        _ => "results.provisional",
    };
    let channels = standings
        .channels
        .iter()
        .filter(|it| it.ballots > 0)
        .map(|it| {
            let label = match it.channel {
                Channel::Device => "channel.device",
                Channel::Code => "channel.code",
                Channel::Kiosk => "channel.kiosk",
            };
            view! { <div><dt>{t(label)}</dt><dd>{n(it.ballots)}</dd></div> }
        })
        .collect_view();
    view! {
        <section class="c-summary" aria-label=t("results.summary")>
            <p class="c-summary__total">
                <strong>{n(standings.ballots)}</strong> " " <span>{t("results.ballots")}</span>
            </p>
            <dl class="c-facts">
                {channels}
                <div><dt>{t("results.replaced")}</dt><dd>{n(standings.replaced)}</dd></div>
                <div><dt>{t("results.kind")}</dt><dd>{t(kind)}</dd></div>
            </dl>
            <p class="c-summary__time">{fill("results.updated", &[("time", &as_of)])}</p>
        </section>
    }
}
