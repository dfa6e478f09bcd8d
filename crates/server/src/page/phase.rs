//! Where the event stands, in one line.

use maud::{Markup, html};
use voting::Gate;
use wire::Phase;

use super::{format, language::Language};
use crate::snapshot::Snapshot;

pub(super) fn line(snapshot: &Snapshot, language: &Language) -> Markup {
    let edition = snapshot.edition();
    let at = |key, time| {
        language.fill(
            key,
            "time",
            &format::moment(time, &edition.region, language),
        )
    };
    let (word, text) = match (snapshot.gate(), edition.phase) {
        (Gate::Open, _) => {
            let until = edition
                .voting_closes_at
                .map(|time| at("phase.open_until", time));
            (
                "open",
                until.unwrap_or_else(|| language.text("phase.open").to_owned()),
            )
        }
        (Gate::NotYet, _) => {
            let from = edition
                .voting_opens_at
                .map(|time| at("phase.opens_at", time));
            (
                "not-yet",
                from.unwrap_or_else(|| language.text("phase.not_yet").to_owned()),
            )
        }
        (Gate::Over, Phase::Objection) => ("over", language.text("phase.objection").to_owned()),
        (Gate::Over, Phase::Final) => ("over", language.text("phase.final").to_owned()),
        (Gate::Over, Phase::Archived) => ("over", language.text("phase.archived").to_owned()),
        (Gate::Over, _) => ("over", language.text("phase.closed").to_owned()),
    };
    html! {
        p.c-phase data-gate=(word) { span.c-phase__dot {} span { (text) } }
    }
}
