//! The bar at the bottom of a phone: everything within reach of one thumb.

use leptos::prelude::*;

use super::{Icon, icon};
use crate::{
    i18n::{count, t},
    page::Page,
    state::{BallotBox, CatalogueState, Session, Stop},
};

#[component]
pub fn TabBar(page: Memo<Page>) -> impl IntoView {
    let session = expect_context::<Session>();
    let tab = move |to: Page, sign: Icon, label: &'static str, stop: Option<Stop>| {
        link(page, to, sign, label, move || {
            if let Some(stop) = stop {
                session.stop.set(stop);
            }
        })
    };
    view! {
        <nav class="c-tabs" aria-label=t("nav.label")>
            {tab(Page::Home, Icon::Map, "nav.map", Some(Stop::Peek))}
            {tab(Page::Board, Icon::Board, "nav.board", Some(Stop::Full))}
            {tab(Page::Ballot, Icon::Ballot, "nav.ballot", None)}
            {tab(Page::Results, Icon::Results, "nav.results", None)}
        </nav>
    }
}

/// A link of the navigation; that of the ballot tells the number of picks.
pub(super) fn link(
    page: Memo<Page>,
    to: Page,
    sign: Icon,
    label: &'static str,
    on_press: impl Fn() + 'static,
) -> AnyView {
    let catalogue = expect_context::<CatalogueState>();
    let ballot = expect_context::<BallotBox>();
    let path = to.path();
    let keeps_filters = to.has_map();
    let href = move || {
        let mut url = path.clone();
        if keeps_filters {
            url.push_str(&catalogue.query());
        }
        url
    };
    let badge = (to == Page::Ballot).then_some(move || {
        let n = ballot.count();
        (n > 0).then(|| {
            view! {
                <span class="c-tabs__count" aria-hidden="true">{n}</span>
                <span class="u-hidden">{count("nav.picks", n)}</span>
            }
        })
    });
    view! {
        <a
            href=href
            class="c-tabs__tab"
            aria-current=move || (page.get() == to).then_some("page")
            on:click=move |_| on_press()
        >
            <span class="c-tabs__icon">{icon(sign)} {badge}</span>
            <span>{t(label)}</span>
        </a>
    }
    .into_any()
}
