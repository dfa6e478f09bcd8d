//! How many ballots there are, by which way they came, and of which moment.

use leptos::prelude::*;
use wire::{Phase, Standings};

use crate::{
    i18n::{channel, fill, moment, number, t},
    platform::dom::{Element, el},
    state::EditionState,
};

fn n(count: u64) -> String {
    number(usize::try_from(count).unwrap_or(usize::MAX))
}

pub fn summary(standings: &Standings) -> Element {
    let edition = expect_context::<EditionState>();
    let as_of = moment(standings.as_of, &edition.edition().region);
    let kind = match standings.phase {
        Phase::Final | Phase::Archived => "results.final",
        _ => "results.provisional",
    };
    let mut facts: Vec<(String, String)> = Vec::new();
    for it in standings.channels.iter().filter(|it| it.ballots > 0) {
        facts.push((channel(it.channel), n(it.ballots)));
    }
    facts.push((t("results.replaced"), n(standings.replaced)));
    facts.push((t("results.kind"), t(kind)));
    let facts = facts.iter().map(|(name, value)| {
        el("div", "")
            .child(el("dt", "").text(name))
            .child(el("dd", "").text(value))
    });
    let total = el("p", "c-summary__total")
        .child(el("strong", "").text(&n(standings.ballots)))
        .text(" ")
        .child(el("span", "").text(&t("results.ballots")));
    el("section", "c-summary")
        .attr("aria-label", &t("results.summary"))
        .child(total)
        .child(el("dl", "c-facts").children(facts))
        .child(el("p", "c-summary__time").text(&fill("results.updated", &[("time", &as_of)])))
}
