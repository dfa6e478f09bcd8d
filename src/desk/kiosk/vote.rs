//! Map, board and ballot, as residents have them, for one visit.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::InnovationSlug;

use super::tablet::Tablet;
use crate::{
    components::{Icon, notice_bar, page_link},
    i18n::t,
    page::Page,
    pages::{floor_page, profile_page},
    platform::dom::{Element, el, nothing},
    reactive::Memo,
    state::Stop,
};

/// What is drawn anew when one goes to another page.
#[derive(Clone, PartialEq)]
enum Screen {
    Floor,
    Innovation(InnovationSlug),
}

pub fn vote(tablet: Tablet) -> Element {
    provide_context(tablet.ballot_box());
    let session = tablet.session;
    let path = use_location().pathname;
    let page = Memo::new(move || match Page::parse(&path.get()) {
        // Results and the like are not for a queue of voters.
        page @ (Page::Home | Page::Board | Page::Ballot | Page::Innovation(_)) => page,
        _ => Page::Home,
    });
    let screen = Memo::new(move || match page.get() {
        Page::Innovation(slug) => Screen::Innovation(slug),
        _ => Screen::Floor,
    });
    Effect::new(move |before: Option<Page>| {
        let page = page.get();
        match page {
            Page::Board | Page::Ballot => session.stop.set(Stop::Full),
            _ if before == Some(Page::Board) => session.stop.set(Stop::Peek),
            _ => {}
        }
        page
    });
    let trouble = tablet.trouble;
    let tabs = el("nav", "c-tabs c-kiosk__tabs")
        .attr("aria-label", &t("nav.label"))
        .child(
            page_link(page, Page::Home, Icon::Map, "nav.map")
                .press(move || session.stop.set(Stop::Peek)),
        )
        .child(
            page_link(page, Page::Board, Icon::Board, "nav.board")
                .press(move || session.stop.set(Stop::Full)),
        )
        .child(page_link(page, Page::Ballot, Icon::Ballot, "nav.ballot"));
    el("div", "c-kiosk__vote")
        .child(
            el("main", "c-main")
                .attr("id", "main")
                .live_attr("data-screen", move || {
                    Some(
                        match screen.get() {
                            Screen::Floor => "floor",
                            Screen::Innovation(_) => "innovation",
                        }
                        .into(),
                    )
                })
                .live(move || match screen.get() {
                    Screen::Floor => floor_page(page),
                    Screen::Innovation(slug) => profile_page(slug),
                }),
        )
        .child(
            el("div", "c-feet")
                .live(move || {
                    if trouble.get() {
                        el("p", "c-alert")
                            .attr("role", "alert")
                            .text(&t("kiosk.cast_not_kept"))
                    } else {
                        nothing()
                    }
                })
                .child(notice_bar())
                .child(tabs),
        )
}
