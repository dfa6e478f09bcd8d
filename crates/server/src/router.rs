//! Which address leads where.

use std::time::Instant;

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{self, MethodRouter},
};
use wire::ProblemCode;

use crate::{
    api, app::Shared, assets, headers, log as public_log, media, offline, og, page,
    problem::Refusal, repeats::Kind, scripts, webapp,
};

/// An address and what makes its handlers.
pub(crate) type Route = (&'static str, fn() -> MethodRouter<Shared>);

/// All addresses outside of the API; those of the API are in `api`.
const ROUTES: &[Route] = &[
    ("/media/{file}", || routing::get(media::get)),
    ("/og/{file}", || routing::get(og::get)),
    ("/log/checkpoint", || routing::get(public_log::checkpoint)),
    ("/log/key", || routing::get(public_log::key)),
    ("/log/tile/{*tile}", || routing::get(public_log::tile)),
    ("/archive/{*path}", || routing::get(public_log::archive)),
    ("/sw.js", || routing::get(offline::get)),
    ("/offline.js", || routing::get(scripts::offline)),
    ("/look.js", || routing::get(scripts::look)),
    ("/manifest.webmanifest", || routing::get(webapp::residents)),
    ("/kiosk.webmanifest", || routing::get(webapp::kiosk)),
    ("/robots.txt", || routing::get(webapp::robots)),
    ("/favicon.ico", || routing::get(webapp::favicon)),
    ("/icons/{file}", || routing::get(webapp::icon)),
    ("/locales/{file}", || routing::get(page::locale)),
    ("/locales/rules/{file}", || routing::get(page::rules_locale)),
    ("/locales/desk/{file}", || routing::get(page::desk_locale)),
    ("/", || routing::get(page::get)),
    ("/board", || routing::get(page::get)),
    ("/ballot", || routing::get(page::get)),
    ("/results", || routing::get(page::get)),
    ("/about", || routing::get(page::get)),
    ("/innovations/{slug}", || routing::get(page::get)),
    ("/verify", || routing::get(verify)),
    ("/kode", || routing::get(page::code)),
    ("/tanda-terima", || routing::get(page::receipt)),
    ("/desk", || routing::get(page::desk)),
    ("/kiosk", || routing::get(page::desk)),
    ("/kiosk/{*page}", || routing::get(page::desk)),
];

pub(crate) fn routes(app: Shared) -> Router {
    ROUTES
        .iter()
        .chain(api::ROUTES)
        .fold(Router::new(), |router, (path, route)| {
            router.route(path, route())
        })
        .method_not_allowed_fallback(wrong_method)
        .fallback(elsewhere)
        .layer(middleware::from_fn_with_state(app.clone(), around))
        .with_state(app)
}

/// The recount page.
async fn verify(request: HeaderMap) -> Response {
    let page = assets::serve(assets::VERIFY, &request).await;
    page.unwrap_or_else(|| Refusal::not_found().into_response())
}

/// A file of the browser app, or nothing.
async fn elsewhere(
    State(app): State<Shared>,
    method: Method,
    uri: Uri,
    request: HeaderMap,
) -> Response {
    let read = matches!(method, Method::GET | Method::HEAD);
    if read && let Some(response) = assets::serve(uri.path(), &request).await {
        return response;
    }
    if read && let Some(response) = page::detour::to_page(&uri, &app.snapshot()) {
        return response;
    }
    let wants_page = !uri.path().starts_with("/api/")
        && request
            .get(header::ACCEPT)
            .and_then(|it| it.to_str().ok())
            .is_some_and(|it| it.contains("text/html"));
    if read && wants_page {
        return page::missing(&app, &uri, &request).await;
    }
    Refusal::not_found().into_response()
}

/// Also the answer to a browser that asks whether another site may read here.
async fn wrong_method(method: Method, uri: Uri) -> Response {
    if method == Method::OPTIONS
        && ["/api/", "/log/", "/archive/"]
            .iter()
            .any(|it| uri.path().starts_with(it))
    {
        let allowed = [
            (
                header::ACCESS_CONTROL_ALLOW_METHODS,
                HeaderValue::from_static("GET, HEAD"),
            ),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                HeaderValue::from_static("If-None-Match"),
            ),
            (
                header::ACCESS_CONTROL_MAX_AGE,
                HeaderValue::from_static("86400"),
            ),
        ];
        return (StatusCode::NO_CONTENT, allowed).into_response();
    }
    Refusal::new(
        ProblemCode::MethodNotAllowed,
        "This address does not take that method.",
    )
    .into_response()
}

/// What every answer gets: its headers, and its line in the log. One layer for
/// both, as each costs every request a few copies.
async fn around(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let line = Line::of(&request);
    app.front.look(app.site.proxies, &request);
    let asked = headers::Asked::of(&request);
    let mut response = next.run(request).await;
    headers::secure(&app, asked, &mut response);
    line.end(&app, &response);
    response
}

/// The line of an answer: the route, never the address, the query or a header. At
/// `info` only what went wrong, one line a second for what is the same.
struct Line {
    begun: Instant,
    method: Method,
    route: Option<MatchedPath>,
}

impl Line {
    fn of(request: &Request) -> Self {
        Self {
            begun: Instant::now(),
            method: request.method().clone(),
            route: request.extensions().get::<MatchedPath>().cloned(),
        }
    }

    fn end(self, app: &Shared, response: &Response) {
        let method = self.method;
        let status = response.status();
        let code = response.extensions().get::<ProblemCode>().copied();
        if let Some(code) = code {
            app.meters.refused(code);
        }
        let is_refused = status.is_client_error() && status != StatusCode::NOT_FOUND;
        if is_refused || status.is_server_error() {
            let kind = Kind::answer(&method, self.route.as_ref(), status, code);
            app.repeats.add(kind);
        } else {
            let route = self.route.as_ref().map_or("-", MatchedPath::as_str);
            let micros = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
            tracing::debug!(%method, route, status = status.as_u16(), micros, "answered");
        }
    }
}
