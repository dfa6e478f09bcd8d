//! Who leads in a contest: bars that pass each other, ties as ties.

use wire::{BallotNumber, ContestStandings, Disclosure, Standing};

use super::{super::desk::Desk, heading, n, sealed};
use crate::{
    components::sign,
    i18n::{count, fill, t},
    platform::dom::{Element, el, group, keyed},
    reactive::Memo,
};

/// Rows that are read from the last row of a hall.
const ROWS: usize = 7;
/// Letters that surely fit into one line.
const LINE: usize = 46;

pub fn leaders(desk: Desk) -> Element {
    let contest = Memo::new(move || desk.stage.with(|stage| stage.contest));
    let state = Memo::new(move || match desk.shown() {
        None => State::Waiting,
        Some(live) if live.standings.contests.is_empty() => State::Hidden,
        Some(live) if contest.get() >= live.standings.contests.len() => State::Waiting,
        Some(_) => State::Shown(contest.get()),
    });
    el("div", "c-leaders").live(move || match state.get() {
        State::Waiting => sealed("screen.waiting"),
        State::Hidden => group([
            heading("", el("span", "").text(&t("screen.leaders"))),
            sealed("screen.hidden"),
        ]),
        State::Shown(contest) => board(desk, contest),
    })
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Waiting,
    Hidden,
    Shown(usize),
}

/// The contest at that index, as it stands now.
fn at(desk: Desk, contest: usize) -> Option<ContestStandings> {
    desk.shown()?.standings.contests.get(contest).cloned()
}

fn board(desk: Desk, contest: usize) -> Element {
    let now = Memo::new(move || at(desk, contest));
    let rows = el("ol", "c-leaders__rows").live_style("--rows", move || {
        let rows = now.with(|it| it.as_ref().map_or(0, |it| it.rows.len()));
        rows.clamp(1, ROWS).to_string()
    });
    let rows = keyed(
        rows,
        // In one order for ever: rows are moved by their style, so that the eye
        // can follow them.
        move || {
            let mut numbers: Vec<u32> = now.with(|contest| {
                let rows = contest.iter().flat_map(|it| &it.rows);
                rows.map(|row| row.number.0).collect()
            });
            numbers.sort_unstable();
            numbers
        },
        move |number| row(desk, now, BallotNumber(number)),
    );
    let title = now.with(|contest| {
        contest.as_ref().map(|contest| {
            let category = contest.category.as_ref();
            let category = category.and_then(|code| desk.edition.category(code));
            el("span", "c-sign-label")
                .child(sign(category))
                .child(el("span", "").text(&desk.title(contest)))
        })
    });
    let marks = el("p", "c-leaders__marks").live_text(move || {
        let (key, all) = now.with(|it| match it {
            Some(it) if it.is_in_points() => {
                ("screen.points_n", it.rows.iter().map(|row| row.votes).sum())
            }
            Some(it) => ("screen.marks", it.marks),
            None => ("screen.marks", 0),
        });
        count(key, usize::try_from(all).unwrap_or(usize::MAX))
    });
    let more = el("p", "c-leaders__more").live_text(move || {
        let rows = now.with(|it| it.as_ref().map_or(0, |it| it.rows.len()));
        match rows.saturating_sub(ROWS) {
            0 => String::new(),
            more => count("screen.more", more),
        }
    });
    let over = el("p", "c-scene__over").live_text(move || {
        let disclosure = desk.shown().map(|live| live.standings.disclosure);
        t(match disclosure {
            Some(Disclosure::Frozen) => "screen.frozen",
            Some(Disclosure::Complete) => "screen.complete",
            _ => "screen.provisional",
        })
    });
    group([
        el("header", "c-scene__head")
            .child(over)
            .child(el("h1", "c-scene__title").child(Element::from(title)))
            .child(marks),
        rows,
        more,
    ])
}

/// Where a row stands: its place in the list, itself, and the most votes of any.
fn place(
    contest: Option<&ContestStandings>,
    number: BallotNumber,
) -> Option<(usize, Standing, u64)> {
    let rows = &contest?.rows;
    let at = rows.iter().position(|row| row.number == number)?;
    Some((at, rows[at], rows.first()?.votes))
}

fn row(desk: Desk, contest: Memo<Option<ContestStandings>>, number: BallotNumber) -> Element {
    let here = Memo::new(move || contest.with(|contest| place(contest.as_ref(), number)));
    let card = desk.card(number);
    let category = card.and_then(|card| desk.edition.category(&card.category));
    let has_votes = move || here.get().is_some_and(|(_, row, _)| row.votes > 0);
    let rank = el("span", "c-leader__rank").live_text(move || match here.get() {
        Some((_, row, _)) if row.votes > 0 => row.rank.to_string(),
        _ => String::new(),
    });
    let bar = el("span", "c-leader__bar")
        .attr("aria-hidden", "true")
        .child(el("span", "c-leader__fill").live_style("--share", move || {
            let share = here
                .get()
                .and_then(|(_, row, most)| (row.votes * 1000).checked_div(most))
                .unwrap_or(0);
            format!("{}.{:03}", share / 1000, share % 1000)
        }));
    let tie = el("span", "c-leader__tie").live_text(move || match here.get() {
        Some((_, row, _)) if row.tied && row.votes > 0 => t("results.tie"),
        _ => String::new(),
    });
    let votes = el("span", "c-leader__votes").live_text(move || {
        here.get()
            .map_or_else(String::new, |(_, row, _)| n(row.votes))
    });
    el("li", "c-leader")
        .attr("data-cat", &category.map_or(0, |it| it.colour).to_string())
        .live_attr("data-place", move || {
            let at = here.get().map_or(ROWS, |(at, ..)| at);
            Some(if at < ROWS { "shown" } else { "below" }.into())
        })
        .class_if("is-long", move || {
            card.is_some_and(|card| card.name.chars().count() > LINE)
        })
        .class_if("is-first", move || {
            has_votes() && here.get().is_some_and(|(_, row, _)| row.rank == 1)
        })
        .live_style("--at", move || {
            here.get().map_or(ROWS, |(at, ..)| at.min(ROWS)).to_string()
        })
        .child(rank)
        .child(
            el("span", "c-leader__name").child(el("span", "").text(&card.map_or_else(
                || fill("screen.number", &[("n", &number.0.to_string())]),
                |card| card.name.clone(),
            ))),
        )
        .child(tie)
        .child(votes)
        .child(bar)
}
