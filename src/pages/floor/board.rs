//! The board: search, filters, and the cards that they find.

use leptos::{ev, prelude::*};
use voting::Gate;
use wire::Card;

use super::{
    category_bar::CategoryBar, chips::Chips, filter_panel::FilterPanel, search_box::SearchBox,
    sort_row::SortRow,
};
use crate::{
    components::{Icon, InnovationCard, PhaseLine, failure_view, icon, pending_view},
    i18n::{count, t},
    platform::document,
    state::{CatalogueState, EditionState, History, Loading},
};

/// How many cards are drawn at first, and each time the end comes near.
const STEP: usize = 24;

/// How near the end is near, in CSS pixels.
const NEAR: f64 = 900.0;

#[component]
pub fn Board() -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let drawn = RwSignal::new(STEP);
    Effect::new(move |_| {
        // Another search begins at its best answers again.
        catalogue.filters.with(|filters| filters.find.clone());
        drawn.set(STEP);
    });
    let more = move || {
        if drawn.get_untracked() < catalogue.listed.with_untracked(|listed| listed.len()) {
            drawn.update(|drawn| *drawn += STEP);
        }
    };
    let on_scroll = move |event: ev::Event| {
        if document::distance_to_end(&event) < NEAR {
            more();
        }
    };
    let cards = move || -> Vec<&'static Card> {
        let cards = catalogue.cards();
        let selected = catalogue.selected().map(|card| card.number);
        catalogue
            .listed
            .get()
            .iter()
            .map(|hit| &cards[*hit as usize])
            .filter(|card| Some(card.number) != selected)
            .take(drawn.get())
            .collect()
    };
    let title = move || {
        t(match edition.gate() {
            Gate::Open => "board.title_open",
            Gate::NotYet => "board.title_not_yet",
            Gate::Over => "board.title_over",
        })
    };
    view! {
        <section class="c-board" aria-label=t("board.label") on:scroll=on_scroll>
            <div class="c-board__head">
                <h1 class="c-board__title" tabindex="-1">{title}</h1>
                <PhaseLine />
            </div>
            <SearchBox />
            <CategoryBar />
            <FilterPanel />
            <Chips />
            <SortRow />
            {selected_card}
            <h2 class="u-hidden">{t("board.list")}</h2>
            <ul class="c-cards">
                <For each=cards key=|card| card.number.0 let(card)>
                    <InnovationCard card />
                </For>
            </ul>
            {move || below(catalogue)}
            {move || {
                (drawn.get() < catalogue.listed.with(|listed| listed.len())).then(|| {
                    view! {
                        <button type="button" class="c-button c-board__more" on:click=move |_| more()>
                            {t("board.more")}
                        </button>
                    }
                })
            }}
        </section>
    }
}

/// The card of the pin that was pressed, before all others.
fn selected_card() -> AnyView {
    let catalogue = expect_context::<CatalogueState>();
    let selected = Memo::new(move |_| catalogue.selected().map(|card| card.number));
    Effect::new(move |_| {
        if selected.get().is_some() {
            document::reveal("selected".into());
        }
    });
    (move || {
        let Some(card) = selected.get().and_then(|number| catalogue.by_number(number)) else {
            return ().into_any();
        };
        let on_close = move |_| catalogue.change(History::Step, |filters| filters.selected = None);
        view! {
            <section class="c-selected" id="selected" aria-label=t("board.selected")>
                <div class="c-selected__head">
                    <h2>{t("board.selected")}</h2>
                    <button type="button" class="c-tool" aria-label=t("board.unselect") on:click=on_close>
                        {icon(Icon::Close)}
                    </button>
                </div>
                <ul class="c-cards">
                    <InnovationCard card />
                </ul>
            </section>
        }
        .into_any()
    })
    .into_any()
}

/// What stands below the cards, or in their place.
fn below(catalogue: CatalogueState) -> AnyView {
    match catalogue.loading.get() {
        Loading::Pending => return pending_view(),
        Loading::Failed(failure) => return failure_view(failure, move || catalogue.load()),
        Loading::Complete => {}
    }
    let (listed, found) = (
        catalogue.listed.with(|it| it.len()),
        catalogue.found.with(|it| it.hits.len()),
    );
    if listed > 0 {
        return ().into_any();
    }
    let (text, action) = if found > 0 {
        (count("board.none_in_view", found), "board.show_all")
    } else if catalogue.cards().is_empty() {
        return view! { <p class="c-state">{t("board.none_yet")}</p> }.into_any();
    } else {
        (t("board.none_found"), "filter.clear")
    };
    let on_press = move |_| {
        catalogue.change(History::Step, |filters| {
            filters.in_view = false;
            if found == 0 {
                filters.clear();
            }
        });
    };
    view! {
        <div class="c-state" role="status">
            {icon(Icon::Search)}
            <p>{text}</p>
            <button type="button" class="c-button" on:click=on_press>{t(action)}</button>
        </div>
    }
    .into_any()
}
