//! What an import changes, and what of it may not be changed once voting was opened.
//!
//! Frozen is what ballots are signed against, the manifest, with the names of the
//! categories that are voted on. All else may be put right at any time.

// A place is the same, or it was changed.
#![allow(clippy::float_cmp)]

mod innovations;

use core::fmt;
use std::collections::BTreeSet;

use serde::Serialize;
use wire::{
    CategoryCode, Contents, Edition, InnovationId, Localized, Manifest, Release, Rule, Term,
    Vocabulary,
};

/// The most characters of a value that are told.
const TOLD: usize = 60;

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Edition,
    Category(CategoryCode),
    Innovation(InnovationId),
    Vocabulary,
    Map,
}

/// One thing that differs between what is stored and what is to be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub subject: Subject,
    /// The field's name as in JSON, with its language where it has one: `label.id`.
    /// Empty: the whole of it came or went.
    pub field: String,
    /// As JSON, shortened; none where it was not there.
    pub before: Option<String>,
    pub after: Option<String>,
    /// It may not change once voting was opened.
    pub is_frozen: bool,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edition => f.write_str("edition"),
            Self::Category(code) => write!(f, "category {code}"),
            Self::Innovation(id) => write!(f, "innovation {id}"),
            Self::Vocabulary => f.write_str("vocabulary"),
            Self::Map => f.write_str("borders"),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.subject)?;
        if !self.field.is_empty() {
            write!(f, ", {}", self.field)?;
        }
        f.write_str(": ")?;
        self.values(f)
    }
}

impl Difference {
    /// `was "A", is "B" now`, for whoever says the place in their own way.
    pub fn change(&self) -> impl fmt::Display {
        fmt::from_fn(|f| self.values(f))
    }

    fn values(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "was {before}, is {after} now"),
            (Some(before), None) => write!(f, "was {before}, is missing now"),
            (None, Some(after)) => write!(f, "was not there, is {after} now"),
            (None, None) => f.write_str("differs"),
        }
    }
}

/// All differences, for whoever lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differences(pub Vec<Difference>);

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, difference) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{difference}")?;
        }
        Ok(())
    }
}

/// A value as it is told: on one line, and not too long.
fn told<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    let text = serde_json::to_string(value).ok()?;
    if text == "null" {
        return None;
    }
    let mut short: String = text.chars().take(TOLD).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Some(short)
}

/// Collects differences of one subject.
struct Notes<'a> {
    subject: Subject,
    all: &'a mut Vec<Difference>,
}

impl Notes<'_> {
    fn field<T: PartialEq + Serialize + ?Sized>(
        &mut self,
        field: &str,
        before: &T,
        after: &T,
        is_frozen: bool,
    ) {
        if before != after {
            self.add(field.to_owned(), told(before), told(after), is_frozen);
        }
    }

    /// A difference for each language.
    fn texts(&mut self, field: &str, before: &Localized, after: &Localized, is_frozen: bool) {
        let languages: BTreeSet<&String> = before.0.keys().chain(after.0.keys()).collect();
        for language in languages {
            let (before, after) = (before.0.get(language), after.0.get(language));
            self.field(&format!("{field}.{language}"), &before, &after, is_frozen);
        }
    }

    fn add(
        &mut self,
        field: String,
        before: Option<String>,
        after: Option<String>,
        is_frozen: bool,
    ) {
        self.all.push(Difference {
            subject: self.subject.clone(),
            field,
            before,
            after,
            is_frozen,
        });
    }
}

/// Notes each field that differs.
macro_rules! fields {
    ($notes:expr, $before:expr, $after:expr; $is_frozen:literal: $($field:ident),+ $(,)?) => {
        $($notes.field(stringify!($field), &$before.$field, &$after.$field, $is_frozen);)+
    };
}

/// Everything that differs of the edition and what it has, in the order of its
/// files, and of innovations what is frozen: what else of them may change is for
/// people to read, and counted elsewhere.
pub(crate) fn differences(before: &Contents, after: &Contents) -> Vec<Difference> {
    let mut all = Vec::new();
    let (old, new) = (manifest(before), manifest(after));
    edition(&before.edition, &after.edition, &mut all);
    categories(before, after, &old, &new, &mut all);
    vocabulary(&before.vocabulary, &after.vocabulary, &mut all);
    if before.map != after.map {
        let mut notes = Notes {
            subject: Subject::Map,
            all: &mut all,
        };
        notes.add(String::new(), None, None, false);
    }
    innovations::compare([before, after], [&old, &new], &mut all);
    // Whatever the lists above leave out, no manifest changes in silence.
    if old != new && all.iter().all(|it| !it.is_frozen) {
        let mut notes = Notes {
            subject: Subject::Edition,
            all: &mut all,
        };
        notes.add("manifest".into(), None, None, true);
    }
    all
}

/// What ballots would be signed against, but for what is no part of contents.
fn manifest(contents: &Contents) -> Manifest {
    voting::manifest(
        &contents.edition,
        &contents.categories,
        &contents.innovations,
        None,
    )
}

