//! The innovations, and which of them the board and the map show.

use std::sync::Arc;

use catalogue::{AreaNames, Catalogue, Found, Order};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};
use wire::{BallotNumber, Card, InnovationSlug};

use super::{EditionState, Session};
use crate::{
    api,
    filters::{Filters, Sort},
    platform::{document::escape_query, dom::watch},
    reactive::{Memo, RwSignal, Signal, StoredValue},
};

/// West, south, east and north in degrees.
pub type Bounds = [f64; 4];

/// How much of the catalogue is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    Complete,
    Pending,
    Failed(api::Failure),
}

/// Cards, filters and what they find.
#[derive(Clone, Copy)]
pub struct CatalogueState(&'static CatalogueCells);

/// What is in it. A handle is one pointer, so closures stay small.
pub struct CatalogueCells {
    cards: RwSignal<&'static [Card]>,
    /// From the URL.
    pub filters: Memo<Filters>,
    /// Positions in `cards` that the filters let through, in order, and the facets' counts.
    pub found: Memo<Arc<Found>>,
    /// What the board lists: `found`, and only what the map shows if that is wanted.
    pub listed: Memo<Arc<Vec<u32>>>,
    /// Those at one spot of the map, while only they are listed.
    pub spot: RwSignal<Option<Arc<Vec<u32>>>>,
    pub loading: RwSignal<Loading>,
    /// What the map shows now.
    pub view: RwSignal<Option<Bounds>>,
    /// Where distances are measured from: where the person is, if they told.
    pub here: RwSignal<Option<[f64; 2]>>,
    index: StoredValue<Catalogue>,
    /// Moves when `index` knows more.
    indexed: RwSignal<u32>,
    texts_asked: StoredValue<bool>,
    edition: EditionState,
    path: Memo<String>,
    go: StoredValue<Navigate>,
}

impl core::ops::Deref for CatalogueState {
    type Target = CatalogueCells;

    fn deref(&self) -> &CatalogueCells {
        self.0
    }
}

type Navigate = Arc<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// How a change of filters stands in the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// A step of its own: the back button takes it back.
    Step,
    /// In place of the step before: typing, moving the map.
    Same,
}

impl CatalogueState {
    /// Needs the router's context.
    pub fn new(edition: EditionState, session: Session, cards: &'static [Card]) -> Self {
        let (path, query) = (use_location().pathname, use_query_map());
        let filters = Memo::new(move || query.with(|query| Filters::parse(|key| query.get(key))));
        let complete = cards.len() >= edition.facts().total as usize;
        let cards = RwSignal::new(cards);
        let index = StoredValue::new(Catalogue::new(cards.get_untracked(), &names(edition)));
        let indexed = RwSignal::new(0);
        let view = RwSignal::new(None::<Bounds>);
        let here = RwSignal::new(None);
        let find = Memo::new(move || filters.get().find);
        let centre = move || {
            view.get()
                .map(|[west, south, east, north]| [west.midpoint(east), south.midpoint(north)])
        };
        let order = Memo::new(move || match filters.get().sort {
            Sort::Random => Order::Shuffled(session.seed()),
            Sort::Name => Order::Name,
            Sort::Distance => here
                .get()
                .or_else(centre)
                .map_or(Order::Shuffled(session.seed()), Order::Distance),
        });
        let found = Memo::new(move || {
            indexed.track();
            let mut found = index.with_value(|index| find.with(|filter| index.find(filter)));
            order.with(|order| found.arrange(cards.get(), order));
            Arc::new(found)
        });
        let spot = RwSignal::new(None::<Arc<Vec<u32>>>);
        let listed = Memo::new(move || {
            let found = found.get();
            if let Some(spot) = spot.get() {
                let here = |hit: &&u32| spot.contains(hit);
                return Arc::new(found.hits.iter().filter(here).copied().collect());
            }
            let bounds = if filters.get().in_view {
                view.get()
            } else {
                None
            };
            Arc::new(match bounds {
                Some(bounds) => {
                    let cards = cards.get();
                    let seen = |hit: &&u32| holds(bounds, cards[**hit as usize].point);
                    found.hits.iter().filter(seen).copied().collect()
                }
                None => found.hits.clone(),
            })
        });
        let loading = RwSignal::new(if complete {
            Loading::Complete
        } else {
            Loading::Pending
        });
        let state = Self(Box::leak(Box::new(CatalogueCells {
            cards,
            filters,
            found,
            listed,
            spot,
            loading,
            view,
            here,
            index,
            indexed,
            texts_asked: StoredValue::new(false),
            edition,
            path: Memo::new(move || path.get()),
            go: StoredValue::new(Arc::new(use_navigate())),
        })));
        if !complete {
            state.load();
        }
        // Also for a link that brings a search along.
        watch(move || {
            if find.with(|find| !find.text.is_empty()) {
                state.prepare_search();
            }
        });
        state
    }

