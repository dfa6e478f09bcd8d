//! No such page, and where to go instead.

use crate::{
    components::link,
    i18n::t,
    page::Page,
    platform::dom::{Element, el},
};

pub fn missing_page() -> Element {
    let home = link("c-button c-button--primary", &Page::Home.path()).text(&t("missing.home"));
    el("div", "c-page c-prose")
        .child(
            el("h1", "")
                .attr("tabindex", "-1")
                .text(&t("missing.title")),
        )
        .child(el("p", "").text(&t("missing.text")))
        .child(el("p", "").child(home))
}
