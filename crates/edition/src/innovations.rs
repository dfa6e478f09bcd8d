//! innovations.csv: one row, one innovation.

mod areas;
mod pictures;
mod place;
mod slugs;

use std::collections::BTreeMap;
use std::path::Path;

use atlas::read::Areas;
use wire::{Card, Category, Change, Edition, InnovationId, MediaFile, Profile, Term, Vocabulary};

use crate::cells::Cells;
use crate::codes::Codes;
use crate::fault::{Expected, Fault, Faults, Place};
use crate::table::{Layout, Table};
use crate::text::is_https;
use crate::{Limits, Origin, file};
use areas::OwnAreas;

pub(crate) const FILE: &str = "innovations.csv";

pub(crate) const REQUIRED: [&str; 11] = [
    "id",
    "name",
    "summary",
    "category",
    "area",
    "agency",
    "stage",
    "kind",
    "form",
    "affair",
    "initiator",
];
pub(crate) const OPTIONAL: [&str; 26] = [
    "slug",
    "expansion",
    "longitude",
    "latitude",
    "related_affairs",
    "goals",
    "themes",
    "initiator_name",
    "design",
    "purpose",
    "benefit",
    "before",
    "after",
    "beneficiaries",
    "trial_on",
    "in_use_since",
    "budget",
    "budget_source",
    "reach",
    "booth",
    "pictures",
    "picture_alts",
    "video_url",
    "contact",
    "awards",
    "replications",
];

const LAYOUT: Layout = Layout {
    file: FILE,
    required: &REQUIRED,
    optional: &OPTIONAL,
    labels: false,
};

/// The most characters of a name, a summary, a text of several paragraphs.
const NAME: usize = 120;
const SUMMARY: usize = 160;
const TEXT: usize = 20_000;

/// What rows refer to; nothing where its own file could not be read.
pub(crate) struct Known<'a> {
    pub(crate) edition: Option<&'a Edition>,
    pub(crate) categories: Option<&'a [Category]>,
    pub(crate) vocabulary: Option<&'a Vocabulary>,
    pub(crate) areas: Option<&'a Areas>,
    /// The name of their file.
    pub(crate) areas_file: &'static str,
    pub(crate) media: &'a [MediaFile],
}

/// The same, ready to be looked up.
struct Lookup<'a> {
    known: &'a Known<'a>,
    categories: Option<Codes>,
    areas: Option<OwnAreas<'a>>,
    forms: Option<Codes>,
    kinds: Option<Codes>,
    stages: Option<Codes>,
    initiators: Option<Codes>,
    affairs: Option<Codes>,
    goals: Option<Codes>,
}

/// Nothing if the table can't be read.
pub(crate) fn read(
    dir: &Path,
    limits: &Limits,
    known: &Known,
    origin: &mut Origin,
    faults: &mut Faults,
) -> Option<Vec<Profile>> {
    let text = file::text(dir, FILE, limits.innovations, faults)?;
    let table = Table::parse(&LAYOUT, &text, limits.rows, faults)?;
    if table.rows.is_empty() {
        faults.add(Fault::new(
            FILE,
            Place::File,
            None,
            "at least one innovation",
        ));
    }
    let lookup = Lookup::new(known);
    let (mut ids, mut alike) = (BTreeMap::new(), BTreeMap::new());
    let mut profiles = Vec::with_capacity(table.rows.len());
    for (number, row) in (1..).zip(&table.rows) {
        let mut cells = Cells {
            table: &table,
            row,
            faults,
        };
        let profile = profile(&mut cells, &lookup, number);
        once(&mut cells, "id", profile.card.id.as_str(), &mut ids);
        unlike(&mut cells, &profile.card.id, &mut alike);
        let id = &profile.card.id;
        if cells.get("slug").is_empty() {
            origin.derived.insert(id.clone());
        }
        origin.innovations.entry(id.clone()).or_insert(row.number);
        profiles.push(profile);
    }
    slugs::fill(&table, &mut profiles, faults);
    if let Some(areas) = lookup.areas {
        areas.say_missing(faults);
    }
    Some(profiles)
}

/// Notes a value that an earlier row has.
fn once(cells: &mut Cells, column: &str, value: &str, seen: &mut BTreeMap<String, u32>) {
    if value.is_empty() {
        return;
    }
    if let Some(first) = seen.get(value) {
        let expected =
            Expected::new("a value that no other row has").but(format!("row {first} has the same"));
        cells.wrong_part(column, value, expected);
    } else {
        seen.insert(value.to_owned(), cells.row.number);
    }
}

/// Notes an id that an earlier row has in another spelling: spreadsheets drop zeros,
/// and nobody can tell two such innovations apart.
fn unlike(cells: &mut Cells, id: &InnovationId, seen: &mut BTreeMap<String, (u32, InnovationId)>) {
    if let Some((row, first)) = seen.get(&id.folded()) {
        if first != id {
            let expected = Expected::new("an id that differs by more than zeros and capitals")
                .but(format!("row {row} has \"{first}\""));
            cells.wrong_part("id", id.as_str(), expected);
        }
    } else {
        seen.insert(id.folded(), (cells.row.number, id.clone()));
    }
}

