//! The head of every page: whose event it is, where to go, language and theme.

use leptos::prelude::*;

use super::{Icon, icon, tab_bar::link};
use crate::{
    i18n::{fill, language, localized, t},
    page::Page,
    platform::theme::Theme,
    state::{EditionState, Session},
};

#[component]
pub fn TopBar(page: Memo<Page>) -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let example = edition.edition().example.then(|| {
        view! {
            <a class="c-badge" href=[&Page::About.path(), "#example"].concat()>
                {t("example.badge")}
                <span class="u-hidden">{[": ", &t("example.text")].concat()}</span>
            </a>
        }
    });
    view! {
        <header class="c-topbar">
            <a class="c-topbar__brand" href=Page::Home.path()>
                <svg class="c-topbar__mark" viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M12 22.500S4 15.200 4 9.500a8 8 0 0 1 16 0c0 5.700-8 13-8 13z"></path>
                    <path d="m12 5.200 1.300 2.900 3.200.300-2.400 2.100.700 3.100L12 12l-2.800 1.600.7-3.100-2.400-2.100 3.200-.300z"></path>
                </svg>
                <span class="c-topbar__name">{localized(&edition.edition().name)}</span>
            </a>
            {example}
            <nav class="c-topbar__nav" aria-label=t("nav.label")>
                {link(page, Page::Home, Icon::Map, "nav.home", || {})}
                {link(page, Page::Ballot, Icon::Ballot, "nav.ballot", || {})}
                {link(page, Page::Results, Icon::Results, "nav.results", || {})}
            </nav>
            <div class="c-topbar__tools">
                <a
                    class="c-tool c-tool--about"
                    href=Page::About.path()
                    aria-current=move || (page.get() == Page::About).then_some("page")
                >
                    {t("nav.about")}
                </a>
                {languages(edition)}
                {theme_button()}
            </div>
        </header>
    }
}

/// A button for each language that the page is not in.
fn languages(edition: EditionState) -> AnyView {
    let session = expect_context::<Session>();
    let current = language();
    edition
        .facts()
        .languages
        .iter()
        .filter(|(tag, _)| *tag != current)
        .map(|(tag, name)| {
            view! {
                <button
                    type="button"
                    class="c-tool"
                    lang=tag.as_str()
                    title=name.as_str()
                    on:click=move |_| session.choose_language(tag.clone())
                >
                    <span aria-hidden="true">{tag.to_uppercase()}</span>
                    <span class="u-hidden">{name.as_str()}</span>
                </button>
            }
        })
        .collect_view()
        .into_any()
}

/// Goes round: as the system says, light, dark.
fn theme_button() -> AnyView {
    let session = expect_context::<Session>();
    let name = move || {
        t(match session.theme.get() {
            Theme::System => "theme.system",
            Theme::Light => "theme.light",
            Theme::Dark => "theme.dark",
        })
    };
    let label = move || fill("theme.label", &[("theme", &name())]);
    let on_press = move |_| {
        session.choose_theme(match session.theme.get_untracked() {
            Theme::System => Theme::Dark,
            Theme::Dark => Theme::Light,
            Theme::Light => Theme::System,
        });
        session.announce(label());
    };
    view! {
        <button type="button" class="c-tool" aria-label=label title=label on:click=on_press>
            {icon(Icon::Theme)}
        </button>
    }
    .into_any()
}
