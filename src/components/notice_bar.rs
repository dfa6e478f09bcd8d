//! What was just done, with a way back; whether there is a network; whether
//! the page is an old one.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{Icon, button, icon, icon_button, link};
use crate::{
    i18n::{language, t},
    page::Page,
    platform::{
        document,
        dom::{Element, el, live, nothing, watch},
    },
    state::{
        BallotBox, Session,
        ballot::{Look, Standing},
    },
};

/// Long enough to read and to reach the button (WCAG 2.2.1 asks for more only
/// where something would be lost; the pick button itself takes a pick back too).
const SHOWN: Duration = Duration::from_secs(8);

pub fn notice_bar() -> Element {
    let session = expect_context::<Session>();
    let ballot = expect_context::<BallotBox>();
    let mut timer = None::<TimeoutHandle>;
    watch(move || {
        if let Some(before) = timer.take() {
            before.clear();
        }
        if session.notice.get().is_some() {
            timer = set_timeout_with_handle(move || session.notice.set(None), SHOWN).ok();
        }
    });
    live(move || {
        let Some(notice) = session.notice.get() else {
            return nothing();
        };
        let undo = notice.undo.map(|picks| {
            button("c-notice__undo")
                .text(&t("pick.undo"))
                .press(move || {
                    ballot.restore(picks.clone());
                    session.notice.set(None);
                    session.announce(t("pick.said_undone"));
                })
        });
        el("div", "c-notice")
            .child(el("p", "").text(&notice.text))
            .child(undo)
            .child(
                icon_button("c-notice__close", Icon::Close, &t("action.close"))
                    .press(move || session.notice.set(None)),
            )
    })
}

/// Says on every page that the public log contradicts what this device has seen.
pub fn log_strip() -> Element {
    let ballot = expect_context::<BallotBox>();
    live(move || {
        if ballot.look.get() != Some(Look::Alarm) {
            return nothing();
        }
        el("p", "c-strip")
            .attr("role", "alert")
            .child(icon(Icon::Alert))
            .child(el("span", "").text(&t("receipt.alarm")))
            .child(
                link("", &["/tanda-terima?lang=", &language()].concat())
                    .attr("rel", "external")
                    .text(&t("receipt.more")),
            )
    })
}

/// Says that there is no network, or that a ballot is still waiting.
pub fn network_strip() -> Element {
    let session = expect_context::<Session>();
    let ballot = expect_context::<BallotBox>();
    live(move || {
        let waiting = ballot.standing() == Standing::Waiting;
        let key = match (session.online.get(), waiting) {
            (true, false) => return nothing(),
            (true, true) => "network.waiting",
            (false, true) => "network.offline_waiting",
            (false, false) => "network.offline",
        };
        let see = waiting.then(|| link("", &Page::Ballot.path()).text(&t("network.see_ballot")));
        el("p", "c-strip")
            .attr("role", "status")
            .child(icon(if waiting { Icon::Clock } else { Icon::Offline }))
            .child(el("span", "").text(&t(key)))
            .child(see)
    })
}

/// Offers the newer version of the page. Nothing is lost by it: draft and
/// ballot are kept outside of the page.
pub fn update_strip() -> Element {
    let session = expect_context::<Session>();
    live(move || {
        if !session.outdated.get() {
            return nothing();
        }
        el("p", "c-strip")
            .attr("role", "status")
            .child(el("span", "").text(&t("network.new")))
            .child(
                button("c-button")
                    .text(&t("action.reload"))
                    .press(document::reload),
            )
    })
}
