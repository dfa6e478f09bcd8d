//! One row for each contest: what is picked, what is still open.

use leptos::prelude::*;
use voting::Gate;
use wire::{BallotNumber, Card, Contest};

use crate::{
    components::{Icon, icon, sign, sign_label},
    filters::{Facet, Filters},
    i18n::{count, fill, t},
    page::Page,
    platform::document::escape_query,
    state::{BallotBox, CatalogueState, EditionState, Session, ballot::picks::in_contest},
};

#[component]
pub fn Rows() -> impl IntoView {
    let ballot = expect_context::<BallotBox>();
    let rows: Vec<AnyView> = ballot
        .contests()
        .iter()
        .enumerate()
        .map(|(index, contest)| {
            if contest.category.is_some() {
                category_row(index, contest)
            } else {
                list(contest)
            }
        })
        .collect();
    if rows.is_empty() {
        return view! { <p class="c-state">{t("ballot.no_contests")}</p> }.into_any();
    }
    view! { <ul class="c-rows">{rows}</ul> }.into_any()
}

fn picked(ballot: BallotBox, contest: &'static Contest) -> Vec<BallotNumber> {
    in_contest(&ballot.picks(), contest)
}

/// A category: the pick, or the ways to one.
fn category_row(index: usize, contest: &'static Contest) -> AnyView {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let catalogue = expect_context::<CatalogueState>();
    let Some(code) = &contest.category else {
        return ().into_any();
    };
    let content = move || {
        let picked = picked(ballot, contest);
        if let Some(card) = picked
            .first()
            .and_then(|number| catalogue.by_number(*number))
        {
            return pick_line(edition, ballot, card);
        }
        if edition.gate() != Gate::Open {
            return view! { <p class="c-row__open">{t("ballot.left_open")}</p> }.into_any();
        }
        let mut filters = Filters::default();
        filters.toggle(Facet::Category, code.as_str());
        let href = [&Page::Board.path(), filters.query(escape_query).as_str()].concat();
        let skipped = ballot.is_skipped(index);
        view! {
            <p class="c-row__open">
                {t(if skipped { "ballot.skipped" } else { "ballot.open" })}
            </p>
            <div class="c-row__actions">
                <a class="c-link" href=href>{count("ballot.see", contest.numbers.len())}</a>
                <button type="button" class="c-link" on:click=move |_| ballot.toggle_skip(index)>
                    {t(if skipped { "ballot.unskip" } else { "ballot.skip" })}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <li class="c-row">
            <h2 class="c-row__category">{sign_label(edition, code)}</h2>
            {content}
        </li>
    }
    .into_any()
}

/// Approval: all picks, and how many more are possible.
fn list(contest: &'static Contest) -> AnyView {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let catalogue = expect_context::<CatalogueState>();
    let content = move || {
        let picked = picked(ballot, contest);
        let left = usize::from(contest.max_marks).saturating_sub(picked.len());
        let lines: Vec<AnyView> = picked
            .iter()
            .filter_map(|number| catalogue.by_number(*number))
            .map(|card| {
                view! {
                    <div class="c-row__line">
                        {sign(edition.category(&card.category))} {pick_line(edition, ballot, card)}
                    </div>
                }
                .into_any()
            })
            .collect();
        let text = if left == 0 {
            t("ballot.none_left")
        } else {
            count("ballot.left", left)
        };
        view! {
            {lines}
            <p class="c-row__open">{text}</p>
            <div class="c-row__actions">
                <a class="c-link" href=Page::Board.path()>
                    {count("ballot.see", contest.numbers.len())}
                </a>
            </div>
        }
        .into_any()
    };
    view! {
        <li class="c-row">
            <h2 class="c-row__category">{count("ballot.approval", usize::from(contest.max_marks))}</h2>
            {content}
        </li>
    }
    .into_any()
}

/// A pick with the way to take it back.
fn pick_line(edition: EditionState, ballot: BallotBox, card: &'static Card) -> AnyView {
    let session = expect_context::<Session>();
    let on_remove = move |_| {
        let (_, before) = ballot.pick(card.number);
        session.notify(
            fill("pick.said_removed", &[("name", &card.name)]),
            Some(before),
        );
    };
    let remove = (edition.gate() == Gate::Open).then(|| {
        view! {
            <button
                type="button"
                class="c-tool"
                aria-label=fill("ballot.remove", &[("name", &card.name)])
                on:click=on_remove
            >
                {icon(Icon::Close)}
            </button>
        }
    });
    view! {
        <div class="c-row__pick">
            <a href=Page::Innovation(card.slug.clone()).path()>{card.name.as_str()}</a>
            {remove}
        </div>
    }
    .into_any()
}
