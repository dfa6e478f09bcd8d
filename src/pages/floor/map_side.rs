//! The map, tied to the filters, the selection and the board.

use std::sync::Arc;

use leptos::prelude::*;
use wire::{AreaCode, AreaMap, BallotNumber};

use crate::{
    api,
    components::failure_text,
    filters::Facet,
    i18n::{fill, localized, t},
    map::{MapCells, MapEvents, MapInput, innovation_map},
    pages::results::pause,
    platform::{
        document,
        dom::{Element, el, watch},
        network,
    },
    reactive::{Memo, RwSignal, StoredValue},
    state::{BallotBox, CatalogueState, EditionState, History, Session, Stop},
};

/// The share of the viewport that the sheet covers at half: see `style/layout.css`.
const HALF: f64 = 0.48;
/// The same at peek, in CSS pixels.
const PEEK: f64 = 120.0;

/// The map, and its legend, which goes into the sheet.
pub fn map_side() -> [Element; 2] {
    let edition = expect_context::<EditionState>();
    let session = expect_context::<Session>();
    let catalogue = expect_context::<CatalogueState>();
    let ballot = expect_context::<BallotBox>();
    let villages = RwSignal::new(None::<&'static AreaMap>);
    let asked = StoredValue::new(false);
    let votes = Votes::new(catalogue);
    let found = catalogue.found;
    let filters = catalogue.filters;

    let input = MapInput::new(MapCells {
        areas: &edition.facts().map,
        villages: villages.into(),
        cards: catalogue.all(),
        categories: &edition.facts().categories,
        shown: Memo::new(move || Arc::new(found.get().hits.clone())).into(),
        selected: Memo::new(move || catalogue.selected().map(|card| card.number)).into(),
        hovered: session.hovered,
        picked: Memo::new(move || ballot.picks()).into(),
        active_areas: Memo::new(move || filters.get().find.areas).into(),
        votes: votes.counted.into(),
        votes_note: votes.note.into(),
        words: [
            localized(&edition.edition().region.district_word).leak(),
            localized(&edition.edition().region.village_word).leak(),
        ],
        place: Memo::new(move || filters.get().at).into(),
        inset: Memo::new(move || {
            let screen = session.screen.get();
            match session.stop.get() {
                _ if !screen.has_sheet => 0.0,
                Stop::Peek => PEEK,
                Stop::Half | Stop::Full => screen.height * HALF,
            }
        })
        .into(),
        legend: session.legend,
        tiles: edition.edition().tiles.as_ref(),
        credits: &edition.edition().attribution,
        approximate: edition.edition().approximate_borders,
        area_words: Callback::new(move |code: AreaCode| edition.place(&code)),
    });
    let events = MapEvents {
        select: Callback::new(move |number: Option<BallotNumber>| {
            let slug = number
                .and_then(|it| catalogue.by_number(it))
                .map(|it| it.slug.clone());
            if slug.is_some() {
                session.raise();
            }
            catalogue.change(History::Step, |filters| filters.selected = slug);
        }),
        area: Callback::new(move |code: AreaCode| {
            catalogue.change(History::Step, |filters| {
                filters.toggle(Facet::Area, code.as_str());
            });
        }),
        spot: Callback::new(move |spot: Option<Vec<u32>>| {
            if spot.is_some() {
                session.raise();
                document::focus("#spot h2");
            } else if catalogue.spot.with_untracked(Option::is_none) {
                return;
            }
            catalogue.spot.set(spot.map(Arc::new));
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
        wants_votes: Callback::new(move |wanted| votes.want(wanted)),
        say: Callback::new(move |text: String| session.announce(text)),
    };
    watch(move || {
        if session.legend.get() {
            session.raise();
        }
    });
    let [map, legend] = innovation_map(input, events);
    let map = el("section", "c-floor__map")
        .attr("aria-label", &t("map.label"))
        .child(map);
    [map, legend]
}

/// Votes for the map's shades, asked for as long as they are looked at.
#[derive(Clone, Copy)]
struct Votes {
    counted: RwSignal<Option<Arc<Vec<u64>>>>,
    note: RwSignal<String>,
    wanted: StoredValue<bool>,
    catalogue: CatalogueState,
}

impl Votes {
    fn new(catalogue: CatalogueState) -> Self {
        Self {
            counted: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            wanted: StoredValue::new(false),
            catalogue,
        }
    }

    fn want(self, wanted: bool) {
        let was_wanted = self.wanted.get_value();
        self.wanted.set_value(wanted);
        if wanted && !was_wanted {
            self.ask();
        }
    }

    fn ask(self) {
        leptos::task::spawn_local(async move {
            let answer = api::standings().await;
            if self.wanted.try_get_value() != Some(true) {
                return;
            }
            match answer {
                Ok(standings) => {
                    let cards = self.catalogue.all().get_untracked();
                    let mut counted = vec![0; cards.len()];
                    for row in standings.contests.iter().flat_map(|it| &it.rows) {
                        if let Ok(at) = cards.binary_search_by_key(&row.number, |it| it.number) {
                            counted[at] = row.votes;
                        }
                    }
                    self.note.set(t("map.no_votes"));
                    let is_shown = !standings.contests.is_empty();
                    let counted = is_shown.then(|| Arc::new(counted));
                    if self.counted.get_untracked() != counted {
                        self.counted.set(counted);
                    }
                }
                Err(failure) => {
                    let reason = failure_text(failure);
                    self.note
                        .set(fill("map.votes_unknown", &[("reason", &reason)]));
                }
            }
            set_timeout(move || self.ask_again(), pause());
        });
    }

    fn ask_again(self) {
        match self.wanted.try_get_value() {
            Some(true) if network::is_visible() => self.ask(),
            Some(true) => set_timeout(move || self.ask_again(), pause()),
            _ => {}
        }
    }
}
