//! The texts of a profile, its pictures, and where it is.

use leptos::prelude::*;
use wire::{Picture, Profile};

use super::facts::facts;
use crate::{
    components::link,
    i18n::t,
    map::mini_map,
    page::Page,
    platform::dom::{Element, el, group, nothing},
    state::EditionState,
};

pub fn body(profile: &Profile) -> Element {
    let edition = expect_context::<EditionState>();
    let video = (!profile.video_url.is_empty()).then(|| {
        let video = link("c-button", &profile.video_url).attr("rel", "noopener noreferrer");
        el("p", "").child(video.text(&t("profile.video")))
    });
    let others = profile
        .pictures
        .iter()
        .filter(|it| profile.card.picture.as_ref() != Some(it));
    let prose = el("div", "c-prose")
        .child(part("profile.purpose", &profile.purpose))
        .child(part("profile.benefit", &profile.benefit))
        .child(change(profile))
        .child(part("profile.design", &profile.design))
        .child(video)
        .child(el("div", "c-pictures").children(others.map(picture)));
    let side = el("aside", "c-profile__side")
        .child(small_map(edition, profile))
        .child(facts(edition, profile));
    el("div", "c-profile__columns").child(prose).child(side)
}

/// How things were, and how they are.
fn change(profile: &Profile) -> Element {
    let results = &profile.results;
    if results.before.is_empty() && results.after.is_empty() {
        return nothing();
    }
    let half = |title: &str, text: &str| {
        el("div", "")
            .child(el("h2", "").text(&t(title)))
            .child(paragraphs(text))
    };
    el("section", "c-change")
        .child(half("profile.before", &results.before))
        .child(half("profile.after", &results.after))
}

fn picture(picture: &Picture) -> Element {
    let image = el("img", "")
        .attr("alt", &picture.alt)
        .attr("loading", "lazy")
        .attr("src", &["/media/", &picture.file].concat());
    let words = el("figcaption", "")
        .attr("aria-hidden", "true")
        .text(&picture.alt);
    el("figure", "").child(image).child(words)
}

/// Where it is; a link to the same place on the large map.
fn small_map(edition: EditionState, profile: &Profile) -> Element {
    let card = &profile.card;
    let Some(category) = edition.category(&card.category) else {
        return nothing();
    };
    let href = [&Page::Home.path(), "?selected=", card.slug.as_str()].concat();
    let place = edition.place(&card.area);
    link("c-profile__map", &href)
        .child(mini_map(&edition.facts().map, card.point, category, &place))
        .child(el("span", "").text(&t("profile.on_map")))
}

/// A heading and its text, where there is a text.
fn part(title: &str, text: &str) -> Element {
    if text.is_empty() {
        return nothing();
    }
    el("section", "")
        .child(el("h2", "").text(&t(title)))
        .child(paragraphs(text))
}

fn paragraphs(text: &str) -> Element {
    group(
        text.split("\n\n")
            .map(|paragraph| el("p", "").text(paragraph)),
    )
}
