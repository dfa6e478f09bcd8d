//! Scripts that pages load beside the app, after it: they weigh nothing before a
//! visitor can pick.

use axum::{http::HeaderMap, response::Response};

use crate::{
    assets,
    document::{Document, Effort, Keep},
};

/// Path and text.
type Script = (&'static str, &'static str);

/// What a page has of the service worker.
pub(crate) const OFFLINE: Script = ("/offline.js", include_str!("../assets/offline.js"));
/// Looks at the public log for somebody who has voted.
const LOOK: Script = ("/look.js", include_str!("../assets/look.js"));

pub(crate) const ALL: [Script; 2] = [OFFLINE, LOOK];

/// `GET /offline.js`
pub(crate) async fn offline(headers: HeaderMap) -> Response {
    answer(OFFLINE, &headers).await
}

/// `GET /look.js`
pub(crate) async fn look(headers: HeaderMap) -> Response {
    answer(LOOK, &headers).await
}

async fn answer((path, text): Script, headers: &HeaderMap) -> Response {
    let kind = assets::content_type(path);
    let document = Document::new(kind, Keep::Hour, Effort::Quick, text.into());
    document.answer(headers).await
}
