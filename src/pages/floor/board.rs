//! The board: search, filters, and the cards that they find.

use leptos::prelude::*;
use voting::Gate;
use wire::BallotNumber;

use super::{
    category_bar::category_bar, chips::chips, filter_panel::filter_panel, search_box::search_box,
    sort_row::sort_row,
};
use crate::{
    components::{
        Icon, button, failure_view, icon, icon_button, innovation_card, pending_view, phase_line,
    },
    i18n::{count, fill, number, t},
    platform::{
        document,
        dom::{Element, el, keyed, live, nothing, watch},
    },
    reactive::{Memo, RwSignal},
    state::{CatalogueState, EditionState, History, Loading},
};

/// How many cards are drawn at first, and each time the end comes near.
const STEP: usize = 12;

/// How near the end is near, in CSS pixels.
const NEAR: f64 = 900.0;

pub fn board() -> Element {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let drawn = RwSignal::new(STEP);
    watch(move || {
        // Another search begins at its best answers again.
        catalogue.filters.with(|filters| filters.find.clone());
        drawn.set(STEP);
    });
    let length = move || catalogue.listed.with(|listed| listed.len());
    let more = move || {
        if drawn.get_untracked() < untrack(length) {
            drawn.update(|drawn| *drawn += STEP);
        }
    };
    let numbers = move || -> Vec<u32> {
        let cards = catalogue.cards();
        let selected = catalogue.selected().map(|card| card.number);
        let listed = catalogue.listed.get();
        let numbers = listed.iter().map(|hit| cards[*hit as usize].number);
        let others = numbers.filter(|number| Some(*number) != selected);
        others.take(drawn.get()).map(|number| number.0).collect()
    };
    let card = move |number| {
        catalogue
            .by_number(BallotNumber(number))
            .map_or_else(nothing, innovation_card)
    };
    let title = el("h1", "c-board__title")
        .attr("tabindex", "-1")
        .live_text(move || {
            t(match edition.gate() {
                Gate::Open => "board.title_open",
                Gate::NotYet => "board.title_not_yet",
                Gate::Over => "board.title_over",
            })
        });
    el("section", "c-board")
        .attr("aria-label", &t("board.label"))
        .on("scroll", move |event| {
            if document::distance_to_end(&event) < NEAR {
                more();
            }
        })
        .child(el("div", "c-board__head").child(title).child(phase_line()))
        .child(search_box())
        .child(category_bar())
        .child(filter_panel())
        .child(chips())
        .child(sort_row())
        .child(selected_card())
        .child(spot_head())
        .child(el("h2", "u-hidden").text(&t("board.list")))
        .child(keyed(el("ul", "c-cards"), numbers, card))
        .live(move || below(catalogue))
        .live(move || {
            if drawn.get() >= length() {
                return nothing();
            }
            button("c-button c-board__more")
                .text(&t("board.more"))
                .press(more)
        })
}

/// The card of the pin that was pressed, before all others.
fn selected_card() -> Element {
    let catalogue = expect_context::<CatalogueState>();
    let selected = Memo::new(move || catalogue.selected().map(|card| card.number));
    live(move || {
        let Some(card) = selected
            .get()
            .and_then(|number| catalogue.by_number(number))
        else {
            return nothing();
        };
        document::reveal("selected".into());
        let on_close = move || catalogue.change(History::Step, |filters| filters.selected = None);
        let head = el("div", "c-selected__head")
            .child(el("h2", "").text(&t("board.selected")))
            .child(icon_button("c-tool", Icon::Close, &t("board.unselect")).press(on_close));
        el("section", "c-selected")
            .attr("id", "selected")
            .attr("aria-label", &t("board.selected"))
            .child(head)
            .child(el("ul", "c-cards").child(innovation_card(card)))
    })
}

/// That only those at one spot of the map are listed, and the way back to all.
fn spot_head() -> Element {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let leave = move || {
        catalogue.spot.set(None);
        document::focus(".c-map__stage");
    };
    live(move || {
        let cards = catalogue.cards();
        let Some(spot) = catalogue.spot.get() else {
            return nothing();
        };
        let first = spot.first().and_then(|at| cards.get(*at as usize));
        let place = first.map_or_else(String::new, |card| edition.place(&card.area));
        let values = [("n", number(spot.len())), ("place", place)];
        let title = fill(
            "map.cluster",
            &values.each_ref().map(|it| (it.0, it.1.as_str())),
        );
        el("div", "c-selected__head")
            .attr("id", "spot")
            .on("keydown", move |event| {
                if document::key(&event) == "Escape" {
                    leave();
                }
            })
            .child(el("h2", "").attr("tabindex", "-1").text(&title))
            .child(icon_button("c-tool", Icon::Close, &t("board.show_all")).press(leave))
    })
}

/// What stands below the cards, or in their place.
fn below(catalogue: CatalogueState) -> Element {
    match catalogue.loading.get() {
        Loading::Pending => return pending_view(),
        Loading::Failed(failure) => return failure_view(failure, move || catalogue.load()),
        Loading::Complete => {}
    }
    let listed = catalogue.listed.with(|it| it.len());
    let found = catalogue.found.with(|it| it.hits.len());
    if listed > 0 {
        return nothing();
    }
    let (text, action) = if found > 0 {
        (count("board.none_in_view", found), "board.show_all")
    } else if catalogue.cards().is_empty() {
        return el("p", "c-state").text(&t("board.none_yet"));
    } else {
        (t("board.none_found"), "filter.clear")
    };
    let on_press = move || {
        catalogue.spot.set(None);
        catalogue.change(History::Step, |filters| {
            filters.in_view = false;
            if found == 0 {
                filters.clear();
            }
        });
    };
    el("div", "c-state")
        .attr("role", "status")
        .child(icon(Icon::Search))
        .child(el("p", "").text(&text))
        .child(button("c-button").text(&t(action)).press(on_press))
}
