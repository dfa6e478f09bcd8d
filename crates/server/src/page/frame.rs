//! What all pages have in common: the bar at the top, the ways to the others,
//! the foot.

use maud::{Markup, html};

use super::{format, language::Language};
use crate::snapshot::Snapshot;

const PLACES: [(&str, &str); 5] = [
    ("/", "nav.map"),
    ("/board", "nav.board"),
    ("/ballot", "nav.ballot"),
    ("/results", "nav.results"),
    ("/about", "nav.about"),
];

/// A whole page about its main part.
pub(super) fn frame(snapshot: &Snapshot, language: &Language, main: &Markup) -> Markup {
    html! {
        (top_bar(snapshot, language))
        main id="main" tabindex="-1" { (main) }
        (foot(snapshot, language))
    }
}

fn top_bar(snapshot: &Snapshot, language: &Language) -> Markup {
    let edition = snapshot.edition();
    html! {
        header.c-topbar {
            p.c-topbar__name { a href=(language.link("/")) { (edition.name.get(language.tag)) } }
            p.c-topbar__facts {
                (format::days(edition.starts_on, edition.ends_on, language.tag))
                " · " (edition.venue)
                " · " (language.text(&format!("phase.{}", edition.phase.as_str())))
            }
            nav.c-topbar__places aria-label=(language.text("nav.label")) {
                @for (path, key) in PLACES {
                    a href=(language.link(path)) { (language.text(key)) } " "
                }
            }
        }
        @if edition.example {
            p.c-note { (language.text("example.note")) }
        }
    }
}

fn foot(snapshot: &Snapshot, language: &Language) -> Markup {
    let edition = snapshot.edition();
    html! {
        footer.c-foot {
            p { (edition.agency) " · " (edition.contact) }
            @if !edition.attribution.is_empty() { p { (edition.attribution.join(" · ")) } }
            @if edition.approximate_borders { p { (language.text("map.approximate")) } }
            p {
                @for other in Language::all().iter().filter(|it| it.tag != language.tag) {
                    a href=(other.link("/")) lang=(other.tag) hreflang=(other.tag) { (other.name()) } " "
                }
            }
        }
    }
}
