//! One row for each contest: what is picked, what is still open.

use leptos::prelude::*;
use voting::Gate;
use wire::{BallotNumber, Card, Contest};

use super::values::values;
use crate::{
    components::{Icon, button, icon_button, link, sign, sign_label},
    filters::{Facet, Filters},
    i18n::{count, fill, t},
    page::Page,
    platform::{
        document::escape_query,
        dom::{Element, el, group, live},
    },
    state::{BallotBox, CatalogueState, EditionState, Session, ballot::picks::in_contest},
};

pub fn rows() -> Element {
    let ballot = expect_context::<BallotBox>();
    let contests = ballot.contests();
    if contests.is_empty() {
        return el("p", "c-state").text(&t("ballot.no_contests"));
    }
    if let (Some(say), [contest]) = (ballot.values(), contests) {
        return values(contest, say);
    }
    let rows = contests.iter().enumerate().map(|(index, contest)| {
        if contest.category.is_some() {
            category_row(index, contest)
        } else {
            list(contest)
        }
    });
    el("ul", "c-rows").children(rows)
}

fn picked(ballot: BallotBox, contest: &'static Contest) -> Vec<BallotNumber> {
    in_contest(&ballot.picks(), contest)
}

fn row(title: Element, content: Element) -> Element {
    el("li", "c-row")
        .child(el("h2", "c-row__category").child(title))
        .child(content)
}

/// A category: the pick, or the ways to one.
fn category_row(index: usize, contest: &'static Contest) -> Element {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let catalogue = expect_context::<CatalogueState>();
    let code = contest.category.as_ref();
    let content = live(move || {
        let picked = picked(ballot, contest);
        if let Some(card) = picked
            .first()
            .and_then(|number| catalogue.by_number(*number))
        {
            return pick_line(edition, ballot, card);
        }
        if edition.gate() != Gate::Open {
            return el("p", "c-row__open").text(&t("ballot.left_open"));
        }
        let skipped = ballot.is_skipped(index);
        let (state, action) = if skipped {
            ("ballot.skipped", "ballot.unskip")
        } else {
            ("ballot.open", "ballot.skip")
        };
        let mut filters = Filters::default();
        filters.toggle(Facet::Category, code.map_or("", |code| code.as_str()));
        let href = [&Page::Board.path(), filters.query(escape_query).as_str()].concat();
        let actions = el("div", "c-row__actions")
            .child(link("c-link", &href).text(&count("ballot.see", contest.numbers.len())))
            .child(
                button("c-link")
                    .text(&t(action))
                    .press(move || ballot.toggle_skip(index)),
            );
        group([el("p", "c-row__open").text(&t(state)), actions])
    });
    row(code.map(|code| sign_label(edition, code)).into(), content)
}

/// Approval: all picks, and how many more are possible.
fn list(contest: &'static Contest) -> Element {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let catalogue = expect_context::<CatalogueState>();
    let max = usize::from(contest.max_marks);
    let content = live(move || {
        let picked = picked(ballot, contest);
        let left = max.saturating_sub(picked.len());
        let cards = picked
            .iter()
            .filter_map(|number| catalogue.by_number(*number));
        let lines = cards.map(|card| {
            el("div", "c-row__line")
                .child(sign(edition.category(&card.category)))
                .child(pick_line(edition, ballot, card))
        });
        let text = match (edition.gate(), left) {
            (Gate::Open, 0) => t("ballot.none_left"),
            (Gate::Open, _) => count("ballot.left", left),
            _ if picked.is_empty() => t("ballot.left_open"),
            _ => String::new(),
        };
        let see = count("ballot.see", contest.numbers.len());
        let actions =
            el("div", "c-row__actions").child(link("c-link", &Page::Board.path()).text(&see));
        group(lines)
            .child(el("p", "c-row__open").text(&text))
            .child(actions)
    });
    row(group([]).text(&count("ballot.approval", max)), content)
}

/// A pick with the way to take it back.
fn pick_line(edition: EditionState, ballot: BallotBox, card: &'static Card) -> Element {
    let session = expect_context::<Session>();
    let remove = (edition.gate() == Gate::Open).then(|| {
        let name = fill("ballot.remove", &[("name", &card.name)]);
        icon_button("c-tool", Icon::Close, &name).press(move || {
            let (_, before) = ballot.pick(card.number);
            let said = fill("pick.said_removed", &[("name", &card.name)]);
            session.notify(said, Some(before));
        })
    });
    el("div", "c-row__pick")
        .child(link("", &Page::Innovation(card.slug.clone()).path()).text(&card.name))
        .child(remove)
}
