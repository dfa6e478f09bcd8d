//! Addresses as people type them, and as they were once printed: where the page is.

use axum::{
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};

use crate::snapshot::Snapshot;

/// Pages whose address never changes.
const FIXED: [&str; 9] = [
    "/board",
    "/ballot",
    "/results",
    "/about",
    "/verify",
    "/kode",
    "/tanda-terima",
    "/desk",
    "/kiosk",
];
const INNOVATIONS: &str = "/innovations/";

/// To the one address of the page that `uri` means: without a slash at the end, in
/// small letters, under the slug that the innovation has today. None where it is
/// right already, or leads nowhere.
pub(crate) fn to_page(uri: &Uri, snapshot: &Snapshot) -> Option<Response> {
    let path = uri.path();
    let plain = path.trim_end_matches('/').to_ascii_lowercase();
    let right = match plain.strip_prefix(INNOVATIONS) {
        None => FIXED.contains(&plain.as_str()).then_some(plain),
        Some(slug) => {
            let slug = match snapshot.position(slug) {
                Some(_) => slug,
                None => snapshot.today(slug)?.as_str(),
            };
            Some([INNOVATIONS, slug].concat())
        }
    }?;
    (right != path).then(|| permanent(&right, uri))
}

/// For ever (308), with the query that was asked with. Asked again each time all
/// the same: an innovation may get a former slug again, and a browser that
/// remembered both ways would go round in circles.
pub(crate) fn permanent(path: &str, uri: &Uri) -> Response {
    let to = match uri.query() {
        Some(query) => [path, "?", query].concat(),
        None => path.to_owned(),
    };
    let Ok(to) = HeaderValue::try_from(to) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::LOCATION, to),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (StatusCode::PERMANENT_REDIRECT, headers).into_response()
}
