//! A category's sign: its shape in its colour, the same on pin, card and ballot.

use wire::{Category, CategoryCode};

use crate::{
    i18n::localized,
    map::shape_icon,
    platform::dom::{Element, el, nothing},
    state::EditionState,
};

/// The shape alone; its meaning has to stand beside it in words.
pub fn sign(category: Option<&'static Category>) -> Element {
    let Some(category) = category else {
        return nothing();
    };
    el("span", "c-sign")
        .attr("data-cat", &category.colour.to_string())
        .child(shape_icon(category.shape))
}

/// The shape and the category's name.
pub fn sign_label(edition: EditionState, code: &CategoryCode) -> Element {
    let category = edition.category(code);
    let label = category.map(|it| localized(&it.label)).unwrap_or_default();
    el("span", "c-sign-label")
        .child(sign(category))
        .child(el("span", "").text(&label))
}
