//! Everything about one innovation.

mod body;
mod facts;

use std::sync::Arc;

use leptos::prelude::*;
use wire::{Card, InnovationSlug, ProblemCode, Profile};

use super::missing_page;
use crate::{
    api::{self, Failure},
    components::{
        Icon, failure_view, icon, link, pending_view, phase_line, pick_button, share_row,
        sign_label,
    },
    i18n::t,
    page::Page,
    platform::{
        document,
        dom::{Element, el, group, live},
    },
    reactive::{Memo, RwSignal, StoredValue},
    state::{Arrival, CatalogueState, EditionState, Session},
};
use body::body;

type Answer = RwSignal<Option<Result<Arc<Profile>, Failure>>>;

pub fn profile_page(slug: InnovationSlug) -> Element {
    let catalogue = expect_context::<CatalogueState>();
    let here = expect_context::<Arrival>().profile(&slug);
    let is_here = here.is_some();
    // All cards may still be on their way.
    let brought = match (&here, catalogue.by_slug(&slug)) {
        (Some(profile), None) => Some(&*Box::leak(Box::new(profile.card.clone()))),
        _ => None,
    };
    let answer: Answer = RwSignal::new(here.map(Ok));
    let asked = StoredValue::new(slug);
    let ask = move || {
        let slug = asked.get_value();
        leptos::task::spawn_local(async move {
            let found = api::profile(&slug).await;
            answer.set(Some(found.map(Arc::new)));
        });
    };
    if !is_here {
        ask();
    }
    // The card is here already: heading, summary and pick do not wait for the rest.
    let find = move || asked.with_value(|slug| catalogue.by_slug(slug)).or(brought);
    let number = Memo::new(move || find().map(|card| card.number));
    live(move || {
        number.track();
        let Some(card) = untrack(find) else {
            return match answer.get() {
                Some(Err(Failure::Refused(ProblemCode::NotFound))) => missing_page(),
                Some(Err(failure)) => failure_view(failure, ask),
                _ => el("div", "c-page").child(pending_view()),
            };
        };
        el("article", "c-page c-profile")
            .child(head(card))
            .live(move || match answer.get() {
                Some(Ok(profile)) => body(&profile),
                Some(Err(failure)) => failure_view(failure, ask),
                None => pending_view(),
            })
    })
}

/// To where one came from, as it was left; to the board for who followed a link to here.
fn back() -> Element {
    let is_followed = expect_context::<Session>().trail.is_followed;
    link("c-back", &Page::Board.path())
        .child(icon(Icon::Back))
        .child(el("span", "").live_text(move || {
            t(if is_followed.get() {
                "profile.back"
            } else {
                "missing.home"
            })
        }))
        .on("click", move |event| {
            if is_followed.get_untracked() {
                event.prevent_default();
                event.stop_propagation();
                document::go_back();
            }
        })
}

/// What the card knows.
fn head(card: &'static Card) -> Element {
    let edition = expect_context::<EditionState>();
    let page = Page::Innovation(card.slug.clone()).path();
    let url = [document::origin().as_str(), &page].concat();
    let picture = card.picture.as_ref().map(|picture| {
        el("img", "c-profile__picture")
            .attr("alt", &picture.alt)
            .attr("src", &["/media/", &picture.file].concat())
    });
    let expansion =
        (!card.expansion.is_empty()).then(|| el("p", "c-profile__expansion").text(&card.expansion));
    let actions = el("div", "c-profile__actions")
        .child(phase_line())
        .child(pick_button(card));
    let head = el("header", "c-profile__head")
        .child(back())
        .child(el("p", "c-profile__category").child(sign_label(edition, &card.category)))
        .child(el("h1", "").attr("tabindex", "-1").text(&card.name))
        .child(expansion)
        .child(el("p", "c-lead").text(&card.summary))
        .child(actions)
        .child(share_row(card.name.clone(), url));
    group([head, picture.into()])
}
