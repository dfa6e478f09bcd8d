//! The bar at the bottom of a phone: everything within reach of one thumb.

use leptos::prelude::*;

use super::{Icon, icon};
use crate::{
    i18n::{count, t},
    page::Page,
    platform::dom::{Element, el, group, live, nothing},
    reactive::Memo,
    state::{BallotBox, CatalogueState, Session, Stop},
};

pub fn tab_bar(page: Memo<Page>) -> Element {
    let session = expect_context::<Session>();
    el("nav", "c-tabs")
        .attr("aria-label", &t("nav.label"))
        .child(
            page_link(page, Page::Home, Icon::Map, "nav.map")
                .press(move || session.stop.set(Stop::Peek)),
        )
        .child(
            page_link(page, Page::Board, Icon::Board, "nav.board")
                .press(move || session.stop.set(Stop::Full)),
        )
        .child(page_link(page, Page::Ballot, Icon::Ballot, "nav.ballot"))
        .child(page_link(page, Page::Results, Icon::Results, "nav.results"))
}

/// A link of the navigation; that of the ballot tells the number of picks.
pub fn page_link(page: Memo<Page>, to: Page, sign: Icon, label: &str) -> Element {
    let catalogue = expect_context::<CatalogueState>();
    let path = to.path();
    let keeps_filters = to.has_map();
    let href = move || {
        let mut url = path.clone();
        if keeps_filters {
            url.push_str(&catalogue.query());
        }
        Some(url)
    };
    let badge = if to == Page::Ballot {
        badge()
    } else {
        nothing()
    };
    el("a", "c-tabs__tab")
        .live_attr("href", href)
        .live_attr("aria-current", move || {
            (page.get() == to).then(|| "page".into())
        })
        .child(el("span", "c-tabs__icon").child(icon(sign)).child(badge))
        .child(el("span", "").text(&t(label)))
}

fn badge() -> Element {
    let ballot = expect_context::<BallotBox>();
    live(move || {
        let n = ballot.count();
        if n == 0 {
            return nothing();
        }
        group([
            el("span", "c-tabs__count")
                .attr("aria-hidden", "true")
                .text(&n.to_string()),
            el("span", "u-hidden").text(&count("nav.picks", n)),
        ])
    })
}
