//! The head of every page: whose event it is, where to go, language and theme.

use leptos::prelude::*;

use super::{Icon, button, icon, link, tab_bar::page_link};
use crate::{
    i18n::{fill, language, localized, t},
    page::Page,
    platform::{
        dom::{Element, el, group, svg},
        theme::Theme,
    },
    reactive::Memo,
    state::{EditionState, Session},
};

/// A pin with a star in it.
const PIN: &str = "M12 22.500S4 15.200 4 9.500a8 8 0 0 1 16 0c0 5.700-8 13-8 13z";
const STAR: &str = "m12 5.200 1.300 2.900 3.200.300-2.400 2.100.700 3.100L12 12l-2.800 1.600.7-3.100-2.400-2.100 3.200-.300z";

pub fn top_bar(page: Memo<Page>) -> Element {
    let edition = expect_context::<EditionState>();
    let example = edition.edition().example.then(|| {
        link("c-badge", &[&Page::About.path(), "#example"].concat())
            .text(&t("example.badge"))
            .child(el("span", "u-hidden").text(": ").text(&t("example.text")))
    });
    let mark = svg("svg", "c-topbar__mark")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path", "").attr("d", PIN))
        .child(svg("path", "").attr("d", STAR));
    let brand = link("c-topbar__brand", &Page::Home.path())
        .child(mark)
        .child(el("span", "c-topbar__name").text(&localized(&edition.edition().name)));
    let nav = el("nav", "c-topbar__nav")
        .attr("aria-label", &t("nav.label"))
        .child(page_link(page, Page::Home, Icon::Map, "nav.home"))
        .child(page_link(page, Page::Ballot, Icon::Ballot, "nav.ballot"))
        .child(page_link(page, Page::Results, Icon::Results, "nav.results"));
    let about = link("c-tool c-tool--about", &Page::About.path())
        .live_attr("aria-current", move || {
            (page.get() == Page::About).then(|| "page".into())
        })
        .text(&t("nav.about"));
    let tools = el("div", "c-topbar__tools")
        .child(about)
        .child(languages(edition))
        .child(theme_button());
    el("header", "c-topbar")
        .child(brand)
        .child(example)
        .child(nav)
        .child(tools)
}

/// A button for each language that the page is not in.
fn languages(edition: EditionState) -> Element {
    let session = expect_context::<Session>();
    let current = language();
    let others = edition
        .facts()
        .languages
        .iter()
        .filter(|(tag, _)| *tag != current);
    group(others.map(|(tag, name)| {
        button("c-tool")
            .attr("lang", tag)
            .attr("title", name)
            .child(
                el("span", "")
                    .attr("aria-hidden", "true")
                    .text(&tag.to_ascii_uppercase()),
            )
            .child(el("span", "u-hidden").text(name))
            .press(move || session.choose_language(tag.clone()))
    }))
}

/// Goes round: as the system says, dark, light.
fn theme_button() -> Element {
    let session = expect_context::<Session>();
    let label = move || {
        let name = t(match session.theme.get() {
            Theme::System => "theme.system",
            Theme::Light => "theme.light",
            Theme::Dark => "theme.dark",
        });
        fill("theme.label", &[("theme", &name)])
    };
    button("c-tool")
        .live_attr("aria-label", move || Some(label()))
        .live_attr("title", move || Some(label()))
        .child(icon(Icon::Theme))
        .press(move || {
            session.choose_theme(match session.theme.get_untracked() {
                Theme::System => Theme::Dark,
                Theme::Dark => Theme::Light,
                Theme::Light => Theme::System,
            });
            session.announce(label());
        })
}