    pub fn cards(self) -> &'static [Card] {
        self.cards.get()
    }

    /// The cards as a signal, for the map.
    pub fn all(self) -> Signal<&'static [Card]> {
        self.cards.into()
    }

    pub fn by_number(self, number: BallotNumber) -> Option<&'static Card> {
        self.cards.get().iter().find(|card| card.number == number)
    }

    pub fn by_slug(self, slug: &InnovationSlug) -> Option<&'static Card> {
        self.cards.get().iter().find(|card| card.slug == *slug)
    }

    /// Changes the filters, which is to go to their URL.
    pub fn change(self, history: History, change: impl FnOnce(&mut Filters)) {
        let mut filters = self.filters.get_untracked();
        change(&mut filters);
        let before = self.filters.get_untracked();
        if filters == before {
            return;
        }
        if filters.find != before.find || filters.in_view != before.in_view {
            self.spot.set(None);
        }
        let mut url = self.path.get_untracked();
        url.push_str(&filters.query(escape_query));
        let options = NavigateOptions {
            // A kiosk leaves no trace in the history.
            replace: history == History::Same || cfg!(feature = "staff"),
            scroll: false,
            ..NavigateOptions::default()
        };
        self.go.get_value()(&url, options);
    }

    /// The query of the filters as they are, for links to pages that share them.
    pub fn query(self) -> String {
        self.filters.get().query(escape_query)
    }

    /// The innovation that is selected on map and board.
    pub fn selected(self) -> Option<&'static Card> {
        self.filters
            .get()
            .selected
            .and_then(|slug| self.by_slug(&slug))
    }

    /// Fetches all cards, 500 at a time. Also the answer to "try again".
    pub fn load(self) {
        self.loading.set(Loading::Pending);
        leptos::task::spawn_local(async move {
            let mut cards: Vec<Card> = Vec::new();
            loop {
                let last = cards.last().map_or(BallotNumber(0), |card| card.number);
                match api::cards_after(last).await {
                    Ok(more) if more.is_empty() => break,
                    Ok(more) => cards.extend(more),
                    Err(failure) => return self.loading.set(Loading::Failed(failure)),
                }
            }
            let cards: &'static [Card] = cards.leak();
            self.index
                .set_value(Catalogue::new(cards, &names(self.edition)));
            self.cards.set(cards);
            self.indexed.update(|it| *it += 1);
            self.loading.set(Loading::Complete);
            if self.texts_asked.get_value() {
                // They came for cards that were not there yet.
                self.texts_asked.set_value(false);
                self.prepare_search();
            }
        });
    }

    /// Fetches the long texts once, when somebody is about to search.
    /// Without them the search still knows names, summaries, agencies and places.
    pub fn prepare_search(self) {
        if self.texts_asked.get_value() {
            return;
        }
        self.texts_asked.set_value(true);
        leptos::task::spawn_local(async move {
            let Ok(texts) = api::texts().await else {
                return self.texts_asked.set_value(false);
            };
            let cards = self.cards.get_untracked();
            let known: Vec<(u32, &str)> = texts
                .iter()
                .filter_map(|it| {
                    let at = cards
                        .binary_search_by_key(&it.number, |card| card.number)
                        .ok()?;
                    Some((u32::try_from(at).ok()?, it.text.as_str()))
                })
                .collect();
            self.index.try_update_value(|index| index.add_texts(&known));
            self.indexed.update(|it| *it += 1);
        });
    }
}

fn names(edition: EditionState) -> AreaNames {
    let mut names = AreaNames::default();
    let facts = edition.facts();
    for area in &facts.map.areas {
        names.insert(area.code.clone(), area.name.as_str(), area.parent.clone());
    }
    for village in &facts.villages {
        names.insert(
            village.code.clone(),
            village.name.as_str(),
            Some(village.parent.clone()),
        );
    }
    names
}

fn holds([west, south, east, north]: Bounds, [x, y]: [f64; 2]) -> bool {
    (west..=east).contains(&x) && (south..=north).contains(&y)
}
