//! One contest: who has how many votes, with rank and ties.

use leptos::prelude::*;
use wire::{ContestStandings, Standing};

use super::valued::{notes, rounds};
use crate::{
    components::{link, sign, sign_label},
    i18n::{count, fill, number, t},
    page::Page,
    platform::dom::{Element, el, group, nothing},
    state::{CatalogueState, EditionState},
};

pub(super) fn whole(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

pub fn contest_view(contest: &ContestStandings) -> Element {
    let edition = expect_context::<EditionState>();
    let title = match &contest.category {
        Some(code) => sign_label(edition, code),
        None => el("span", "").text(&t("results.all")),
    };
    let marks = match contest.category {
        Some(_) => "results.marks",
        None => "results.marks_all",
    };
    let most = contest.rows.iter().map(|row| row.votes).max().unwrap_or(0);
    let with_sign = contest.category.is_none();
    let unit = if contest.is_in_points() {
        "results.points"
    } else {
        "results.votes"
    };
    let is_plain = edition.edition().is_plain();
    let is_decided = contest.is_decided();
    let rows = contest.rows.iter().map(|row| {
        let is_first = is_decided && row.rank == 1 && row.votes > 0;
        bar(row, most, with_sign, is_first, unit)
    });
    el("section", "c-contest")
        .child(el("h2", "").child(title))
        .child(el("p", "c-contest__marks").text(&count(marks, whole(contest.marks))))
        .child(if is_plain { nothing() } else { notes(contest) })
        .child(el("ol", "c-bars").children(rows))
        .child(if is_plain { nothing() } else { rounds(contest) })
}

/// Exact counts in words; the bar only helps the eye, so its width is in whole percent.
fn bar(row: &Standing, most: u64, with_sign: bool, is_first: bool, unit: &str) -> Element {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let Some(card) = catalogue.by_number(row.number) else {
        return nothing();
    };
    let percent = (row.votes * 100).checked_div(most).unwrap_or(0);
    let category = edition.category(&card.category);
    let class = if is_first { "c-bar is-first" } else { "c-bar" };
    let colour = category.map_or(0, |it| it.colour).to_string();
    // Where nobody has a vote, nobody is first.
    let has_rank = row.votes > 0;
    let place = el("span", "c-bar__rank").child(has_rank.then(|| {
        let rank = number(row.rank as usize);
        group([
            el("span", "").attr("aria-hidden", "true").text(&rank),
            el("span", "u-hidden").text(&fill("results.rank", &[("n", &rank)])),
        ])
    }));
    let name = el("span", "c-bar__name")
        .child(with_sign.then(|| sign(category)))
        .child(link("", &Page::Innovation(card.slug.clone()).path()).text(&card.name))
        .child((row.tied && has_rank).then(|| el("span", "c-badge").text(&t("results.tie"))));
    let fill =
        el("span", "c-bar__fill").style("inline-size", &[&percent.to_string(), "%"].concat());
    el("li", class)
        .attr("data-cat", &colour)
        .child(place)
        .child(name)
        .child(el("span", "c-bar__votes").text(&count(unit, whole(row.votes))))
        .child(
            el("span", "c-bar__track")
                .attr("aria-hidden", "true")
                .child(fill),
        )
}
