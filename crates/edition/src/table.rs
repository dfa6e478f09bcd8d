//! A CSV file (RFC 4180, comma or semicolon) as rows with named cells.

use crate::fault::{Fault, Faults, Place};
use crate::text::suggestion;

/// What a file may and must have.
pub(crate) struct Layout {
    pub(crate) file: &'static str,
    pub(crate) required: &'static [&'static str],
    pub(crate) optional: &'static [&'static str],
    /// Whether columns `label_xx` may be there for any language xx.
    pub(crate) labels: bool,
}

/// A checked header and all rows that are not empty.
pub(crate) struct Table {
    pub(crate) file: &'static str,
    columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// One row.
pub(crate) struct Row {
    /// As a spreadsheet counts: the header is row 1.
    pub(crate) number: u32,
    fields: Vec<String>,
}

impl Table {
    /// Nothing if the header is so wrong that the rows can't be understood.
    pub(crate) fn parse(
        layout: &Layout,
        text: &str,
        most: u32,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator(text))
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let file = layout.file;
        let Some(Ok(header)) = records.next() else {
            faults.add(Fault::new(
                file,
                Place::Line(1),
                None,
                "a row with the names of the columns",
            ));
            return None;
        };
        let columns: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let known = check_header(layout, &columns, faults);
        let mut rows = Vec::new();
        for (number, record) in (2..).zip(records) {
            let Ok(record) = record else {
                faults.add(Fault::new(file, row(number), None, "a row of CSV"));
                continue;
            };
            if record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            if record.len() != columns.len() {
                let found = format!("{} fields", record.len());
                let expected = format!(
                    "{} fields, as in the header (is a quotation mark or separator missing or too many?)",
                    columns.len()
                );
                faults.add(Fault::new(file, row(number), Some(&found), expected));
                continue;
            }
            if rows.len() >= most as usize {
                faults.add(Fault::new(
                    file,
                    row(number),
                    None,
                    format!("at most {most} rows"),
                ));
                break;
            }
            let fields = record
                .iter()
                .map(|field| field.trim().replace("\r\n", "\n"))
                .collect();
            rows.push(Row { number, fields });
        }
        known.then_some(Self {
            file,
            columns,
            rows,
        })
    }

    /// The cell; empty where the column is not there.
    pub(crate) fn get<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let place = self.columns.iter().position(|name| name == column);
        place.map_or("", |place| &row.fields[place])
    }

    /// The languages of columns `label_xx`.
    pub(crate) fn languages(&self) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .filter_map(|column| column.strip_prefix("label_"))
    }
}

fn row(row: u32) -> Place {
    Place::Row { row, column: None }
}

/// Whether all required columns are there, each once; names all that is wrong.
fn check_header(layout: &Layout, columns: &[String], faults: &mut Faults) -> bool {
    let known = || layout.required.iter().chain(layout.optional).copied();
    let mut sound = true;
    for (i, column) in columns.iter().enumerate() {
        let place = || Place::Column(crate::text::shortened(column));
        let label = layout.labels
            && column
                .strip_prefix("label_")
                .is_some_and(crate::text::is_language);
        if columns[..i].contains(column) {
            faults.add(Fault::new(
                layout.file,
                place(),
                None,
                "this column once, not twice",
            ));
            sound = false;
        } else if !label && !known().any(|name| name == column) {
            let hint = suggestion(column, known());
            let expected = format!("no column of this name{hint}");
            faults.add(Fault::new(layout.file, place(), None, expected));
        }
    }
    for name in layout.required {
        if !columns.iter().any(|column| column == name) {
            let place = Place::Column((*name).to_owned());
            faults.add(Fault::new(
                layout.file,
                place,
                None,
                "this column in the header",
            ));
            sound = false;
        }
    }
    sound
}

/// A comma, unless the first line holds more semicolons.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |wanted: char| header.chars().filter(|&c| c == wanted).count();
    if count(';') > count(',') { b';' } else { b',' }
}
