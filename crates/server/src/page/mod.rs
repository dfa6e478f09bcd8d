//! The first view: `index.html` of the browser app, filled so that text and
//! map are there before the app is, and readable without it.
//!
//! HTML is made by `maud`, which escapes everything that it is given. Each
//! page is made once for each revision, route and language.

mod about;
mod boot;
mod card;
mod facts;
pub(crate) mod format;
mod frame;
mod head;
mod home;
mod language;
mod map;
pub(crate) mod palette;
mod phase;
mod profile;
mod results;
mod template;

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::Response,
};

pub(crate) use language::Language;
pub(crate) use map::View;
pub(crate) use template::Template;

use crate::{
    app::{Shared, Site},
    assets,
    document::{self, Document, Effort, Keep},
    problem::Refusal,
    snapshot::{Key, Snapshot},
    standings::Shown,
};
use home::Stop;
use template::Filling;

/// A page of the app, as far as the server tells them apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Route {
    Home,
    Board,
    Ballot,
    Results,
    About,
    /// By position in the snapshot's cards.
    Innovation(usize),
    Missing,
}

/// What a page is kept under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PageKey {
    route: Route,
    language: &'static str,
}

impl Route {
    fn parse(path: &str, snapshot: &Snapshot) -> Self {
        match path {
            "/" => Self::Home,
            "/board" => Self::Board,
            "/ballot" => Self::Ballot,
            "/results" => Self::Results,
            "/about" => Self::About,
            other => other
                .strip_prefix("/innovations/")
                .and_then(|slug| snapshot.position(slug))
                .map_or(Self::Missing, Self::Innovation),
        }
    }

    fn path(&self, snapshot: &Snapshot) -> String {
        match self {
            Self::Home | Self::Missing => "/".to_owned(),
            Self::Board => "/board".to_owned(),
            Self::Ballot => "/ballot".to_owned(),
            Self::Results => "/results".to_owned(),
            Self::About => "/about".to_owned(),
            Self::Innovation(at) => format!("/innovations/{}", snapshot.cards()[*at].slug),
        }
    }

    /// The app's name for what the page shows; the innovation's own name stands before it.
    const fn title_key(&self) -> &'static str {
        match self {
            Self::Home => "nav.home",
            Self::Board => "nav.board",
            Self::Ballot => "nav.ballot",
            Self::Results => "nav.results",
            Self::About => "nav.about",
            Self::Innovation(_) => "nav.innovation",
            Self::Missing => "missing.title",
        }
    }

    /// The app's word for how the page is laid out.
    const fn screen(&self) -> &'static str {
        match self {
            Self::Home | Self::Board | Self::Ballot => "floor",
            Self::Innovation(_) => "innovation",
            Self::Results => "results",
            Self::About => "about",
            Self::Missing => "missing",
        }
    }
}

/// `GET` of any page.
pub(crate) async fn get(State(app): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    let snapshot = app.snapshot();
    let route = Route::parse(uri.path(), &snapshot);
    let language = language_of(&uri);
    if route == Route::Missing {
        return missing(&app, &uri, &headers).await;
    }
    let document = if route == Route::Results {
        results(&app, &snapshot, language)
    } else {
        let key = PageKey {
            route: route.clone(),
            language: language.tag,
        };
        snapshot.document(Key::Page(key), |it| {
            let html = render(it, language, &app.site, &route, None);
            Document::new(document::HTML, Keep::Ask, Effort::Thorough, html.into())
        })
    };
    send(&snapshot, &document, &headers).await
}

/// The page of an address that leads nowhere, with status 404.
pub(crate) async fn missing(app: &Shared, uri: &Uri, headers: &HeaderMap) -> Response {
    let snapshot = app.snapshot();
    let language = language_of(uri);
    let key = PageKey {
        route: Route::Missing,
        language: language.tag,
    };
    let document = snapshot.document(Key::Page(key), |it| {
        let html = render(it, language, &app.site, &Route::Missing, None);
        Document::new(document::HTML, Keep::Ask, Effort::Thorough, html.into())
    });
    let mut response = send(&snapshot, &document, headers).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// `GET /locales/{file}`: the texts of one language.
pub(crate) async fn locale(
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tag = file.strip_suffix(".json").ok_or_else(Refusal::not_found)?;
    let (_, text) = assets::locales()
        .iter()
        .find(|(known, _)| *known == tag)
        .ok_or_else(Refusal::not_found)?;
    let document = Document::new(
        document::JSON,
        Keep::Hour,
        Effort::Quick,
        text.as_bytes().into(),
    );
    Ok(document.answer(&headers).await)
}

async fn send(snapshot: &Snapshot, document: &Arc<Document>, headers: &HeaderMap) -> Response {
    let mut response = document.answer(headers).await;
    let policy: HeaderValue = snapshot.csp().clone();
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// Made once for each state of the board.
fn results(app: &Shared, snapshot: &Snapshot, language: &'static Language) -> Arc<Document> {
    let shown = app.board.shown();
    shown.page((language.tag, snapshot.revision()), || {
        let html = render(snapshot, language, &app.site, &Route::Results, Some(&shown));
        Document::new(document::HTML, Keep::Ask, Effort::Quick, html.into())
    })
}

fn language_of(uri: &Uri) -> &'static Language {
    let tag = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .find_map(|it| it.strip_prefix("lang="));
    Language::choose(tag)
}

fn render(
    snapshot: &Snapshot,
    language: &Language,
    site: &Site,
    route: &Route,
    shown: Option<&Shown>,
) -> String {
    let main = match route {
        Route::Home | Route::Ballot => home::floor(snapshot, language, Stop::Half),
        Route::Board => home::floor(snapshot, language, Stop::Full),
        Route::About => about::about(snapshot, language),
        Route::Missing => about::missing(language),
        Route::Innovation(at) => profile::profile(snapshot, language, &snapshot.profiles()[*at]),
        Route::Results => match shown {
            Some(shown) => results::results(snapshot, language, &shown.standings),
            None => about::missing(language),
        },
    };
    Template::embedded().fill(&Filling {
        language: language.tag,
        head: &head::head(snapshot, language, site, route).into_string(),
        body: &frame::frame(snapshot, language, route, &main).into_string(),
        boot: &boot::script(snapshot, language),
    })
}
