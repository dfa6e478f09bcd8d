//! categories.csv: what residents choose between.

use std::path::Path;

use wire::{Category, Shape};

use crate::cells::Cells;
use crate::fault::{Fault, Faults, Place};
use crate::table::{Layout, Table};
use crate::text::is_code;
use crate::{Limits, Origin, file};

pub(crate) const FILE: &str = "categories.csv";

const LAYOUT: Layout = Layout {
    file: FILE,
    required: &["code", "label_id", "colour", "shape"],
    optional: &["votable"],
    labels: true,
};

/// Nothing if the file can't be read.
pub(crate) fn read(
    dir: &Path,
    limits: &Limits,
    origin: &mut Origin,
    faults: &mut Faults,
) -> Option<Vec<Category>> {
    let text = file::text(dir, FILE, limits.settings, faults)?;
    let table = Table::parse(&LAYOUT, &text, 1_000, faults)?;
    let mut categories: Vec<Category> = Vec::new();
    for row in &table.rows {
        let category = category(
            &mut Cells {
                table: &table,
                row,
                faults,
            },
            &categories,
        );
        let rows = &mut origin.categories;
        rows.entry(category.code.clone()).or_insert(row.number);
        categories.push(category);
    }
    let most = Shape::ALL.len();
    if categories.len() > most {
        let found = format!("{} categories", categories.len());
        let expected = format!("at most {most}, one for each shape");
        faults.add(Fault::new(FILE, Place::File, Some(&found), expected));
    }
    if categories.is_empty() {
        faults.add(Fault::new(FILE, Place::File, None, "at least one category"));
    }
    Some(categories)
}

fn category(cells: &mut Cells, known: &[Category]) -> Category {
    let code = cells.get("code");
    if !is_code(code, b"") {
        cells.wrong("code", "lower-case letters, digits and _, at most 64");
    } else if known.iter().any(|other| other.code.as_str() == code) {
        cells.wrong("code", "a code that no other category has");
    }
    let label = cells.labels();
    let colour = match cells.get("colour") {
        "" => {
            cells.wrong("colour", "a whole number from 0 to 9, digits only");
            None
        }
        _ => cells
            .number("colour", 9)
            .and_then(|colour| u8::try_from(colour).ok()),
    };
    let shape = Shape::ALL
        .into_iter()
        .find(|shape| shape.as_str() == cells.get("shape"));
    if shape.is_none() {
        let all: Vec<&str> = Shape::ALL.iter().map(|shape| shape.as_str()).collect();
        cells.wrong("shape", format!("one of {}", all.join(", ")));
    }
    // With more categories than shapes, a clash says nothing new.
    if known.len() < Shape::ALL.len() {
        if let Some(other) = known.iter().find(|other| Some(other.colour) == colour) {
            cells.wrong(
                "colour",
                format!("a colour other than that of {}", other.code),
            );
        }
        if let Some(other) = known.iter().find(|other| Some(other.shape) == shape) {
            cells.wrong(
                "shape",
                format!("a shape other than that of {}", other.code),
            );
        }
    }
    let votable = match cells.get("votable") {
        "" | "yes" | "ya" | "true" => true,
        "no" | "tidak" | "false" => false,
        _ => {
            cells.wrong("votable", "yes or no");
            true
        }
    };
    Category {
        code: code.into(),
        label,
        colour: colour.unwrap_or(u8::MAX),
        shape: shape.unwrap_or(Shape::Circle),
        votable,
    }
}
