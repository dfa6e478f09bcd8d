//! The categories as a row of toggles; at the same time the map's legend.

use leptos::prelude::*;

use crate::{
    components::sign,
    filters::Facet,
    i18n::{localized, number, t},
    state::{CatalogueState, EditionState, History},
};

#[component]
pub fn CategoryBar() -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let toggles = edition
        .facts()
        .categories
        .iter()
        .map(|category| {
            let code = category.code.as_str();
            let on = Memo::new(move |_| {
                catalogue
                    .filters
                    .with(|filters| filters.has(Facet::Category, code))
            });
            let n = Memo::new(move |_| {
                catalogue
                    .found
                    .with(|found| found.facets.categories.get(code))
            });
            view! {
                <button
                    type="button"
                    class="c-toggle"
                    data-cat=category.colour
                    aria-pressed=move || on.get().to_string()
                    on:click=move |_| {
                        catalogue.change(History::Step, |it| it.toggle(Facet::Category, code));
                    }
                >
                    {sign(Some(category))}
                    <span>{localized(&category.label)}</span>
                    <span class="c-toggle__count">{move || number(n.get() as usize)}</span>
                </button>
            }
        })
        .collect_view();
    view! { <div class="c-toggles" role="group" aria-label=t("facet.category")>{toggles}</div> }
}
