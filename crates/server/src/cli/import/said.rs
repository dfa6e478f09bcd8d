//! What an import has to say: in the words of the folder's files.

use std::collections::BTreeMap;

use edition::Origin;
use store::{Difference, Imported, Subject, TakenSlug};

pub(super) const REFUSED: &str = "voting was opened, and ballots are signed against what would \
     change; nothing was changed. All else may be put right: texts, pictures, places, contacts, and \
     whatever nobody votes on";

/// Where the value stands, and what it was: `innovations.csv, row 3, column "name": …`.
pub(super) fn with_place(difference: &Difference, origin: &Origin) -> String {
    let place = match &difference.subject {
        Subject::Edition => format!("edition.toml, key \"{}\"", key(&difference.field)),
        Subject::Category(code) => {
            let row = row(origin.categories.get(code), code.as_str());
            format!("categories.csv, {row}{}", column(&difference.field))
        }
        Subject::Innovation(id) => {
            let row = row(origin.innovations.get(id), id.as_str());
            format!("innovations.csv, {row}{}", column(&difference.field))
        }
        Subject::Vocabulary | Subject::Map => difference.subject.to_string(),
    };
    format!("{place}: {}", difference.change())
}

/// By its name, where the row is gone.
fn row(row: Option<&u32>, name: &str) -> String {
    row.map_or_else(|| name.to_owned(), |row| format!("row {row} ({name})"))
}

/// The column of a field, which has the languages of labels with a `_`.
fn column(field: &str) -> String {
    match field {
        "" => String::new(),
        "number" | "place" => format!(", {field}"),
        _ => format!(", column \"{}\"", field.replace('.', "_")),
    }
}

/// The key of a field of the edition.
fn key(field: &str) -> String {
    match field {
        "voting_opens_at" => "voting.opens_at".into(),
        "voting_closes_at" => "voting.closes_at".into(),
        "rule" | "tie_rule" | "lot_source" | "minimum_turnout" | "visibility" | "openings"
        | "sample_ballots" => format!("voting.{field}"),
        "release" => "voting.release_ballots".into(),
        _ => field.to_owned(),
    }
}

pub(super) fn taken(slug: &TakenSlug, origin: &Origin) -> String {
    let id = &slug.innovation;
    let row = row(origin.innovations.get(id), id.as_str());
    format!(
        "innovations.csv, {row}, column \"slug\": found \"{}\", expected another one, or none; it is \
         or was {}'s, whose printed addresses lead there",
        slug.slug, slug.owner
    )
}

/// What changed beside the innovations, a line for each file; and new addresses.
pub(super) fn also(imported: &Imported) -> Vec<String> {
    let mut lines: BTreeMap<u8, (&str, Vec<String>)> = BTreeMap::new();
    for difference in &imported.differences {
        let field = &difference.field;
        let (at, file, name) = match &difference.subject {
            Subject::Edition => (0, "edition", key(field)),
            Subject::Category(code) if field.is_empty() => (1, "categories", code.to_string()),
            Subject::Category(code) => (
                1,
                "categories",
                format!("{code} ({})", field.replace('.', "_")),
            ),
            Subject::Vocabulary => (2, "vocabulary", field.clone()),
            Subject::Map => (3, "borders", String::new()),
            Subject::Innovation(_) => continue,
        };
        let (_, names) = lines.entry(at).or_insert((file, Vec::new()));
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let mut said: Vec<String> = lines
        .into_values()
        .map(|(file, names)| {
            let names = names.join(", ");
            let space = if names.is_empty() { "" } else { " " };
            format!("{file}:{space}{names} changed")
        })
        .collect();
    for (id, slug) in &imported.moved {
        said.push(format!(
            "{id} is at /innovations/{slug} now; its old address leads there"
        ));
    }
    said
}
