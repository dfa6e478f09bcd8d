//! The texts of a profile, and its pictures.

use std::sync::Arc;

use leptos::prelude::*;
use wire::Profile;

use super::facts::facts;
use crate::{i18n::t, map::MiniMap, page::Page, state::EditionState};

#[component]
pub fn Body(profile: Arc<Profile>) -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let results = &profile.results;
    let change = (!results.before.is_empty() || !results.after.is_empty()).then(|| {
        view! {
            <section class="c-change">
                <div>
                    <h2>{t("profile.before")}</h2>
                    {paragraphs(&results.before)}
                </div>
                <div>
                    <h2>{t("profile.after")}</h2>
                    {paragraphs(&results.after)}
                </div>
            </section>
        }
    });
    let pictures: Vec<AnyView> = profile
        .pictures
        .iter()
        .filter(|it| profile.card.picture.as_ref() != Some(it))
        .map(|picture| {
            view! {
                <figure>
                    <img
                        src=["/media/", &picture.file].concat()
                        alt=picture.alt.as_str()
                        loading="lazy"
                    />
                    <figcaption aria-hidden="true">{picture.alt.clone()}</figcaption>
                </figure>
            }
            .into_any()
        })
        .collect();
    let video = (!profile.video_url.is_empty()).then(|| {
        view! {
            <p>
                <a class="c-button" href=profile.video_url.clone() rel="noopener noreferrer">
                    {t("profile.video")}
                </a>
            </p>
        }
    });
    view! {
        <div class="c-profile__columns">
            <div class="c-prose">
                {part("profile.purpose", &profile.purpose)}
                {part("profile.benefit", &profile.benefit)}
                {change}
                {part("profile.design", &profile.design)}
                {video}
                {(!pictures.is_empty()).then(|| view! { <div class="c-pictures">{pictures}</div> })}
            </div>
            <aside class="c-profile__side">
                {small_map(edition, &profile)}
                {facts(edition, &profile)}
            </aside>
        </div>
    }
}

/// Where it is; a link to the same place on the large map.
fn small_map(edition: EditionState, profile: &Profile) -> AnyView {
    let card = &profile.card;
    let Some(category) = edition.category(&card.category) else {
        return ().into_any();
    };
    let href = [&Page::Home.path(), "?selected=", card.slug.as_str()].concat();
    view! {
        <a class="c-profile__map" href=href>
            <MiniMap
                areas=&edition.facts().map
                point=card.point
                colour=category.colour
                shape=category.shape
                label=edition.place(&card.area)
            />
            <span>{t("profile.on_map")}</span>
        </a>
    }
    .into_any()
}

/// A heading and its text, where there is a text.
fn part(title: &'static str, text: &str) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    view! {
        <section>
            <h2>{t(title)}</h2>
            {paragraphs(text)}
        </section>
    }
    .into_any()
}

fn paragraphs(text: &str) -> AnyView {
    text.split("\n\n")
        .map(|paragraph| view! { <p>{String::from(paragraph)}</p> })
        .collect_view()
        .into_any()
}
