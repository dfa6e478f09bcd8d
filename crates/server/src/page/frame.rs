//! What all pages have in common: the bar at the top, the ways to the others,
//! the bar at the bottom of a phone. Marked up as the app does it.

use maud::{Markup, html};

use super::{Route, language::Language};
use crate::snapshot::Snapshot;

const PLACES: [(&str, &str); 4] = [
    ("/", "nav.map"),
    ("/board", "nav.board"),
    ("/ballot", "nav.ballot"),
    ("/results", "nav.results"),
];

/// A whole page about its main part.
pub(super) fn frame(
    snapshot: &Snapshot,
    language: &Language,
    route: &Route,
    main: &Markup,
) -> Markup {
    html! {
        a.c-skip href="#main" { (language.text("nav.skip")) }
        (top_bar(snapshot, language, route))
        main.c-main id="main" data-screen=(route.screen()) { (main) }
        div.c-feet {
            nav.c-tabs aria-label=(language.text("nav.label")) { (links(snapshot, language, route)) }
        }
    }
}

fn top_bar(snapshot: &Snapshot, language: &Language, route: &Route) -> Markup {
    let edition = snapshot.edition();
    html! {
        header.c-topbar {
            a.c-topbar__brand href=(language.link("/")) {
                span.c-topbar__name { (edition.name.get(language.tag)) }
            }
            @if edition.example {
                a.c-badge href=(format!("{}#example", language.link("/about"))) { (language.text("example.badge")) }
            }
            nav.c-topbar__nav aria-label=(language.text("nav.label")) { (links(snapshot, language, route)) }
            div.c-topbar__tools {
                a.c-tool.c-tool--about href=(language.link("/about")) { (language.text("nav.about")) }
                @for other in Language::all().iter().filter(|it| it.tag != language.tag) {
                    " "
                    a.c-tool href=(other.link(&route.path(snapshot))) lang=(other.tag) hreflang=(other.tag) title=(other.name()) {
                        (other.tag.to_uppercase())
                    }
                }
            }
        }
    }
}

fn links(snapshot: &Snapshot, language: &Language, route: &Route) -> Markup {
    let here = route.path(snapshot);
    html! {
        @for (path, key) in PLACES {
            a.c-tabs__tab href=(language.link(path)) aria-current=[(here == path).then_some("page")] {
                span { (language.text(key)) }
            }
            " "
        }
    }
}
