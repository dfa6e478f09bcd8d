//! One innovation in the light.

use wire::Card;

use super::{super::desk::Desk, n};
use crate::{
    components::sign_label,
    i18n::t,
    platform::dom::{Element, el, nothing},
};

/// The innovation in the light.
pub fn card(desk: Desk) -> Option<&'static Card> {
    let spot = desk.stage.with(|stage| stage.spot);
    desk.cards.get(spot.checked_sub(1)?)
}

pub fn spotlight(desk: Desk, card: &'static Card) -> Element {
    let picture = card.picture.as_ref().map(|picture| {
        el("img", "c-spotlight__picture")
            .attr("src", &["/media/", &picture.file].concat())
            .attr("alt", &picture.alt)
    });
    let place = [&desk.edition.place(&card.area), " · ", &card.agency].concat();
    el("article", "c-spotlight")
        .child(picture)
        .child(el("p", "c-scene__over").child(sign_label(desk.edition, &card.category)))
        .child(el("h1", "c-spotlight__name").text(&card.name))
        .child(el("p", "c-spotlight__summary").text(&card.summary))
        .child(el("p", "c-spotlight__place").text(&place))
        .live(move || {
            let unit = if desk.edition.edition().rule.is_in_points() {
                "screen.points"
            } else {
                "screen.votes"
            };
            let Some(live) = desk.shown() else {
                return nothing();
            };
            let rows = live.standings.contests.iter().flat_map(|it| &it.rows);
            match rows.into_iter().find(|row| row.number == card.number) {
                Some(row) => el("p", "c-spotlight__votes")
                    .child(el("b", "").text(&n(row.votes)))
                    .text(" ")
                    .child(el("span", "").text(&t(unit))),
                None => nothing(),
            }
        })
}
