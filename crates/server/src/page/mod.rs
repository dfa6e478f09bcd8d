//! The first view: `index.html` of the browser app, filled so that text and
//! map are there before the app is, and readable without it.
//!
//! HTML is made by `maud`, which escapes everything that it is given. Each
//! page is made once for each revision, route and language.

mod about;
mod boot;
mod card;
mod code;
mod desk;
pub(crate) mod detour;
mod facts;
pub(crate) mod format;
mod frame;
mod head;
mod home;
mod language;
mod locales;
mod map;
pub(crate) mod palette;
mod phase;
mod profile;
mod receipt;
mod results;
mod template;

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::Response,
};

use wire::{Profile, Standings};

pub(crate) use boot::MOST as MOST_CARRIED;
pub(crate) use code::get as code;
pub(crate) use desk::get as desk;
pub(crate) use language::Language;
pub(crate) use locales::{desk as desk_locale, residents as locale, rules as rules_locale};
pub(crate) use map::View;
pub(crate) use receipt::get as receipt;
pub(crate) use template::Template;

use crate::{
    app::{Shared, Site},
    assets::Bundle,
    document::{self, Document, Effort, Keep},
    snapshot::{Key, ORDERS, Snapshot},
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
    /// Takes a voting code; it has a bundle of its own.
    Code,
    /// Checks a receipt; in the same bundle.
    Receipt,
    /// By position in the snapshot's cards.
    Innovation(usize),
    Missing,
}

/// What a page is kept under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PageKey {
    route: Route,
    language: &'static str,
    /// Which of the orders its cards have.
    order: usize,
}

impl PageKey {
    /// Whether there are no more of its kind in a larger edition.
    pub(crate) const fn is_one_of_few(&self) -> bool {
        !matches!(self.route, Route::Innovation(_))
    }
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
            Self::Code => "/kode".to_owned(),
            Self::Receipt => "/tanda-terima".to_owned(),
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
            Self::Code => "code.title",
            Self::Receipt => "receipt.title",
            Self::Innovation(_) => "nav.innovation",
            Self::Missing => "missing.title",
        }
    }

    /// Whether it shows cards in an order that no card shall gain by.
    const fn has_cards(&self) -> bool {
        matches!(self, Self::Home | Self::Board | Self::Ballot)
    }

    /// The app's word for how the page is laid out.
    const fn screen(&self) -> &'static str {
        match self {
            Self::Home | Self::Board | Self::Ballot => "floor",
            Self::Innovation(_) => "innovation",
            Self::Results => "results",
            Self::About => "about",
            Self::Code | Self::Receipt => "code",
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
        return match detour::to_page(&uri, &snapshot) {
            Some(detour) => detour,
            None => missing(&app, &uri, &headers).await,
        };
    }
    let document = if route == Route::Results {
        results(&app, &snapshot, language)
    } else {
        let order = if route.has_cards() {
            order(&app, &snapshot, &route, language, &headers)
        } else {
            0
        };
        page(&app, &snapshot, &route, language, order)
    };
    let bundle = Bundle::of(snapshot.edition());
    send(&app, &snapshot, bundle, &document, &headers).await
}

/// The order that this reader has already, else one of them at random.
fn order(
    app: &Shared,
    snapshot: &Snapshot,
    route: &Route,
    language: &'static Language,
    headers: &HeaderMap,
) -> usize {
    let has = |order: &usize| {
        let key = PageKey {
            route: route.clone(),
            language: language.tag,
            order: *order,
        };
        snapshot
            .kept(&Key::Page(key))
            .is_some_and(|document| document.is_known(headers))
    };
    (0..ORDERS)
        .find(has)
        .unwrap_or_else(|| app.chance.below(ORDERS))
}

/// Made when it is first asked for.
fn page(
    app: &Shared,
    snapshot: &Snapshot,
    route: &Route,
    language: &'static Language,
    order: usize,
) -> Arc<Document> {
    let key = PageKey {
        route: route.clone(),
        language: language.tag,
        order,
    };
    snapshot.document(Key::Page(key), |it| {
        let html = render(it, language, &app.site, &Content::of(it, route, order));
        Document::new(document::HTML, Keep::Ask, Effort::Thorough, html.into())
    })
}

