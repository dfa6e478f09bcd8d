//! What the signs and the shades mean, and which shades are shown.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;
use wire::{BallotNumber, Card, Category};

use super::{
    choropleth::{Measure, STEPS, Shades},
    shape::ShapeIcon,
};
use crate::i18n::{localized, number, t};

#[component]
pub fn Legend(
    categories: &'static [Category],
    cards: Signal<&'static [Card]>,
    measure: RwSignal<Measure>,
    shades: Memo<Shades>,
    votes: Signal<Option<Arc<BTreeMap<BallotNumber, u64>>>>,
    on_votes: Callback<()>,
) -> impl IntoView {
    let signs = move || {
        let cards = cards.get();
        categories
            .iter()
            .filter(|category| cards.iter().any(|card| card.category == category.code))
            .map(|category| {
                view! {
                    <li>
                        <span class="c-sign" data-cat=category.colour>
                            <ShapeIcon shape=category.shape />
                        </span>
                        <span>{localized(&category.label)}</span>
                    </li>
                }
            })
            .collect_view()
    };
    let choice = move |value: Measure, key: &str| {
        view! {
            <label class="c-legend__choice">
                <input
                    type="radio"
                    name="measure"
                    prop:checked=move || measure.get() == value
                    on:change=move |_| {
                        measure.set(value);
                        if value == Measure::Votes {
                            on_votes.run(());
                        }
                    }
                />
                <span>{t(key)}</span>
            </label>
        }
        .into_any()
    };
    let steps = move || {
        let shades = shades.get();
        (measure.get() != Measure::None).then(|| {
            let mut before = 0;
            let rows = shades
                .bounds
                .iter()
                .take(STEPS)
                .enumerate()
                .filter_map(|(step, bound)| {
                    let from = before + 1;
                    before = *bound;
                    (from <= *bound).then(|| {
                    let range = if from == *bound {
                        number(as_usize(from))
                    } else {
                        [number(as_usize(from)), number(as_usize(*bound))].join("–")
                    };
                    view! {
                        <li>
                            <span class="c-legend__shade" data-step=(step + 1).to_string()></span>
                            <span>{range}</span>
                        </li>
                    }
                })
                });
            view! { <ul class="c-legend__steps">{rows.collect_view()}</ul> }
        })
    };
    let no_votes = move || {
        (measure.get() == Measure::Votes && votes.get().is_none())
            .then(|| view! { <p class="c-legend__note">{t("map.no_votes")}</p> })
    };
    view! {
        <details class="c-legend">
            <summary>{t("map.legend")}</summary>
            <div class="c-legend__body">
                <ul class="c-legend__signs">{signs}</ul>
                <fieldset>
                    <legend>{t("map.shade")}</legend>
                    {choice(Measure::None, "map.shade_none")}
                    {choice(Measure::Innovations, "map.shade_innovations")}
                    {choice(Measure::Votes, "map.shade_votes")}
                </fieldset>
                {steps}
                {no_votes}
            </div>
        </details>
    }
}

fn as_usize(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}
