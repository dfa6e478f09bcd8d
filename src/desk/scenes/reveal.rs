//! Third, second, first, each on the presenter's key.

use wire::{ContestStandings, Disclosure, Standing};

use super::{
    super::{
        desk::Desk,
        winners::{self, Place},
    },
    n, sealed,
};
use crate::{
    components::sign,
    i18n::{fill, t},
    platform::dom::{Element, el, group, nothing},
    reactive::Memo,
};

/// Who shares a place, at most, in full; the others are counted.
const SHARED: usize = 4;

pub fn reveal(desk: Desk) -> Element {
    let state = Memo::new(move || {
        let contest = desk.stage.with(|stage| stage.contest);
        let live = desk.shown()?;
        if live.standings.disclosure != Disclosure::Complete {
            return None;
        }
        live.standings.contests.get(contest).cloned()
    });
    el("div", "c-reveal").live(move || match state.get() {
        None => group([
            el("h1", "c-scene__title").text(&t("screen.reveal")),
            sealed("screen.not_complete"),
        ]),
        Some(contest) => stand(desk, &contest),
    })
}

fn stand(desk: Desk, contest: &ContestStandings) -> Element {
    let places = winners::places(contest);
    let category = contest.category.as_ref();
    let category = category.and_then(|code| desk.edition.category(code));
    let title = el("span", "c-sign-label")
        .child(sign(category))
        .child(el("span", "").text(&desk.title(contest)));
    let nobody = places.is_empty();
    let count = places.len();
    let steps = (0..).zip(places).map(|(at, place)| {
        el("li", "c-reveal__place")
            .attr("data-rank", &place.rank.to_string())
            .attr("data-shared", &place.rows.len().min(SHARED).to_string())
            .live(move || {
                if desk.stage.with(|stage| stage.revealed) > at {
                    winner(desk, &place)
                } else {
                    el("p", "c-reveal__closed").text(&name_of(place.rank))
                }
            })
    });
    group([
        el("header", "c-scene__head")
            .child(el("p", "c-scene__over").text(&t("screen.favourite")))
            .child(el("h1", "c-scene__title").child(title)),
        if nobody {
            sealed("screen.nobody")
        } else {
            nothing()
        },
        el("ol", "c-reveal__places")
            .attr("data-places", &count.to_string())
            .children(steps),
    ])
}

fn name_of(rank: u32) -> String {
    t(match rank {
        1 => "screen.first",
        2 => "screen.second",
        _ => "screen.third",
    })
}

fn winner(desk: Desk, place: &Place) -> Element {
    let joint = place.rows.len() > 1;
    let rows = place.rows.iter().take(SHARED).map(|row| name(desk, row));
    let more = place.rows.len().saturating_sub(SHARED);
    let votes = place.rows.first().map_or(0, |row| row.votes);
    let each = match (desk.edition.edition().rule.is_in_points(), joint) {
        (true, true) => "screen.points_each",
        (true, false) => "screen.points_n",
        (false, true) => "screen.votes_each",
        (false, false) => "screen.votes_n",
    };
    el("div", "c-reveal__open")
        .child(
            el("p", "c-reveal__rank")
                .text(&name_of(place.rank))
                .child(joint.then(|| el("span", "c-reveal__joint").text(&t("screen.joint")))),
        )
        .child(el("ul", "c-reveal__names").children(rows))
        .child((more > 0).then(|| {
            el("p", "c-reveal__more").text(&fill("screen.more", &[("n", &more.to_string())]))
        }))
        .child(el("p", "c-reveal__votes").text(&fill(each, &[("n", &n(votes))])))
}

fn name(desk: Desk, row: &Standing) -> Element {
    let card = desk.card(row.number);
    el("li", "")
        .child(el("b", "").text(&card.map_or_else(String::new, |card| card.name.clone())))
        .child(el("span", "").text(&card.map_or_else(String::new, |card| card.agency.clone())))
}