/// The page of an address that leads nowhere, with status 404.
pub(crate) async fn missing(app: &Shared, uri: &Uri, headers: &HeaderMap) -> Response {
    let snapshot = app.snapshot();
    let language = language_of(uri);
    let document = page(app, &snapshot, &Route::Missing, language, 0);
    let bundle = Bundle::of(snapshot.edition());
    let mut response = send(app, &snapshot, bundle, &document, headers).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// The page itself may be hours old, in a cache even days; the header tells
/// the app how late it is now. A 304 brings it as well.
async fn send(
    app: &Shared,
    snapshot: &Snapshot,
    bundle: Bundle,
    document: &Arc<Document>,
    request: &HeaderMap,
) -> Response {
    let mut response = document.answer(request).await;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        snapshot.csp(bundle).clone(),
    );
    let timing = format!("now;dur={}", app.now().timestamp_millis());
    if let Ok(timing) = HeaderValue::try_from(timing) {
        headers.insert(HeaderName::from_static("server-timing"), timing);
    }
    response
}

/// Made once for each state of the board.
fn results(app: &Shared, snapshot: &Snapshot, language: &'static Language) -> Arc<Document> {
    let shown = app.board.shown();
    let version = (snapshot.revision(), snapshot.made_at());
    shown.page(language.tag, version, || {
        let content = Content::results(snapshot, &shown.standings);
        let html = render(snapshot, language, &app.site, &content);
        Document::new(document::HTML, Keep::Ask, Effort::Quick, html.into())
    })
}

pub(crate) fn language_of(uri: &Uri) -> &'static Language {
    let tag = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .find_map(|it| it.strip_prefix("lang="));
    Language::choose(tag)
}

/// What one page shows.
struct Content<'a> {
    route: &'a Route,
    seed: u32,
    profile: Option<&'a Profile>,
    standings: Option<&'a Standings>,
}

impl<'a> Content<'a> {
    fn of(snapshot: &'a Snapshot, route: &'a Route, order: usize) -> Self {
        let (profile, seed) = match route {
            // Not the same order for everyone who comes by any link.
            Route::Innovation(at) => (Some(&snapshot.profiles()[*at]), snapshot.seed(*at)),
            _ => (None, snapshot.seed(order)),
        };
        Self {
            route,
            seed,
            profile,
            standings: None,
        }
    }

    /// `standings` as the embargo let them out.
    fn results(snapshot: &Snapshot, standings: &'a Standings) -> Self {
        Self {
            route: &Route::Results,
            seed: snapshot.seed(0),
            profile: None,
            standings: Some(standings),
        }
    }
}

fn render(snapshot: &Snapshot, language: &Language, site: &Site, content: &Content<'_>) -> String {
    let Content {
        route,
        seed,
        profile,
        standings,
    } = *content;
    let main = match (route, profile, standings) {
        (Route::Home | Route::Ballot, ..) => home::floor(snapshot, language, Stop::Half, seed),
        (Route::Board, ..) => home::floor(snapshot, language, Stop::Full, seed),
        (Route::About, ..) => about::about(snapshot, language),
        (Route::Innovation(_), Some(profile), _) => profile::profile(snapshot, language, profile),
        (Route::Results, _, Some(standings)) => results::results(snapshot, language, standings),
        _ => about::missing(language),
    };
    let own = boot::Own {
        seed,
        profile: profile.cloned(),
        standings: standings.cloned(),
    };
    let bundle = Bundle::of(snapshot.edition());
    Template::of(bundle).fill(&Filling {
        language: language.tag,
        head: &head::head(snapshot, language, site, route).into_string(),
        body: &frame::frame(snapshot, language, route, &main).into_string(),
        boot: &boot::script(snapshot, language, bundle, own),
    })
}
