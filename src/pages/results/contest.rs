//! One contest: who has how many votes, with rank and ties.

use leptos::prelude::*;
use wire::{ContestStandings, Standing};

use crate::{
    components::{sign, sign_label},
    i18n::{count, fill, number, t},
    page::Page,
    state::{CatalogueState, EditionState},
};

fn whole(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

pub fn contest_view(contest: &ContestStandings) -> AnyView {
    let edition = expect_context::<EditionState>();
    let title = match &contest.category {
        Some(code) => sign_label(edition, code),
        None => view! { <span>{t("results.all")}</span> }.into_any(),
    };
    let most = contest.rows.iter().map(|row| row.votes).max().unwrap_or(0);
    let rows: Vec<AnyView> = contest
        .rows
        .iter()
        .map(|row| row_view(row, most, contest.category.is_none()))
        .collect();
    view! {
        <section class="c-contest">
            <h2>{title}</h2>
            <p class="c-contest__marks">{count("results.marks", whole(contest.marks))}</p>
            <ol class="c-bars">{rows}</ol>
        </section>
    }
    .into_any()
}

/// Exact counts in words; the bar only helps the eye, so its width may be rounded.
#[expect(clippy::cast_precision_loss, reason = "a width on screen")]
fn row_view(row: &Standing, most: u64, with_sign: bool) -> AnyView {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let Some(card) = catalogue.by_number(row.number) else {
        return ().into_any();
    };
    let width = if most == 0 {
        0.0
    } else {
        row.votes as f64 * 100.0 / most as f64
    };
    let width = [width.round().to_string().as_str(), "%"].concat();
    let category = edition.category(&card.category);
    let first = row.rank == 1 && row.votes > 0;
    let rank = fill("results.rank", &[("n", &number(row.rank as usize))]);
    view! {
        <li class="c-bar" class:is-first=first data-cat=category.map(|it| it.colour)>
            <span class="c-bar__rank">
                <span aria-hidden="true">{number(row.rank as usize)}</span>
                <span class="u-hidden">{rank}</span>
            </span>
            <span class="c-bar__name">
                {with_sign.then(|| sign(category))}
                <a href=Page::Innovation(card.slug.clone()).path()>{card.name.as_str()}</a>
                {row.tied.then(|| view! { <span class="c-badge">{t("results.tie")}</span> })}
            </span>
            <span class="c-bar__votes">{count("results.votes", whole(row.votes))}</span>
            <span class="c-bar__track" aria-hidden="true">
                <span class="c-bar__fill" style:width=width></span>
            </span>
        </li>
    }
    .into_any()
}
