//! The contents of the edition in memory, with the bodies that are read from
//! them. Never changed: a new revision makes a new snapshot.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use axum::{body::Bytes, http::HeaderValue};
use catalogue::{AreaNames, Catalogue};
use chrono::{DateTime, Utc};
use store::StoredEdition;
use wire::{
    AreaCode, AreaShape, Card, Category, CategoryCode, Contest, Edition, InnovationSlug, Level,
    Manifest, Profile, Vocabulary,
};

use crate::{
    document::{self, Document, Effort, Keep},
    headers,
    page::{PageKey, Template},
};

/// What is known of the edition at one revision.
#[derive(Debug)]
pub(crate) struct Snapshot {
    stored: StoredEdition,
    /// Goes into the page, which is made later.
    pub(crate) made_at: DateTime<Utc>,
    cards: Vec<Card>,
    by_slug: HashMap<InnovationSlug, usize>,
    contests: Vec<Contest>,
    csp: HeaderValue,
    documents: Mutex<HashMap<Key, Arc<Document>>>,
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
}

impl Snapshot {
    /// `manifest` is the one in force, or what it would be if voting opened now.
    pub(crate) fn new(stored: StoredEdition, manifest: &Manifest, now: DateTime<Utc>) -> Self {
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
        Self {
            made_at: now,
            cards,
            by_slug,
            contests: manifest.contests.clone(),
            csp: headers::page_policy(Template::embedded(), stored.contents.edition.tiles.as_ref()),
            documents: Mutex::default(),
            catalogue: OnceLock::new(),
            stored,
        }
    }

    pub(crate) fn revision(&self) -> u64 {
        self.stored.revision
    }

    pub(crate) fn edition(&self) -> &Edition {
        &self.stored.contents.edition
    }

    pub(crate) fn categories(&self) -> &[Category] {
        &self.stored.contents.categories
    }

    pub(crate) fn category(&self, code: &CategoryCode) -> Option<&Category> {
        self.categories()
            .iter()
            .find(|category| category.code == *code)
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.stored.contents.vocabulary
    }

    pub(crate) fn map(&self) -> &wire::AreaMap {
        &self.stored.contents.map
    }

    pub(crate) fn area(&self, code: &AreaCode) -> Option<&AreaShape> {
        self.map().areas.iter().find(|area| area.code == *code)
    }

    pub(crate) fn cards(&self) -> &[Card] {
        &self.cards
    }

    pub(crate) fn profiles(&self) -> &[Profile] {
        &self.stored.contents.innovations
    }

    pub(crate) fn position(&self, slug: &str) -> Option<usize> {
        self.by_slug.get(slug).copied()
    }

    /// Set once voting was opened.
    pub(crate) fn manifest(&self) -> Option<&store::StoredManifest> {
        self.stored.manifest.as_ref()
    }

    pub(crate) fn contests(&self) -> &[Contest] {
        &self.contests
    }

    /// The content security policy of the page.
    pub(crate) fn csp(&self) -> &HeaderValue {
        &self.csp
    }

    /// Search over everything; made when it is first asked for.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| {
            let mut names = AreaNames::default();
            for area in &self.map().areas {
                names.insert(area.code.clone(), area.name.clone(), area.parent.clone());
            }
            let mut catalogue = Catalogue::new(&self.cards, &names);
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
        let known = |it: &Key| self.documents().get(it).cloned();
        if let Some(document) = known(&key) {
            return document;
        }
        // Made outside of the lock: two may make it, one of them is kept.
        let document = make(self);
        Arc::clone(self.documents().entry(key).or_insert(document))
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
