//! The page of a receipt, in the bundle of `code.html`: all of it is written here,
//! in every state that it can have; its app only shows and hides. Which ballot it
//! is about is on the device or in the address' fragment.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use maud::{Markup, html};

use super::{
    Language, Route, Template, boot, frame, head, language_of, phase, send, template::Filling,
};
use crate::{
    app::{Shared, Site},
    assets::Bundle,
    document::{self, Document, Effort, Keep},
    snapshot::{Key, Snapshot},
};

/// `GET /tanda-terima`.
pub(crate) async fn get(State(app): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    let snapshot = app.snapshot();
    let language = language_of(&uri);
    let key = Key::Receipt(language.tag);
    let document = snapshot.document(key, |it| page(it, language, &app.site));
    send(&app, &snapshot, Bundle::Code, &document, &headers).await
}

fn page(snapshot: &Snapshot, language: &Language, site: &Site) -> Arc<Document> {
    let text = |key| language.text(key);
    let main = html! {
        article.c-page.c-prose.k-page {
            h1 { (text("receipt.title")) }
            (phase::line(snapshot, language))
            p.c-lead { (text("proof.lead")) }
            noscript { p.c-alert { (text("proof.no_script")) } }
            (own(language))
            (other(language))
            section.k-about {
                h2 { (text("proof.about")) }
                p { (text("proof.about_log")) }
                p { (text("proof.about_not")) }
                p { a.c-link href="/verify" { (text("proof.about_recount")) } }
            }
        }
    };
    let html = Template::of(Bundle::Code).fill(&Filling {
        language: language.tag,
        head: &head::head(snapshot, language, site, &Route::Receipt).into_string(),
        body: &frame::frame(snapshot, language, &Route::Receipt, &main).into_string(),
        boot: &boot::code_script(snapshot, language),
    });
    Document::new(document::HTML, Keep::Ask, Effort::Thorough, html.into())
}

/// What this device has cast.
fn own(language: &Language) -> Markup {
    let text = |key| language.text(key);
    html! {
        p.k-hint id="proof-none" { (text("proof.none")) }
        section.k-proof id="proof-own" hidden aria-labelledby="proof-own-title" {
            h2 id="proof-own-title" { (text("proof.own")) }
            p.k-proof__code id="proof-code" {}
            p.k-busy id="proof-line" role="status" {}
            p.k-hint id="proof-server" hidden {}
            div.k-ways {
                button.c-button id="proof-save" type="button" hidden { (text("proof.save")) }
                button.c-button.c-button--primary id="proof-evidence" type="button" hidden {
                    (text("proof.evidence"))
                }
            }
            div.k-proof__qr id="proof-qr" hidden {
                img id="proof-drawing" width="212" height="212" alt=(text("proof.qr_name"));
                div {
                    h3 { (text("proof.qr")) }
                    p.k-hint { (text("proof.qr_hint")) }
                }
            }
        }
    }
}

/// A receipt of another device.
fn other(language: &Language) -> Markup {
    let text = |key| language.text(key);
    html! {
        h2 { (text("proof.other")) }
        form.k-form id="proof-form" action="/tanda-terima" autocomplete="off" {
            label for="proof-typed" { (text("proof.label")) }
            p.k-hint id="proof-hint" { (text("proof.hint")) }
            input.k-field id="proof-typed" type="text" disabled
                aria-describedby="proof-error proof-hint" inputmode="text"
                autocapitalize="characters" autocomplete="off" autocorrect="off"
                spellcheck="false" maxlength="200" placeholder="0000-0000-0000-0000";
            p.c-alert id="proof-error" role="alert" hidden {}
            button.c-button.c-button--primary.c-button--wide id="proof-go" type="submit" disabled {
                (text("proof.go"))
            }
            label for="proof-file" { (text("proof.file")) }
            input id="proof-file" type="file" accept=".tlog-proof,text/plain" disabled;
        }
        p.k-proof__code id="proof-found-code" {}
        p.k-busy id="proof-found" role="status" {}
        button.c-button id="proof-found-evidence" type="button" hidden { (text("proof.evidence")) }
    }
}
