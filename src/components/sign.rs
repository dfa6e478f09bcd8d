//! A category's sign: its shape in its colour, the same on pin, card and ballot.

use leptos::prelude::*;
use wire::{Category, CategoryCode};

use crate::{i18n::localized, state::EditionState};

/// The shape alone; its meaning has to stand beside it in words.
pub fn sign(category: Option<&'static Category>) -> AnyView {
    let Some(category) = category else {
        return ().into_any();
    };
    view! {
        <span class="c-sign" data-cat=category.colour>
            <crate::map::ShapeIcon shape=category.shape />
        </span>
    }
    .into_any()
}

/// The shape and the category's name.
pub fn sign_label(edition: EditionState, code: &CategoryCode) -> AnyView {
    let category = edition.category(code);
    let label = category.map(|it| localized(&it.label)).unwrap_or_default();
    view! { <span class="c-sign-label">{sign(category)} <span>{label}</span></span> }.into_any()
}