impl<'a> Lookup<'a> {
    fn new(known: &'a Known<'a>) -> Self {
        let terms = |what, list: fn(&Vocabulary) -> &Vec<Term>| {
            let terms = list(known.vocabulary?);
            let terms = terms.iter().map(|term| (term.code.as_str(), &term.label));
            Some(Codes::new(what, terms))
        };
        let category = |category: &'a Category| (category.code.as_str(), &category.label);
        let region = known.edition.map(|edition| &edition.region);
        Self {
            known,
            categories: known.categories.map(|categories| {
                Codes::new("a code of categories.csv", categories.iter().map(category))
            }),
            areas: known
                .areas
                .map(|areas| OwnAreas::new(&areas.map, known.areas_file, region)),
            forms: terms("a code of the list form", |v| &v.forms),
            kinds: terms("a code of the list kind", |v| &v.kinds),
            stages: terms("a code of the list stage", |v| &v.stages),
            initiators: terms("a code of the list initiator", |v| &v.initiators),
            affairs: terms("a code of the list affair", |v| &v.affairs),
            goals: terms("a code of the list goal", |v| &v.goals),
        }
    }
}

fn profile(cells: &mut Cells, lookup: &Lookup, number: u32) -> Profile {
    let card = card(cells, lookup, number);
    let related = cells.code_list("related_affairs", lookup.affairs.as_ref());
    if related.contains(&card.affair) {
        cells.wrong_part("related_affairs", &card.affair, "fields other than affair");
    }
    let mut reach: Vec<String> = Vec::new();
    for text in cells.list("reach", 100) {
        let code = match &lookup.areas {
            None => Some(text),
            Some(areas) => place::area(cells, areas, "reach", &text).map(|it| it.code.to_string()),
        };
        reach.extend(code);
    }
    let (trial_on, in_use_since) = (cells.date("trial_on"), cells.date("in_use_since"));
    if let (Some(trial), Some(since)) = (trial_on, in_use_since)
        && since < trial
    {
        cells.wrong("in_use_since", format!("{trial} (trial_on) or later"));
    }
    let (picture, pictures) = pictures::read(cells, lookup.known.media);
    let video_url = cells.line("video_url", 500);
    if !video_url.is_empty() && !is_https(&video_url) {
        cells.wrong("video_url", "an address that begins with https://");
    }
    let small = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok());
    Profile {
        card: Card { picture, ..card },
        design: cells.paragraphs("design", TEXT),
        purpose: cells.paragraphs("purpose", TEXT),
        benefit: cells.paragraphs("benefit", TEXT),
        results: Change {
            before: cells.paragraphs("before", TEXT),
            after: cells.paragraphs("after", TEXT),
        },
        beneficiaries: small(cells.number("beneficiaries", 1_000_000_000)),
        form: cells.code("form", lookup.forms.as_ref()),
        initiator: cells.code("initiator", lookup.initiators.as_ref()),
        initiator_name: cells.office("initiator_name", 200),
        related_affairs: related,
        themes: cells.list("themes", 60),
        trial_on,
        in_use_since,
        budget: cells.number("budget", 100_000_000_000_000),
        budget_source: cells.line("budget_source", 100),
        reach: reach.iter().map(|code| code.as_str().into()).collect(),
        pictures,
        video_url,
        contact: cells.office("contact", 200),
        awards: cells.list("awards", 300),
        replications: small(cells.number("replications", 1_000_000)).unwrap_or(0),
    }
}

fn card(cells: &mut Cells, lookup: &Lookup, number: u32) -> Card {
    let id = cells.required("id", 40);
    let plain = |c: u8| c.is_ascii_alphanumeric() || b"-./_".contains(&c);
    if !id.bytes().all(plain) {
        cells.wrong("id", "letters, digits, -, ., / and _");
    }
    let name = cells.required("name", NAME);
    let place = place::read(cells, lookup);
    Card {
        number: wire::BallotNumber(number),
        id: id.as_str().into(),
        // Filled in when all rows are known.
        slug: cells.get("slug").into(),
        name,
        expansion: cells.line("expansion", 300),
        summary: cells.required("summary", SUMMARY),
        category: cells
            .code("category", lookup.categories.as_ref())
            .as_str()
            .into(),
        area: place.area.as_str().into(),
        agency: cells.required("agency", 200),
        stage: cells.code("stage", lookup.stages.as_ref()),
        kind: cells.code("kind", lookup.kinds.as_ref()),
        affair: cells.code("affair", lookup.affairs.as_ref()),
        goals: cells.code_list("goals", lookup.goals.as_ref()),
        point: place.point,
        precision: place.precision,
        booth: cells.line("booth", 20),
        picture: None,
    }
}
