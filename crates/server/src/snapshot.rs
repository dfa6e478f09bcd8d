//! The contents of the edition in memory, with the bodies that are read from
//! them. Never changed: a new revision makes a new snapshot, and so does the
//! hour that opens or closes the vote.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use axum::{body::Bytes, http::HeaderValue};
use catalogue::{AreaNames, Catalogue};
use chrono::{DateTime, TimeDelta, Utc};
use store::StoredEdition;
use voting::Gate;
use wire::{
    AreaCode, AreaShape, Card, Category, CategoryCode, Contest, Edition, InnovationSlug, Level,
    Manifest, Phase, Profile, Vocabulary,
};

use crate::{
    assets::Bundle,
    chance::Chance,
    document::{self, Document, Effort, Keep},
    headers,
    offline::Version,
    page::{PageKey, Template},
    webapp,
};

/// Orders of the cards that are served at the same time.
pub(crate) const ORDERS: usize = 8;
/// How long those orders are the same ones: nobody shall lead for a whole day.
const RENEWAL: TimeDelta = TimeDelta::minutes(15);
/// Bodies that are kept at most, so that reading all of a large edition does
/// not fill the memory.
const KEPT: usize = 2048;

/// What is known of the edition at one revision, and what the time makes of it.
#[derive(Debug)]
pub(crate) struct Snapshot {
    contents: Arc<Known>,
    /// Goes into the page, which is made later.
    made_at: DateTime<Utc>,
    gate: Gate,
    seeds: [u32; ORDERS],
    documents: Mutex<HashMap<Key, Arc<Document>>>,
}

/// The part that only a new revision changes.
#[derive(Debug)]
struct Known {
    stored: StoredEdition,
    cards: Vec<Card>,
    by_slug: HashMap<InnovationSlug, usize>,
    /// Slugs of before, with those of today.
    former: HashMap<InnovationSlug, InnovationSlug>,
    contests: Vec<Contest>,
    version: Version,
    csp: [HeaderValue; Bundle::ALL.len()],
    catalogue: OnceLock<Catalogue>,
}

