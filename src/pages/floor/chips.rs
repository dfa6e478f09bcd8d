//! The filters that are on, each with a way to take it off.

use leptos::prelude::*;
use wire::{AreaCode, CategoryCode};

use crate::{
    components::{Icon, icon},
    filters::Facet,
    i18n::{fill, t},
    state::{CatalogueState, EditionState, History},
};

#[component]
pub fn Chips() -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    move || {
        let filters = catalogue.filters.get();
        if filters.narrowing() == 0 {
            return ().into_any();
        }
        let chips: Vec<AnyView> = Facet::ALL
            .into_iter()
            .flat_map(|facet| {
                let codes = filters.codes(facet).into_iter();
                codes
                    .map(move |code| (facet, String::from(code)))
                    .collect::<Vec<_>>()
            })
            .map(|(facet, code)| chip(catalogue, facet, label(edition, facet, &code), code))
            .collect();
        view! {
            <div class="c-chips" role="group" aria-label=t("filter.active")>
                {chips}
                <button
                    type="button"
                    class="c-chips__clear"
                    on:click=move |_| catalogue.change(History::Step, crate::filters::Filters::clear)
                >
                    {t("filter.clear")}
                </button>
            </div>
        }
        .into_any()
    }
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

fn chip(catalogue: CatalogueState, facet: Facet, label: String, code: String) -> AnyView {
    let remove = fill("filter.remove", &[("name", &label)]);
    view! {
        <button
            type="button"
            class="c-chip"
            aria-label=remove
            on:click=move |_| catalogue.change(History::Step, |it| it.toggle(facet, &code))
        >
            <span>{label}</span>
            {icon(Icon::Close)}
        </button>
    }
    .into_any()
}
