//! `desk.html`, the page of big screen, remote and kiosk: only the data that
//! its app starts with. What opens it, a signed link, is in the address'
//! fragment, which no server ever sees.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Uri},
    response::Response,
};
use maud::html;

use super::{Language, Template, boot, language_of, send, template::Filling};
use crate::{
    app::Shared,
    assets::Bundle,
    document::{self, Document, Effort, Keep},
    snapshot::{Key, Snapshot},
};

/// A kiosk reads codes with the camera; no other page has it.
const PERMISSIONS: &str =
    "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), fullscreen=(self)";

/// `GET /desk` and `GET /kiosk`.
pub(crate) async fn get(State(app): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    let snapshot = app.snapshot();
    let language = language_of(&uri);
    let document = snapshot.document(Key::Desk(language.tag), |it| page(it, language));
    let mut response = send(&app, &snapshot, Bundle::Desk, &document, &headers).await;
    response.headers_mut().insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(PERMISSIONS),
    );
    response
}

fn page(snapshot: &Snapshot, language: &Language) -> Arc<Document> {
    let event = snapshot.edition().name.get(language.tag);
    let head = html! {
        title { (event) }
        meta name="robots" content="noindex";
        link rel="manifest" href=(language.link("/kiosk.webmanifest"));
    };
    let body = html! {
        p.d-loading { (language.text("desk.loading")) }
        noscript { p { (language.text("desk.no_script")) } }
    };
    let own = boot::Own {
        seed: snapshot.seed(0),
        ..boot::Own::default()
    };
    let html = Template::of(Bundle::Desk).fill(&Filling {
        language: language.tag,
        head: &head.into_string(),
        body: &body.into_string(),
        boot: &boot::script(snapshot, language, Bundle::Desk, own),
    });
    Document::new(document::HTML, Keep::Ask, Effort::Quick, html.into())
}
