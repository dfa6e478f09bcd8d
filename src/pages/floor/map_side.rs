//! The map, tied to the filters, the selection and the board.

use leptos::prelude::*;

use crate::i18n::t;

#[component]
pub fn MapSide() -> impl IntoView {
    view! { <section class="c-floor__map" aria-label=t("map.label")></section> }
}
