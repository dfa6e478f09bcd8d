//! One innovation on the board.

use leptos::prelude::*;
use wire::Card;

use super::{PickButton, sign_label};
use crate::{
    page::Page,
    state::{EditionState, Session},
};

#[component]
pub fn InnovationCard(card: &'static Card) -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let session = expect_context::<Session>();
    let number = card.number;
    let vocabulary = &edition.facts().vocabulary;
    let marked = Memo::new(move |_| session.hovered.get() == Some(number));
    view! {
        <li
            class="c-card"
            class:is-marked=marked
            data-number=number.0
            on:pointerenter=move |_| session.hovered.set(Some(number))
            on:pointerleave=move |_| session.hovered.set(None)
        >
            <div class="c-card__body">
                <p class="c-card__category">{sign_label(edition, &card.category)}</p>
                <h3 class="c-card__name">
                    <a href=Page::Innovation(card.slug.clone()).path()>{card.name.as_str()}</a>
                </h3>
                <p class="c-card__summary">{card.summary.as_str()}</p>
                <p class="c-card__meta">
                    <span>{edition.place(&card.area)}</span>
                    <span>{EditionState::term(&vocabulary.stages, &card.stage)}</span>
                </p>
            </div>
            {card
                .picture
                .as_ref()
                .map(|picture| {
                    view! {
                        <img
                            class="c-card__picture"
                            src=["/media/", &picture.file].concat()
                            alt=""
                            loading="lazy"
                            decoding="async"
                            width="72"
                            height="72"
                        />
                    }
                })}
            <PickButton card />
        </li>
    }
}
