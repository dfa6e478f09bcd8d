//! The event that the page is about: its data, its phase, its clock.

use chrono::{DateTime, Utc};
use voting::Gate;
use wire::{
    AreaCode, AreaMap, Boot, Card, Category, CategoryCode, Clock, Contest, Edition, Hash, Level,
    Phase, Term, Village, Vocabulary,
};

use crate::reactive::{Memo, RwSignal};
use crate::{i18n::localized, platform::clock};

/// What the server put into the page, less the texts and the cards.
#[derive(Debug)]
pub struct Facts {
    pub edition: Edition,
    pub categories: Vec<Category>,
    pub vocabulary: Vocabulary,
    pub map: AreaMap,
    pub villages: Vec<Village>,
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
    /// What ballots are signed against; none before voting has begun.
    manifest: RwSignal<Option<Hash>>,
    /// Whether the page came with the true time.
    knows_time: bool,
    /// The server's clock less this device's, in milliseconds.
    ahead: RwSignal<f64>,
    /// Whether a ballot may be cast now; moves only when that changes.
    pub open: Memo<Gate>,
    /// Moves every few seconds, so that opening and closing are noticed.
    now: RwSignal<DateTime<Utc>>,
}

impl core::ops::Deref for EditionState {
    type Target = EditionCells;

    fn deref(&self) -> &EditionCells {
        self.0
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this era fit in 2^53"
)]
fn ms(at: DateTime<Utc>) -> f64 {
    at.timestamp_millis() as f64
}

/// The beginning of 1970 for a time that no calendar has.
#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of this era fit"
)]
fn moment(ms: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms as i64).unwrap_or_default()
}

impl EditionState {
    /// Splits what the page carries into the event's facts, the cards and the contests.
    pub fn new(boot: Boot) -> (Self, &'static [Card], Vec<Contest>) {
        let phase = RwSignal::new(boot.edition.phase);
        let manifest = RwSignal::new(boot.manifest);
        let facts = Facts {
            edition: boot.edition,
            categories: boot.categories,
            vocabulary: boot.vocabulary,
            map: boot.map,
            villages: boot.villages,
            total: boot.total,
            languages: boot.languages,
        };
        let facts: &'static Facts = Box::leak(Box::new(facts));
        // Without the true time, that of the page's making is a lower bound.
        let told = clock::server_ms();
        let server = told.unwrap_or_else(|| ms(boot.now));
        let ahead = RwSignal::new(server - clock::device_ms());
        let now = RwSignal::new(moment(server));
        let open = Memo::new(move || {
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
            manifest,
            knows_time: told.is_some(),
            ahead,
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

    /// The phase, without watching it.
    pub fn phase_now(self) -> Phase {
        self.phase.get_untracked()
    }

    /// What ballots are signed against; none before voting has begun.
    pub fn manifest(self) -> Option<Hash> {
        self.manifest.get_untracked()
    }

    pub fn knows_time(self) -> bool {
        self.knows_time
    }

    /// Takes over a phase that the server told later.
    pub fn learn_phase(self, phase: Phase) {
        if self.phase.get_untracked() != phase {
            self.phase.set(phase);
        }
    }

    /// Takes over all that the server says of phase and time.
    pub fn learn(self, told: &Clock) {
        self.ahead.set(ms(told.now) - clock::device_ms());
        if told.manifest.is_some() {
            self.manifest.set(told.manifest);
        }
        self.learn_phase(told.phase);
        self.tick();
    }

    /// Looks at the clock again.
    pub fn tick(self) {
        let server = clock::device_ms() + self.ahead.get_untracked();
        self.now.set(moment(server));
    }

    /// The server's time, as of the last look at the clock.
    #[cfg(feature = "staff")]
    pub fn now(self) -> DateTime<Utc> {
        self.now.get()
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
