//! How many there are, in which order, and whether only what the map shows.

use leptos::prelude::*;

use crate::{
    filters::Sort,
    i18n::{count, t},
    state::{CatalogueState, History},
};

#[component]
pub fn SortRow() -> impl IntoView {
    let catalogue = expect_context::<CatalogueState>();
    let n = move || catalogue.listed.with(|listed| listed.len());
    let sort = Memo::new(move |_| catalogue.filters.with(|filters| filters.sort));
    let in_view = Memo::new(move |_| catalogue.filters.with(|filters| filters.in_view));
    let on_sort = move |event| {
        let chosen = Sort::parse(&event_target_value(&event));
        catalogue.change(History::Step, |filters| filters.sort = chosen);
    };
    let on_switch = move |_| {
        catalogue.change(History::Step, |filters| filters.in_view = !filters.in_view);
    };
    let options = Sort::ALL
        .into_iter()
        .map(|it| {
            let label = match it {
                Sort::Random => "sort.random",
                Sort::Name => "sort.name",
                Sort::Distance => "sort.distance",
            };
            view! {
                <option value=it.as_str() selected=move || sort.get() == it>{t(label)}</option>
            }
        })
        .collect_view();
    view! {
        <div class="c-sort">
            <p class="c-sort__count">{move || count("board.count", n())}</p>
            <label class="c-sort__order">
                <span class="u-hidden">{t("sort.label")}</span>
                <select on:change=on_sort>{options}</select>
            </label>
            <label class="c-switch">
                <input type="checkbox" role="switch" prop:checked=in_view on:change=on_switch />
                <span>{t("board.in_view")}</span>
            </label>
        </div>
    }
}
