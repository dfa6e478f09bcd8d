//! `GET /sw.js`: the service worker, with the list of what it keeps; and the
//! stamp on each answer, by which it tells what is ours and what is new.
//!
//! Never on a list: counts, receipts, the time.

use std::{io, sync::Arc};

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use store::StoredEdition;
use wire::{Edition, Phase, Picture};

use crate::{
    app::Shared,
    assets::{self, Bundle},
    document::{Document, Effort, Keep},
    page::Language,
    scripts,
    snapshot::{Key, Snapshot},
};

const WORKER: &str = include_str!("../assets/sw.js");
/// Stands in it for the list.
const PLACE: &str = "= SITE;";

/// A worker runs under its own answer's policy: it loads from here and nothing
/// else, and its successor with it (Chromium asks the old one's `worker-src`).
const POLICY: &str =
    "default-src 'none'; connect-src 'self'; worker-src 'self'; frame-ancestors 'none'";

/// Of which version and revision an answer is.
pub(crate) const STAMP: HeaderName = HeaderName::from_static("peta");

/// Profiles and pictures beyond these are kept when they are looked at.
const MOST: usize = 2000;
/// Cards that the app asks for at once, where the page does not carry them.
const CARDS_AT_ONCE: usize = 500;
/// Beyond these the list of cards is not kept.
const MOST_CARDS: usize = 10_000;

/// What changes with the build or the contents, but not with the phase: pages
/// learn that while they are open.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    /// Eight hexadecimal digits.
    pub(crate) name: String,
    /// With the revision, for each answer.
    pub(crate) stamp: HeaderValue,
}

impl Version {
    pub(crate) fn of(stored: &StoredEdition) -> Self {
        let contents = &stored.contents;
        let edition = Edition {
            phase: Phase::Preparing,
            ..contents.edition.clone()
        };
        let mut hash = Hasher(Sha256::new());
        hash.add(&(assets::digest(), WORKER, scripts::ALL));
        hash.add(&edition);
        hash.add(&(&contents.categories, &contents.vocabulary, &contents.map));
        hash.add(&contents.innovations);
        let hash: [u8; 32] = hash.0.finalize().into();
        let name: String = wire::Hex(hash).to_string().chars().take(8).collect();
        let stamp = HeaderValue::try_from(format!("{name}-{}", stored.revision))
            .expect("digits are a header's value");
        Self { name, stamp }
    }
}

/// Takes JSON without keeping it.
struct Hasher(Sha256);

impl Hasher {
    fn add(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut *self, value).expect("wire types always have a JSON form");
    }
}

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the worker keeps.
#[derive(Serialize)]
struct Lists<'a> {
    version: &'a str,
    shells: Vec<Shell>,
    /// At once, with the first page.
    data: Vec<String>,
    /// Later, one by one.
    more: Vec<String>,
}

/// A page that stands for several where there is no network.
#[derive(Serialize)]
struct Shell {
    path: &'static str,
    pages: &'static [&'static str],
    /// And all pages below this path.
    #[serde(skip_serializing_if = "Option::is_none")]
    under: Option<&'static str>,
    files: Vec<&'static str>,
    /// How long the network may be silent, in milliseconds.
    patience: u32,
}

impl Shell {
    fn all_of(edition: &Edition) -> Vec<Self> {
        let shells = Bundle::all_of(edition).into_iter().flat_map(|bundle| {
            bundle.pages().iter().map(move |pages| Self {
                path: pages[0],
                pages,
                under: match pages[0] {
                    "/" => Some("/innovations/"),
                    "/kiosk" => Some("/kiosk/"),
                    _ => None,
                },
                files: bundle.files().chain([scripts::OFFLINE.0]).collect(),
                // A kiosk has to be there at once, with a queue before it.
                patience: if bundle == Bundle::Desk { 700 } else { 4000 },
            })
        });
        shells.collect()
    }
}

fn lists(snapshot: &Snapshot) -> Lists<'_> {
    let languages = Language::all()
        .iter()
        .map(|it| format!("/locales/{}.json", it.tag));
    let mut data: Vec<String> = [
        "/api/v1/innovations/texts",
        "/api/v1/areas?level=village",
        "/api/v1/manifest",
        "/api/v1/edition",
    ]
    .map(str::to_owned)
    .into();
    data.extend(languages);
    let mut more = cards(snapshot);
    let of = |folder: &'static str| {
        let languages = Language::all().iter();
        languages.map(move |it| format!("/locales/{folder}/{}.json", it.tag))
    };
    // The kiosk has them too, whatever the residents' page needs.
    match Bundle::of(snapshot.edition()) {
        Bundle::Rules => data.extend(of("rules")),
        _ => more.extend(of("rules")),
    }
    more.extend(of("desk"));
    let profiles = snapshot.profiles().iter();
    let found = profiles.flat_map(|profile| {
        let first = profile.card.picture.iter();
        let others = profile.pictures.iter();
        let mut paths = vec![format!("/api/v1/innovations/{}", profile.card.slug)];
        paths.extend(
            first
                .chain(others)
                .map(|Picture { file, .. }| format!("/media/{file}")),
        );
        paths
    });
    more.extend(found.take(MOST));
    more.dedup();
    Lists {
        version: &snapshot.version().name,
        shells: Shell::all_of(snapshot.edition()),
        data,
        more,
    }
}

/// Where the page carries no cards: as the app asks for them.
fn cards(snapshot: &Snapshot) -> Vec<String> {
    let cards = snapshot.cards();
    if cards.len() <= crate::page::MOST_CARRIED || cards.len() > MOST_CARDS {
        return Vec::new();
    }
    let last = cards.chunks(CARDS_AT_ONCE).filter_map(|it| it.last());
    let after = std::iter::once(0).chain(last.map(|card| card.number.0));
    after
        .map(|number| format!("/api/v1/innovations?limit={CARDS_AT_ONCE}&after={number}"))
        .collect()
}

/// `GET /sw.js`
pub(crate) async fn get(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let document = app.snapshot().document(Key::Worker, worker);
    let mut response = document.answer(&headers).await;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    headers.insert(
        HeaderName::from_static("service-worker-allowed"),
        HeaderValue::from_static("/"),
    );
    response
}

fn worker(snapshot: &Snapshot) -> Arc<Document> {
    let lists = serde_json::to_string(&lists(snapshot)).expect("texts always have a JSON form");
    let script = WORKER.replacen(PLACE, &format!("= {lists};"), 1);
    Document::new(
        assets::content_type("sw.js"),
        Keep::Ask,
        Effort::Quick,
        script.into(),
    )
}

#[cfg(test)]
mod tests {
    use super::{PLACE, WORKER};

    #[test]
    fn the_worker_has_one_place_for_its_lists() {
        assert_eq!(WORKER.matches(PLACE).count(), 1);
    }
}
