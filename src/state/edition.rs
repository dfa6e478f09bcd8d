//! The event that the page is about: its data, its phase, its clock.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use voting::Gate;
use wire::{
    AreaCode, AreaMap, Boot, Card, Category, CategoryCode, Contest, Edition, Hash, Level, Phase,
    Term, Village, Vocabulary,
};

use crate::{i18n::localized, platform::clock};

/// What the server put into the page, less the texts and the cards.
#[derive(Debug)]
pub struct Facts {
    pub edition: Edition,
    pub categories: Vec<Category>,
    pub vocabulary: Vocabulary,
    pub map: AreaMap,
    pub villages: Vec<Village>,
    pub manifest: Option<Hash>,
    /// How many innovations there are.
    pub total: u32,
    /// Languages to choose from: tag and own name.
    pub languages: Vec<(String, String)>,
}

/// The event, for every component.
#[derive(Clone, Copy)]
pub struct EditionState(&'static EditionCells);

/// What is in it. A handle is one pointer, so closures stay small.
pub struct EditionCells {
    facts: &'static Facts,
    phase: RwSignal<Phase>,
    /// The server's clock: its time when it made the page, and this device's then.
    server_now: DateTime<Utc>,
    device_then: f64,
    /// Whether a ballot may be cast now; moves only when that changes.
    pub open: Memo<Gate>,
    /// Moves twice a minute, so that opening and closing are noticed.
    now: RwSignal<DateTime<Utc>>,
}

impl core::ops::Deref for EditionState {
    type Target = EditionCells;

    fn deref(&self) -> &EditionCells {
        self.0
    }
}

impl EditionState {
    /// Splits what the page carries into the event's facts, the cards and the contests.
    pub fn new(boot: Boot) -> (Self, &'static [Card], Vec<Contest>) {
        let phase = RwSignal::new(boot.edition.phase);
        let facts = Facts {
            edition: boot.edition,
            categories: boot.categories,
            vocabulary: boot.vocabulary,
            map: boot.map,
            villages: boot.villages,
            manifest: boot.manifest,
            total: boot.total,
            languages: boot.languages,
        };
        let facts: &'static Facts = Box::leak(Box::new(facts));
        let now = RwSignal::new(boot.now);
        let open = Memo::new(move |_| {
            let edition = &facts.edition;
            voting::gate(
                phase.get(),
                edition.voting_opens_at,
                edition.voting_closes_at,
                now.get(),
            )
        });
        let state = Self(Box::leak(Box::new(EditionCells {
            facts,
            phase,
            server_now: boot.now,
            device_then: clock::device_ms(),
            open,
            now,
        })));
        (state, boot.cards.leak(), boot.contests)
    }

    pub fn facts(self) -> &'static Facts {
        self.facts
    }

    pub fn edition(self) -> &'static Edition {
        &self.facts.edition
    }

    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// Takes over a phase that the server told later.
    pub fn learn_phase(self, phase: Phase) {
        if self.phase.get_untracked() != phase {
            self.phase.set(phase);
        }
    }

    /// Looks at the clock again.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a page is not open for 2^63 ms"
    )]
    pub fn tick(self) {
        let passed = clock::device_ms() - self.device_then;
        self.now
            .set(self.server_now + TimeDelta::milliseconds(passed as i64));
    }

    /// Whether a ballot may be cast now.
    pub fn gate(self) -> Gate {
        self.open.get()
    }

    pub fn category(self, code: &CategoryCode) -> Option<&'static Category> {
        self.facts
            .categories
            .iter()
            .find(|category| category.code == *code)
    }

    /// The category's name in the page's language.
    pub fn category_label(self, code: &CategoryCode) -> String {
        self.category(code)
            .map_or_else(|| code.to_string(), |it| localized(&it.label))
    }

    /// The name of a term in the page's language; its code where the vocabulary lacks it.
    pub fn term(terms: &[Term], code: &str) -> String {
        terms
            .iter()
            .find(|term| term.code == code)
            .map_or_else(|| code.into(), |term| localized(&term.label))
    }

    /// The name of a village, district or region; its code where it is unknown.
    pub fn area_name(self, code: &AreaCode) -> &'static str {
        self.district_or_region(code)
            .map(|area| area.1)
            .or_else(|| self.village(code).map(|village| village.name.as_str()))
            .unwrap_or("")
    }

    fn district_or_region(self, code: &AreaCode) -> Option<(Level, &'static str)> {
        let area = self
            .facts
            .map
            .areas
            .iter()
            .find(|area| area.code == *code)?;
        Some((area.level, &area.name))
    }

    fn village(self, code: &AreaCode) -> Option<&'static Village> {
        self.facts
            .villages
            .iter()
            .find(|village| village.code == *code)
    }

    /// Where an area is, in words: `Lalang, Manggar`.
    pub fn place(self, code: &AreaCode) -> String {
        if let Some(village) = self.village(code) {
            return [&village.name, ", ", self.area_name(&village.parent)].concat();
        }
        match self.district_or_region(code) {
            Some((_, name)) => name.into(),
            None => self.edition().region.name.clone(),
        }
    }
}
