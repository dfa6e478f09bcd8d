//! The other facets, folded away until they are wanted.

use catalogue::{Counts, Facets};
use leptos::prelude::*;
use wire::{Level, Term};

use crate::{
    components::{Icon, icon},
    filters::Facet,
    i18n::{localized, number, t},
    state::{CatalogueState, EditionState, History},
};

/// A value of a facet: its code and its name.
type Choice = (String, String);

#[component]
pub fn FilterPanel() -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let facts = edition.facts();
    let vocabulary = &facts.vocabulary;
    let districts = facts
        .map
        .areas
        .iter()
        .filter(|area| area.level == Level::District)
        .map(|area| (area.code.to_string(), area.name.clone()))
        .collect();
    let narrowing = Memo::new(move |_| {
        catalogue
            .filters
            .with(|filters| filters.narrowing() - filters.codes(Facet::Category).len())
    });
    view! {
        <details class="c-filters">
            <summary class="c-filters__open">
                {icon(Icon::Filter)}
                <span>{t("filter.title")}</span>
                {move || {
                    let n = narrowing.get();
                    (n > 0).then(|| view! { <span class="c-filters__count">{number(n)}</span> })
                }}
                {icon(Icon::More)}
            </summary>
            <div class="c-filters__groups">
                {group(catalogue, Facet::Area, localized(&edition.edition().region.district_word), districts)}
                {group(catalogue, Facet::Stage, t("facet.stage"), choices(&vocabulary.stages))}
                {group(catalogue, Facet::Kind, t("facet.kind"), choices(&vocabulary.kinds))}
                {group(catalogue, Facet::Affair, t("facet.affair"), choices(&vocabulary.affairs))}
                {group(catalogue, Facet::Goal, t("facet.goal"), choices(&vocabulary.goals))}
            </div>
        </details>
    }
}

fn choices(terms: &[Term]) -> Vec<Choice> {
    terms
        .iter()
        .map(|term| (term.code.clone(), localized(&term.label)))
        .collect()
}

fn counts(facets: &Facets, facet: Facet) -> &Counts {
    match facet {
        Facet::Category => &facets.categories,
        Facet::Area => &facets.areas,
        Facet::Stage => &facets.stages,
        Facet::Kind => &facets.kinds,
        Facet::Affair => &facets.affairs,
        Facet::Goal => &facets.goals,
    }
}

fn group(catalogue: CatalogueState, facet: Facet, title: String, choices: Vec<Choice>) -> AnyView {
    let boxes = choices
        .into_iter()
        .map(|(code, label)| choice(catalogue, facet, code, label));
    view! {
        <fieldset class="c-facet">
            <legend>{title}</legend>
            <div class="c-facet__choices">{boxes.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// One value with its count. What would find nothing is not offered.
fn choice(catalogue: CatalogueState, facet: Facet, code: String, label: String) -> AnyView {
    let code = StoredValue::new(code);
    let on = Memo::new(move |_| {
        code.with_value(|code| catalogue.filters.with(|filters| filters.has(facet, code)))
    });
    let n = Memo::new(move |_| {
        code.with_value(|code| {
            catalogue
                .found
                .with(|found| counts(&found.facets, facet).get(code))
        })
    });
    let on_change = move |_| {
        code.with_value(|code| catalogue.change(History::Step, |it| it.toggle(facet, code)));
    };
    view! {
        <label class="c-choice" hidden=move || n.get() == 0 && !on.get()>
            <input type="checkbox" prop:checked=on on:change=on_change />
            <span class="c-choice__label">{label}</span>
            <span class="c-choice__count">{move || number(n.get() as usize)}</span>
        </label>
    }
    .into_any()
}
