//! Title, description, preview (Open Graph) and languages of a page.

use maud::{Markup, html};

use super::{Route, language::Language};
use crate::{app::Site, snapshot::Snapshot};

/// Longest description, in characters; previews cut it anyway.
const DESCRIPTION: usize = 200;

pub(super) fn head(snapshot: &Snapshot, language: &Language, site: &Site, route: &Route) -> Markup {
    let edition = snapshot.edition();
    let event = edition.name.get(language.tag);
    let card = match route {
        Route::Innovation(at) => Some(&snapshot.cards()[*at]),
        _ => None,
    };
    let here = card.map_or_else(|| language.text(route.title_key()), |card| &card.name);
    let title = language
        .text("title")
        .replace("{page}", here)
        .replace("{event}", event);
    let description = match card {
        Some(card) => card.summary.clone(),
        None => language
            .text("about.lead")
            .replace("{name}", event)
            .replace("{agency}", &edition.agency),
    };
    let description: String = description.chars().take(DESCRIPTION).collect();
    let path = route.path(snapshot);
    let image = match card {
        Some(card) => site.url(&format!("/og/{}.png", card.slug)),
        None => site.url("/og/edition.png"),
    };
    html! {
        title { (title) }
        meta name="description" content=(description);
        link rel="manifest" href=(language.link("/manifest.webmanifest"));
        link rel="canonical" href=(site.url(&language.link(&path)));
        @for other in Language::all() {
            link rel="alternate" hreflang=(other.tag) href=(site.url(&other.link(&path)));
        }
        meta property="og:type" content=(if card.is_some() { "article" } else { "website" });
        meta property="og:site_name" content=(event);
        meta property="og:title" content=(card.map_or(event, |card| card.name.as_str()));
        meta property="og:description" content=(description);
        meta property="og:url" content=(site.url(&language.link(&path)));
        meta property="og:image" content=(image);
        meta property="og:image:type" content="image/png";
        meta property="og:image:width" content="1200";
        meta property="og:image:height" content="630";
        meta property="og:image:alt" content=(card.map_or(event, |card| card.name.as_str()));
        meta name="twitter:card" content="summary_large_image";
    }
}
