//! The lists of values of a profile: built in, or replaced by vocabulary.csv.

mod built_in;

use std::path::Path;

use wire::{Term, Vocabulary};

use crate::cells::Cells;
use crate::fault::Faults;
use crate::table::{Layout, Table};
use crate::text::is_code;
use crate::{Limits, file};

pub use built_in::built_in;

pub(crate) const FILE: &str = "vocabulary.csv";

/// The word in the column `list`, and the list.
pub(crate) fn lists(vocabulary: &mut Vocabulary) -> [(&'static str, &mut Vec<Term>); 6] {
    [
        ("form", &mut vocabulary.forms),
        ("kind", &mut vocabulary.kinds),
        ("stage", &mut vocabulary.stages),
        ("initiator", &mut vocabulary.initiators),
        ("affair", &mut vocabulary.affairs),
        ("goal", &mut vocabulary.goals),
    ]
}

const LAYOUT: Layout = Layout {
    file: FILE,
    required: &["list", "code", "label_id"],
    optional: &[],
    labels: true,
};

/// Nothing if the file is there and can't be read.
pub(crate) fn read(dir: &Path, limits: &Limits, faults: &mut Faults) -> Option<Vocabulary> {
    let mut vocabulary = built_in();
    if !file::exists(dir, FILE) {
        return Some(vocabulary);
    }
    let text = file::text(dir, FILE, limits.settings, faults)?;
    let table = Table::parse(&LAYOUT, &text, 10_000, faults)?;
    let mut terms: Vec<(String, Term)> = Vec::new();
    for row in &table.rows {
        let mut cells = Cells {
            table: &table,
            row,
            faults,
        };
        let (list, code) = (cells.get("list"), cells.get("code"));
        if !lists(&mut built_in()).iter().any(|(name, _)| *name == list) {
            cells.wrong("list", "form, kind, stage, initiator, affair or goal");
        }
        if !is_code(code, b"-") {
            cells.wrong("code", "lower-case letters, digits, _ and -, at most 64");
        }
        if terms
            .iter()
            .any(|(other, term)| other == list && term.code == code)
        {
            cells.wrong("code", "a code that is not in this list yet");
        }
        let label = cells.labels();
        terms.push((
            list.to_owned(),
            Term {
                code: code.to_owned(),
                label,
            },
        ));
    }
    for (name, list) in lists(&mut vocabulary) {
        let own = terms.iter().filter(|(other, _)| other == name);
        let own: Vec<Term> = own.map(|(_, term)| term.clone()).collect();
        if !own.is_empty() {
            *list = own;
        }
    }
    Some(vocabulary)
}
