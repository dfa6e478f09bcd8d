//! The filters that are on, each with a way to take it off.

use leptos::prelude::*;
use wire::{AreaCode, CategoryCode};

use crate::{
    components::{Icon, button, icon},
    filters::{Facet, Filters},
    i18n::{fill, t},
    platform::dom::{Element, el, live, nothing},
    state::{CatalogueState, EditionState, History},
};

pub fn chips() -> Element {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    live(move || {
        let filters = catalogue.filters.get();
        if filters.narrowing() == 0 {
            return nothing();
        }
        let mut row = el("div", "c-chips")
            .attr("role", "group")
            .attr("aria-label", &t("filter.active"));
        for facet in Facet::ALL {
            for code in filters.codes(facet).as_slice() {
                let label = label(edition, facet, code);
                row = row.child(chip(catalogue, facet, &label, code.into()));
            }
        }
        let clear = button("c-chips__clear")
            .text(&t("filter.clear"))
            .press(move || catalogue.change(History::Step, Filters::clear));
        row.child(clear)
    })
}

fn label(edition: EditionState, facet: Facet, code: &str) -> String {
    let vocabulary = &edition.facts().vocabulary;
    match facet {
        Facet::Category => edition.category_label(&CategoryCode::from(code)),
        Facet::Area => edition.area_name(&AreaCode::from(code)).into(),
        Facet::Stage => EditionState::term(&vocabulary.stages, code),
        Facet::Kind => EditionState::term(&vocabulary.kinds, code),
        Facet::Affair => EditionState::term(&vocabulary.affairs, code),
        Facet::Goal => EditionState::term(&vocabulary.goals, code),
    }
}

fn chip(catalogue: CatalogueState, facet: Facet, label: &str, code: String) -> Element {
    button("c-chip")
        .attr("aria-label", &fill("filter.remove", &[("name", label)]))
        .child(el("span", "").text(label))
        .child(icon(Icon::Close))
        .press(move || catalogue.change(History::Step, |it| it.toggle(facet, &code)))
}