/// Bodies that are kept until the next revision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Edition,
    Manifest,
    Areas(Vec<Level>),
    Innovation(usize),
    Texts,
    Page(PageKey),
    /// By language.
    Desk(&'static str),
    /// By language.
    Code(&'static str),
    Receipt(&'static str),
    Worker,
    /// By language.
    WebApp(webapp::Kind, &'static str),
}

impl Key {
    /// Whether there are no more of its kind in a larger edition.
    const fn is_one_of_few(&self) -> bool {
        match self {
            Self::Edition
            | Self::Manifest
            | Self::Areas(_)
            | Self::Texts
            | Self::Desk(_)
            | Self::Code(_)
            | Self::Receipt(_)
            | Self::Worker
            | Self::WebApp(..) => true,
            Self::Innovation(_) => false,
            Self::Page(page) => page.is_one_of_few(),
        }
    }
}

impl Snapshot {
    /// `manifest` is the one in force, or what it would be if voting opened now.
    pub(crate) fn new(
        stored: StoredEdition,
        manifest: &Manifest,
        now: DateTime<Utc>,
        chance: &Chance,
    ) -> Self {
        let cards: Vec<Card> = stored
            .contents
            .innovations
            .iter()
            .map(|profile| profile.card.clone())
            .collect();
        let by_slug = cards
            .iter()
            .enumerate()
            .map(|(at, card)| (card.slug.clone(), at))
            .collect();
        let known = Known {
            cards,
            by_slug,
            former: stored.former.iter().cloned().collect(),
            contests: manifest.contests.clone(),
            csp: Bundle::ALL.map(|bundle| {
                let tiles = stored.contents.edition.tiles.as_ref();
                headers::page_policy(&Template::of(bundle), tiles)
            }),
            catalogue: OnceLock::new(),
            version: Version::of(&stored),
            stored,
        };
        Self::made(Arc::new(known), now, chance, HashMap::new())
    }

    fn made(
        contents: Arc<Known>,
        now: DateTime<Utc>,
        chance: &Chance,
        documents: HashMap<Key, Arc<Document>>,
    ) -> Self {
        Self {
            gate: gate(&contents.stored.contents.edition, now),
            contents,
            made_at: now,
            seeds: std::array::from_fn(|_| chance.throw()),
            documents: Mutex::new(documents),
        }
    }

    /// The same revision at another time: pages are made anew, data are kept.
    pub(crate) fn at(&self, now: DateTime<Utc>, chance: &Chance) -> Self {
        let data = self
            .documents()
            .iter()
            .filter(|(key, _)| {
                !matches!(
                    key,
                    Key::Page(_) | Key::Desk(_) | Key::Code(_) | Key::Receipt(_)
                )
            })
            .map(|(key, document)| (key.clone(), Arc::clone(document)))
            .collect();
        Self::made(Arc::clone(&self.contents), now, chance, data)
    }

    /// Whether its pages still say what is so at `now`.
    pub(crate) fn holds_at(&self, now: DateTime<Utc>) -> bool {
        gate(self.edition(), now) == self.gate && now - self.made_at < RENEWAL
    }

    /// The next hour that opens or closes the vote.
    pub(crate) fn next_turn(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let edition = self.edition();
        [edition.voting_opens_at, edition.voting_closes_at]
            .into_iter()
            .flatten()
            .filter(|hour| edition.phase == Phase::Voting && *hour > now)
            .min()
    }

    pub(crate) fn made_at(&self) -> DateTime<Utc> {
        self.made_at
    }

    /// Whether a ballot may be taken: the one word on it for all that is shown.
    pub(crate) fn gate(&self) -> Gate {
        self.gate
    }

    /// What the cards are shuffled with in that order.
    pub(crate) fn seed(&self, order: usize) -> u32 {
        self.seeds[order % ORDERS]
    }

    pub(crate) fn revision(&self) -> u64 {
        self.contents.stored.revision
    }

    pub(crate) fn version(&self) -> &Version {
        &self.contents.version
    }

    pub(crate) fn edition(&self) -> &Edition {
        &self.contents.stored.contents.edition
    }

    pub(crate) fn categories(&self) -> &[Category] {
        &self.contents.stored.contents.categories
    }

    pub(crate) fn category(&self, code: &CategoryCode) -> Option<&Category> {
        self.categories()
            .iter()
            .find(|category| category.code == *code)
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.contents.stored.contents.vocabulary
    }

    pub(crate) fn map(&self) -> &wire::AreaMap {
        &self.contents.stored.contents.map
    }

    pub(crate) fn area(&self, code: &AreaCode) -> Option<&AreaShape> {
        self.map().areas.iter().find(|area| area.code == *code)
    }

    pub(crate) fn cards(&self) -> &[Card] {
        &self.contents.cards
    }

    pub(crate) fn profiles(&self) -> &[Profile] {
        &self.contents.stored.contents.innovations
    }

    pub(crate) fn position(&self, slug: &str) -> Option<usize> {
        self.contents.by_slug.get(slug).copied()
    }

    /// The slug of an innovation that once had this one.
    pub(crate) fn today(&self, former: &str) -> Option<&InnovationSlug> {
        self.contents.former.get(former)
    }

    /// Set once voting was opened.
    pub(crate) fn manifest(&self) -> Option<&store::StoredManifest> {
        self.contents.stored.manifest.as_ref()
    }

    pub(crate) fn contests(&self) -> &[Contest] {
        &self.contents.contests
    }

    /// The content security policy of a page.
    pub(crate) fn csp(&self, bundle: Bundle) -> &HeaderValue {
        &self.contents.csp[bundle as usize]
    }

    /// Search over everything; made when it is first asked for.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        self.contents.catalogue.get_or_init(|| {
            let mut names = AreaNames::default();
            for area in &self.map().areas {
                names.insert(area.code.clone(), area.name.clone(), area.parent.clone());
            }
            let mut catalogue = Catalogue::new(self.cards(), &names);
            let texts: Vec<(u32, String)> =
                (0..).zip(self.profiles().iter().map(long_text)).collect();
            let texts: Vec<(u32, &str)> = texts
                .iter()
                .map(|(at, text)| (*at, text.as_str()))
                .collect();
            catalogue.add_texts(&texts);
            catalogue
        })
    }

    /// The body under that key, made now if it is not there yet.
    pub(crate) fn document(
        &self,
        key: Key,
        make: impl FnOnce(&Self) -> Arc<Document>,
    ) -> Arc<Document> {
        if let Some(document) = self.kept(&key) {
            return document;
        }
        // Made outside of the lock: two may make it, one of them is kept.
        let document = make(self);
        let mut documents = self.documents();
        if documents.len() >= KEPT {
            documents.retain(|key, _| key.is_one_of_few());
        }
        Arc::clone(documents.entry(key).or_insert(document))
    }

    /// The body under that key, if it was made.
    pub(crate) fn kept(&self, key: &Key) -> Option<Arc<Document>> {
        self.documents().get(key).cloned()
    }

    fn documents(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Arc<Document>>> {
        self.documents
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn manifest_document(&self) -> Option<Arc<Document>> {
        let manifest = self.manifest()?;
        Some(self.document(Key::Manifest, |_| {
            let bytes = Bytes::copy_from_slice(&manifest.bytes);
            Document::new(document::JSON, Keep::Ask, Effort::Thorough, bytes)
        }))
    }
}

fn gate(edition: &Edition, now: DateTime<Utc>) -> Gate {
    voting::gate(
        edition.phase,
        edition.voting_opens_at,
        edition.voting_closes_at,
        now,
    )
}

/// What of a profile is searched beside its card.
pub(crate) fn long_text(profile: &Profile) -> String {
    let parts: [&str; 6] = [
        &profile.design,
        &profile.purpose,
        &profile.benefit,
        &profile.results.before,
        &profile.results.after,
        &profile.initiator_name,
    ];
    parts.join("\n")
}
