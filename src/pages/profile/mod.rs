//! Everything about one innovation.

mod body;
mod facts;

use std::sync::Arc;

use leptos::prelude::*;
use wire::{InnovationSlug, ProblemCode, Profile};

use super::MissingPage;
use crate::{
    api::{self, Failure},
    components::{
        Icon, PhaseLine, PickButton, ShareRow, failure_view, icon, pending_view, sign_label,
    },
    i18n::t,
    page::Page,
    platform::document,
    state::{CatalogueState, EditionState},
};
use body::Body;

#[component]
pub fn ProfilePage(slug: InnovationSlug) -> impl IntoView {
    let catalogue = expect_context::<CatalogueState>();
    let asked = StoredValue::new(slug);
    let answer = RwSignal::new(None::<Result<Arc<Profile>, Failure>>);
    let ask = move || {
        leptos::task::spawn_local(async move {
            let found = api::profile(&asked.get_value()).await;
            answer.try_set(Some(found.map(Arc::new)));
        });
    };
    ask();
    move || {
        // The card is here already: heading, summary and pick do not wait for the rest.
        let card = asked.with_value(|slug| catalogue.by_slug(slug));
        let missing = Some(Err(Failure::Refused(ProblemCode::NotFound)));
        let Some(card) = card else {
            return match answer.get() {
                answer if answer == missing => view! { <MissingPage /> }.into_any(),
                Some(Err(failure)) => failure_view(failure, ask),
                _ => view! { <div class="c-page">{pending_view()}</div> }.into_any(),
            };
        };
        let body = move || match answer.get() {
            Some(Ok(profile)) => view! { <Body profile /> }.into_any(),
            Some(Err(failure)) => failure_view(failure, ask),
            None => pending_view(),
        };
        view! { <article class="c-page c-profile">{head(card)} {body}</article> }.into_any()
    }
}

/// What the card knows.
fn head(card: &'static wire::Card) -> AnyView {
    let edition = expect_context::<EditionState>();
    let catalogue = expect_context::<CatalogueState>();
    let back = [&Page::Home.path(), catalogue.query().as_str()].concat();
    let url = [
        &document::origin(),
        Page::Innovation(card.slug.clone()).path().as_str(),
    ]
    .concat();
    let picture = card.picture.as_ref().map(|picture| {
        view! {
            <img
                class="c-profile__picture"
                src=["/media/", &picture.file].concat()
                alt=picture.alt.as_str()
            />
        }
    });
    view! {
        <header class="c-profile__head">
            <a class="c-back" href=back>{icon(Icon::Back)} <span>{t("profile.back")}</span></a>
            <p class="c-profile__category">{sign_label(edition, &card.category)}</p>
            <h1 tabindex="-1">{card.name.as_str()}</h1>
            {(!card.expansion.is_empty())
                .then(|| view! { <p class="c-profile__expansion">{card.expansion.as_str()}</p> })}
            <p class="c-lead">{card.summary.as_str()}</p>
            <div class="c-profile__actions">
                <PhaseLine />
                <PickButton card />
            </div>
            <ShareRow title=card.name.clone() url />
        </header>
        {picture}
    }
    .into_any()
}
