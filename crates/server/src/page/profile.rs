//! One innovation with everything that is known of it.

use maud::{Markup, html};
use voting::Gate;
use wire::{Picture, Profile};

use super::{card, facts, language::Language, map, phase};
use crate::snapshot::Snapshot;

pub(super) fn profile(snapshot: &Snapshot, language: &Language, profile: &Profile) -> Markup {
    let card = &profile.card;
    html! {
        article.c-page.c-profile {
            header.c-profile__head {
                a.c-back href=(language.link("/board")) { (language.text("missing.home")) }
                p.c-profile__category { (card::sign_label(snapshot, language, &card.category)) }
                h1 { (card.name) }
                @if !card.expansion.is_empty() { p.c-profile__expansion { (card.expansion) } }
                p.c-lead { (card.summary) }
                div.c-profile__actions {
                    (phase::line(snapshot, language))
                    @if snapshot.gate() == Gate::Open {
                        // So that nothing moves when the app brings the button.
                        span.c-pick.is-coming aria-hidden="true" {}
                    }
                }
            }
            @if let Some(Picture { file, alt }) = &card.picture {
                img.c-profile__picture src={ "/media/" (file) } alt=(alt);
            }
            div.c-profile__columns {
                div.c-prose { (texts(language, profile)) }
                aside.c-profile__side {
                    (map::small(snapshot, language, card))
                    (facts::facts(snapshot, language, profile))
                }
            }
        }
    }
}

fn texts(language: &Language, profile: &Profile) -> Markup {
    let others = profile
        .pictures
        .iter()
        .filter(|it| profile.card.picture.as_ref() != Some(it));
    html! {
        (part(language, "profile.purpose", &profile.purpose))
        (part(language, "profile.benefit", &profile.benefit))
        (part(language, "profile.before", &profile.results.before))
        (part(language, "profile.after", &profile.results.after))
        (part(language, "profile.design", &profile.design))
        @if is_web(&profile.video_url) {
            p { a.c-button href=(profile.video_url) rel="noopener noreferrer" { (language.text("profile.video")) } }
        }
        @for Picture { file, alt } in others {
            figure { img src={ "/media/" (file) } alt=(alt) loading="lazy"; }
        }
    }
}

/// A heading and its text, where there is a text.
fn part(language: &Language, key: &str, text: &str) -> Markup {
    html! {
        @if !text.trim().is_empty() {
            section {
                h2 { (language.text(key)) }
                @for paragraph in text.split("\n\n") { p { (paragraph) } }
            }
        }
    }
}

/// Only what is plainly a web address becomes a link.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
