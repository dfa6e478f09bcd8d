//! The other facets, folded away until they are wanted.

use catalogue::{Counts, Facets};
use leptos::prelude::*;
use wire::{Level, Term};

use crate::{
    components::{Icon, icon},
    filters::Facet,
    i18n::{localized, number, t},
    platform::dom::{Element, el, nothing},
    reactive::StoredValue,
    state::{CatalogueState, EditionState, History},
};

/// A value of a facet: its code and its name.
type Choice = (String, String);

pub fn filter_panel() -> Element {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let facts = edition.facts();
    let vocabulary = &facts.vocabulary;
    let areas = facts.map.areas.iter();
    let districts = areas
        .filter(|area| area.level == Level::District)
        .map(|area| (area.code.to_string(), area.name.clone()))
        .collect();
    let district = localized(&edition.edition().region.district_word);
    let narrowing = move || {
        catalogue
            .filters
            .with(|filters| filters.narrowing() - filters.codes(Facet::Category).as_slice().len())
    };
    let open = el("summary", "c-filters__open")
        .child(icon(Icon::Filter))
        .child(el("span", "").text(&t("filter.title")))
        .live(move || match narrowing() {
            0 => nothing(),
            n => el("span", "c-filters__count").text(&number(n)),
        })
        .child(icon(Icon::More));
    let groups = el("div", "c-filters__groups")
        .child(group(catalogue, Facet::Area, &district, districts))
        .child(group(
            catalogue,
            Facet::Stage,
            &t("facet.stage"),
            choices(&vocabulary.stages),
        ))
        .child(group(
            catalogue,
            Facet::Kind,
            &t("facet.kind"),
            choices(&vocabulary.kinds),
        ))
        .child(group(
            catalogue,
            Facet::Affair,
            &t("facet.affair"),
            choices(&vocabulary.affairs),
        ))
        .child(group(
            catalogue,
            Facet::Goal,
            &t("facet.goal"),
            choices(&vocabulary.goals),
        ));
    el("details", "c-filters").child(open).child(groups)
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

fn group(catalogue: CatalogueState, facet: Facet, title: &str, choices: Vec<Choice>) -> Element {
    let boxes = choices
        .into_iter()
        .map(|(code, label)| choice(catalogue, facet, code, &label));
    el("fieldset", "c-facet")
        .child(el("legend", "").text(title))
        .child(el("div", "c-facet__choices").children(boxes))
}

/// One value with its count. What would find nothing is not offered.
fn choice(catalogue: CatalogueState, facet: Facet, code: String, label: &str) -> Element {
    let code = StoredValue::new(code);
    let on =
        move || code.with_value(|code| catalogue.filters.with(|filters| filters.has(facet, code)));
    let n = move || {
        code.with_value(|code| {
            catalogue
                .found
                .with(|found| counts(&found.facets, facet).get(code))
        })
    };
    let input = el("input", "")
        .attr("type", "checkbox")
        .live_property("checked", move || on().into())
        .on("change", move |_| {
            code.with_value(|code| catalogue.change(History::Step, |it| it.toggle(facet, code)));
        });
    el("label", "c-choice")
        .live_attr("hidden", move || (n() == 0 && !on()).then(String::new))
        .child(input)
        .child(el("span", "c-choice__label").text(label))
        .child(el("span", "c-choice__count").live_text(move || number(n() as usize)))
}
