//! What this is, and what becomes of data: the notice that the law asks for
//! (UU 27/2022). Its words are in the language files, under `about.`.

use maud::{Markup, html};

use super::language::Language;
use crate::snapshot::Snapshot;

/// Sections: `about.{name}.title` and `about.{name}.text`.
const SECTIONS: [&str; 6] = ["what", "controller", "data", "retention", "rights", "check"];

pub(super) fn about(snapshot: &Snapshot, language: &Language) -> Markup {
    let edition = snapshot.edition();
    html! {
        article.c-about {
            h1 { (language.text("about.title")) }
            @for name in SECTIONS {
                h2 { (language.text(&format!("about.{name}.title"))) }
                @let text = language.text(&format!("about.{name}.text"))
                    .replace("{agency}", &edition.agency)
                    .replace("{contact}", &edition.contact);
                @for paragraph in text.split("\n\n") { p { (paragraph) } }
            }
        }
    }
}

/// The page of an address that leads nowhere.
pub(super) fn missing(language: &Language) -> Markup {
    html! {
        section.c-missing {
            h1 { (language.text("missing.title")) }
            p { a href=(language.link("/")) { (language.text("missing.home")) } }
        }
    }
}

/// The ballot needs the app: it signs on the device.
pub(super) fn ballot(language: &Language) -> Markup {
    html! {
        section.c-ballot {
            h1 { (language.text("ballot.title")) }
            noscript { p { (language.text("ballot.noscript")) } }
        }
    }
}