fn edition(before: &Edition, after: &Edition, all: &mut Vec<Difference>) {
    // Every field is named, so that a new one has to be decided on.
    let Edition {
        slug: _,
        name: _,
        theme: _,
        venue: _,
        agency: _,
        region: _,
        starts_on: _,
        ends_on: _,
        // The store's own.
        phase: _,
        voting_opens_at: _,
        voting_closes_at: _,
        rule: _,
        tie_rule: _,
        lot_source: _,
        minimum_turnout: _,
        objection_days: _,
        visibility: _,
        openings: _,
        witnesses: _,
        sample_ballots: _,
        release: _,
        attribution: _,
        approximate_borders: _,
        tiles: _,
        contact: _,
        example: _,
    } = before;
    let mut notes = Notes {
        subject: Subject::Edition,
        all,
    };
    notes.texts("name", &before.name, &after.name, true);
    fields!(notes, before, after; true:
        slug, rule, tie_rule, lot_source, minimum_turnout, objection_days, visibility, openings, witnesses,
        sample_ballots, voting_opens_at, voting_closes_at,
    );
    // Picks may become harder to read off a screen, never easier.
    let is_sooner = sooner(before.release, after.release);
    notes.field("release", &before.release, &after.release, is_sooner);
    notes.texts("theme", &before.theme, &after.theme, false);
    fields!(notes, before, after; false:
        venue, agency, region, starts_on, ends_on, attribution, approximate_borders, tiles,
        contact, example,
    );
}

const fn sooner(before: Release, after: Release) -> bool {
    after.ballots < before.ballots || after.seconds < before.seconds
}

/// The categories that somebody votes in.
fn voted(contents: &Contents, manifest: &Manifest) -> Vec<CategoryCode> {
    let has_one = |code: &CategoryCode| manifest.innovations.iter().any(|it| it.category == *code);
    let codes = contents.categories.iter().map(|it| it.code.clone());
    codes.filter(has_one).collect()
}

fn categories(
    before: &Contents,
    after: &Contents,
    old: &Manifest,
    new: &Manifest,
    all: &mut Vec<Difference>,
) {
    let (was, will) = (voted(before, old), voted(after, new));
    let places: Vec<&CategoryCode> = was.iter().filter(|code| will.contains(code)).collect();
    for (at, category) in before.categories.iter().enumerate() {
        let wire::Category {
            code,
            label,
            colour,
            shape,
            votable,
        } = category;
        let mut notes = Notes {
            subject: Subject::Category(code.clone()),
            all,
        };
        let is_voted = was.contains(code);
        let Some((other_at, other)) = after
            .categories
            .iter()
            .enumerate()
            .find(|it| it.1.code == *code)
        else {
            notes.add(String::new(), told(label.get("id")), None, is_voted);
            continue;
        };
        notes.texts("label", label, &other.label, is_voted);
        notes.field("colour", colour, &other.colour, false);
        notes.field("shape", shape, &other.shape, false);
        let is_on_ballot = is_voted || will.contains(code);
        notes.field("votable", votable, &other.votable, is_on_ballot);
        let now_at = will
            .iter()
            .filter(|it| places.contains(it))
            .position(|it| it == code);
        let was_at = places.iter().position(|it| *it == code);
        if is_voted && now_at.is_some() {
            // The contests' order is the categories', where each has one.
            let is_frozen = before.edition.rule == Rule::OnePerCategory;
            let [was_at, now_at] = [was_at, now_at].map(|it| it.map(|it| it + 1));
            notes.field("place", &was_at, &now_at, is_frozen);
        } else if before.categories.len() == after.categories.len() {
            notes.field("place", &(at + 1), &(other_at + 1), false);
        }
    }
    for category in &after.categories {
        if before.categories.iter().all(|it| it.code != category.code) {
            let mut notes = Notes {
                subject: Subject::Category(category.code.clone()),
                all,
            };
            let is_voted = will.contains(&category.code);
            notes.add(
                String::new(),
                None,
                told(category.label.get("id")),
                is_voted,
            );
        }
    }
}

fn vocabulary(before: &Vocabulary, after: &Vocabulary, all: &mut Vec<Difference>) {
    let Vocabulary {
        forms,
        kinds,
        stages,
        initiators,
        affairs,
        goals,
    } = before;
    let mut notes = Notes {
        subject: Subject::Vocabulary,
        all,
    };
    let mut list = |field: &str, before: &[Term], after: &[Term]| {
        if before != after {
            notes.add(field.to_owned(), None, None, false);
        }
    };
    list("forms", forms, &after.forms);
    list("kinds", kinds, &after.kinds);
    list("stages", stages, &after.stages);
    list("initiators", initiators, &after.initiators);
    list("affairs", affairs, &after.affairs);
    list("goals", goals, &after.goals);
}

#[cfg(all(test, feature = "contract"))]
mod tests;
