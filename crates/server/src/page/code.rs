//! `code.html`, the page that takes a voting code: all of it is written here,
//! in every state that it can have; its app only shows and hides. A code from
//! a slip's QR link is in the address' fragment, which no server ever sees, and
//! what is typed stays in a field without a name, which no form ever sends.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use maud::{Markup, html};
use voting::Gate;

use super::{
    Language, Route, Template, boot, frame, head, language_of, phase, send, template::Filling,
};
use crate::{
    app::{Shared, Site},
    assets::Bundle,
    document::{self, Document, Effort, Keep},
    snapshot::{Key, Snapshot},
};

/// `GET /kode`.
pub(crate) async fn get(State(app): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    let snapshot = app.snapshot();
    let language = language_of(&uri);
    let document = snapshot.document(Key::Code(language.tag), |it| page(it, language, &app.site));
    send(&app, &snapshot, Bundle::Code, &document, &headers).await
}

fn page(snapshot: &Snapshot, language: &Language, site: &Site) -> Arc<Document> {
    let main = html! {
        article.c-page.c-prose.k-page {
            h1 { (language.text("code.title")) }
            (phase::line(snapshot, language))
            @if snapshot.gate() == Gate::Over {
                p { (language.text("code.over")) }
            } @else {
                noscript { p.c-alert { (language.text("code.no_script")) } }
                (form(language))
                (taken(language, snapshot.gate()))
                (about(language))
            }
        }
    };
    let html = Template::of(Bundle::Code).fill(&Filling {
        language: language.tag,
        head: &head::head(snapshot, language, site, &Route::Code).into_string(),
        body: &frame::frame(snapshot, language, &Route::Code, &main).into_string(),
        boot: &boot::code_script(snapshot, language),
    });
    Document::new(document::HTML, Keep::Ask, Effort::Thorough, html.into())
}

/// What is written before a code is there. The field is opened by the app:
/// without it, nothing could be done with what is typed.
fn form(language: &Language) -> Markup {
    html! {
        form.k-form id="code-form" action="/kode" autocomplete="off" {
            p.c-lead { (language.text("code.lead")) }
            label for="code" { (language.text("code.label")) }
            p.k-hint id="code-hint" { (language.text("code.hint")) }
            input.k-field id="code" type="text" disabled aria-describedby="code-error code-hint"
                inputmode="text" autocapitalize="characters" autocomplete="off" autocorrect="off"
                spellcheck="false" maxlength="200" placeholder="0000-0000-0000-0000";
            button.c-button.c-button--primary.c-button--wide id="code-go" type="submit" disabled {
                (language.text("code.go"))
            }
        }
        p.c-alert id="code-error" role="alert" hidden {}
        p.k-busy id="code-busy" role="status" {}
        button.c-button id="code-again" type="button" hidden { (language.text("code.retry")) }
    }
}

/// What is seen once a code is on this device.
fn taken(language: &Language, gate: Gate) -> Markup {
    let places = [
        ("/board", "code.to_board", "c-button c-button--primary"),
        ("/", "code.to_map", "c-button"),
        ("/ballot", "code.to_ballot", "c-button"),
    ];
    html! {
        section.k-taken id="code-taken" hidden aria-labelledby="code-taken-title" {
            h2 id="code-taken-title" tabindex="-1" {}
            p id="code-replaces" hidden { (language.text("code.replaces")) }
            p { (language.text("code.next")) }
            @if gate == Gate::NotYet { p { (language.text("code.not_yet")) } }
            div.k-ways {
                @for (path, key, class) in places {
                    a class=(class) href=(language.link(path)) { (language.text(key)) }
                }
            }
            p.k-hint id="code-device" hidden { (language.text("code.device")) }
            div.k-forget {
                p.k-hint { (language.text("code.shared")) }
                button.c-button id="code-forget" type="button" { (language.text("code.forget")) }
            }
        }
    }
}

fn about(language: &Language) -> Markup {
    html! {
        section.k-about {
            h2 { (language.text("code.about")) }
            ul { @for key in ["code.about_one", "code.about_change", "code.about_secret"] {
                li { (language.text(key)) }
            } }
        }
    }
}
