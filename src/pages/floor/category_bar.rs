//! The categories as toggles, each with its sign and how many it would show.

use leptos::prelude::*;

use crate::{
    components::{button, sign},
    filters::Facet,
    i18n::{localized, number, t},
    platform::dom::{Element, el},
    state::{CatalogueState, EditionState, History},
};

pub fn category_bar() -> Element {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let toggles = edition.facts().categories.iter().map(|category| {
        let code = category.code.as_str();
        let on = move || {
            catalogue
                .filters
                .with(|filters| filters.has(Facet::Category, code))
        };
        let n = move || {
            let n = catalogue
                .found
                .with(|found| found.facets.categories.get(code));
            number(n as usize)
        };
        button("c-toggle")
            .attr("data-cat", &category.colour.to_string())
            .state("aria-pressed", on)
            .child(sign(Some(category)))
            .child(el("span", "").text(&localized(&category.label)))
            .child(el("span", "c-toggle__count").live_text(n))
            .press(move || {
                catalogue.change(History::Step, |it| it.toggle(Facet::Category, code));
            })
    });
    el("div", "c-toggles")
        .attr("role", "group")
        .attr("aria-label", &t("facet.category"))
        .children(toggles)
}
