//! How many there are, in which order, and whether only those on the map.

use leptos::prelude::*;

use crate::{
    filters::Sort,
    i18n::{count, t},
    platform::{
        document,
        dom::{Element, el},
    },
    state::{CatalogueState, History},
};

pub fn sort_row() -> Element {
    let catalogue = expect_context::<CatalogueState>();
    let options = Sort::ALL.into_iter().map(|it| {
        let label = match it {
            Sort::Random => "sort.random",
            Sort::Name => "sort.name",
            Sort::Distance => "sort.distance",
        };
        el("option", "").attr("value", it.as_str()).text(&t(label))
    });
    let order = el("select", "")
        .children(options)
        .live_property("value", move || {
            catalogue
                .filters
                .with(|filters| filters.sort.as_str().into())
        })
        .on("change", move |event| {
            let chosen = Sort::parse(&document::value_of(&event));
            catalogue.change(History::Step, |filters| filters.sort = chosen);
        });
    let switch = el("input", "")
        .attr("type", "checkbox")
        .attr("role", "switch")
        .live_property("checked", move || {
            catalogue.filters.with(|filters| filters.in_view.into())
        })
        .on("change", move |_| {
            catalogue.change(History::Step, |filters| filters.in_view = !filters.in_view);
        });
    el("div", "c-sort")
        .child(
            el("p", "c-sort__count").live_text(move || {
                count("board.count", catalogue.listed.with(|listed| listed.len()))
            }),
        )
        .child(
            el("label", "c-sort__order")
                .child(el("span", "u-hidden").text(&t("sort.label")))
                .child(order),
        )
        .child(
            el("label", "c-switch")
                .child(switch)
                .child(el("span", "").text(&t("board.in_view"))),
        )
}
