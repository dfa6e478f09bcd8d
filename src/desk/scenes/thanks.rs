//! The last picture.

use super::{super::desk::Desk, n};
use crate::{
    i18n::t,
    platform::{
        document,
        dom::{Element, el, nothing},
    },
};

pub fn thanks(desk: Desk) -> Element {
    let agency = &desk.edition.edition().agency;
    let origin = document::origin();
    let address = origin
        .split_once("://")
        .map_or(origin.as_str(), |(_, host)| host)
        .to_owned();
    el("div", "c-thanks")
        .child(el("h1", "c-thanks__title").text(&t("screen.thanks")))
        .live(move || match desk.shown() {
            Some(live) => el("p", "c-thanks__total")
                .child(el("b", "").text(&n(live.standings.ballots)))
                .text(" ")
                .child(el("span", "").text(&t("screen.ballots"))),
            None => nothing(),
        })
        .child(el("p", "c-thanks__text").text(&t("screen.thanks_text")))
        .child(el("p", "c-thanks__address").text(&[&address, "/results"].concat()))
        .child(el("p", "c-thanks__agency").text(agency))
}
