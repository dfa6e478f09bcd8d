//! The map, tied to the filters, the selection and the board.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;
use wire::{AreaCode, AreaMap, BallotNumber};

use crate::{
    api,
    filters::Facet,
    i18n::t,
    map::{MapEvents, MapInput, innovation_map},
    platform::{
        document,
        dom::{Element, el},
    },
    state::{BallotBox, CatalogueState, EditionState, History, Session, Stop},
};

/// The share of the viewport that the sheet covers at half: see `style/layout.css`.
const HALF: f64 = 0.48;
/// The same at peek, in CSS pixels.
const PEEK: f64 = 120.0;

pub fn map_side() -> Element {
    let edition = expect_context::<EditionState>();
    let session = expect_context::<Session>();
    let catalogue = expect_context::<CatalogueState>();
    let ballot = expect_context::<BallotBox>();
    let villages = RwSignal::new(None::<&'static AreaMap>);
    let asked = StoredValue::new(false);
    let votes = RwSignal::new(None::<Arc<BTreeMap<BallotNumber, u64>>>);
    let found = catalogue.found;
    let filters = catalogue.filters;

    let input = MapInput {
        areas: &edition.facts().map,
        villages: villages.into(),
        cards: catalogue.all(),
        categories: &edition.facts().categories,
        shown: Signal::derive(move || Arc::new(found.get().hits.clone())),
        selected: Memo::new(move |_| catalogue.selected().map(|card| card.number)).into(),
        hovered: session.hovered,
        picked: Signal::derive(move || ballot.picks()),
        active_areas: Memo::new(move |_| filters.get().find.areas).into(),
        votes: votes.into(),
        place: Memo::new(move |_| filters.get().at).into(),
        inset: Signal::derive(move || {
            if document::is_wide() {
                0.0
            } else if session.stop.get() == Stop::Peek {
                PEEK
            } else {
                document::viewport_height() * HALF
            }
        }),
        tiles: edition.edition().tiles.as_ref(),
        credits: &edition.edition().attribution,
        approximate: edition.edition().approximate_borders,
        area_words: Callback::new(move |code: AreaCode| edition.place(&code)),
    };
    let events = MapEvents {
        select: Callback::new(move |number: Option<BallotNumber>| {
            let slug = number
                .and_then(|it| catalogue.by_number(it))
                .map(|it| it.slug.clone());
            if slug.is_some() && session.stop.get_untracked() == Stop::Peek {
                session.stop.set(Stop::Half);
            }
            catalogue.change(History::Step, |filters| filters.selected = slug);
        }),
        area: Callback::new(move |code: AreaCode| {
            catalogue.change(History::Step, |filters| {
                filters.toggle(Facet::Area, code.as_str());
            });
        }),
        place: Callback::new(move |place: String| {
            catalogue.change(History::Same, |filters| filters.at = place);
        }),
        bounds: Callback::new(move |bounds: [f64; 4]| catalogue.view.set(Some(bounds))),
        villages: Callback::new(move |()| {
            if asked.get_value() {
                return;
            }
            asked.set_value(true);
            leptos::task::spawn_local(async move {
                match api::villages().await {
                    Ok(map) => villages.set(Some(Box::leak(Box::new(map)))),
                    // The next move asks again.
                    Err(_) => asked.set_value(false),
                }
            });
        }),
        here: Callback::new(move |here: [f64; 2]| {
            catalogue.here.set(Some(here));
            catalogue.change(History::Same, |filters| {
                filters.sort = crate::filters::Sort::Distance;
            });
        }),
        wants_votes: Callback::new(move |()| {
            leptos::task::spawn_local(async move {
                if let Ok(standings) = api::standings().await {
                    let rows = standings.contests.iter().flat_map(|it| &it.rows);
                    let mut counted = BTreeMap::new();
                    for row in rows {
                        counted.insert(row.number, row.votes);
                    }
                    votes.set((!counted.is_empty()).then(|| Arc::new(counted)));
                }
            });
        }),
        say: Callback::new(move |text: String| session.announce(text)),
    };
    el("section", "c-floor__map")
        .attr("aria-label", &t("map.label"))
        .child(innovation_map(input, events))
}
