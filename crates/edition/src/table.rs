//! A CSV file (RFC 4180; comma, semicolon or tab) as rows with named cells.

mod header;
mod headings;
mod rows;

use crate::fault::{Expected, Fault, Faults, Place};
use crate::text::plain;
use crate::tidy::tidy;
use header::{Header, told_separator};
use rows::Rows;

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
    /// Nothing where a column has no heading.
    columns: Vec<Option<String>>,
    pub(crate) rows: Vec<Row>,
}

/// One row.
pub(crate) struct Row {
    /// As a spreadsheet counts, from 1.
    pub(crate) number: u32,
    fields: Vec<String>,
    /// Cells that were refused already: nothing else is said of them.
    refused: Vec<usize>,
}

impl Table {
    /// Nothing if the header is so wrong that the rows can't be understood.
    pub(crate) fn parse(
        layout: &Layout,
        text: &str,
        most: u32,
        faults: &mut Faults,
    ) -> Option<Self> {
        let file = layout.file;
        let (text, separator) = told_separator(text);
        let Some(header) = Header::find(layout, text, separator) else {
            let expected = "a row with the names of the columns";
            faults.add(Fault::new(file, Place::Line(1), None, expected));
            return None;
        };
        let is_known = headings::check(layout, header.row, &header.columns, faults);
        let mut table = Self {
            file,
            columns: header.columns,
            rows: Vec::new(),
        };
        let mut unheaded = Unheaded::default();
        let below = Rows::new(text, header.separator).skip_while(|it| it.0 <= header.row);
        for (number, record) in below {
            let mut wrong = |found: Option<&str>, expected: String| {
                let place = row(number);
                faults.add(Fault::new(file, place, found, expected));
            };
            let Some(record) = record else {
                wrong(None, "a row of CSV".to_owned());
                continue;
            };
            if record.iter().all(is_blank) {
                continue;
            }
            if table.rows.len() >= most as usize {
                wrong(None, format!("at most {most} rows"));
                break;
            }
            if !fits(&record, &table.columns) {
                let found = format!("{} fields", record.len());
                let expected = format!(
                    "{} fields, as in the header (is a quotation mark or separator missing or too many?)",
                    table.columns.len()
                );
                wrong(Some(&found), expected);
                continue;
            }
            if let Some(word) = sum(&record) {
                let expected = "no row of sums: take it out".to_owned();
                wrong(Some(word), expected);
                continue;
            }
            let row = table.row(number, &record, faults);
            unheaded.note(&table.columns, &row);
            table.rows.push(row);
        }
        unheaded.say(file, header.row, faults);
        is_known.then_some(table)
    }

    fn row(&self, number: u32, record: &csv::StringRecord, faults: &mut Faults) -> Row {
        let mut row = Row {
            number,
            fields: Vec::with_capacity(self.columns.len()),
            refused: Vec::new(),
        };
        let cells = record.iter().chain(core::iter::repeat(""));
        for (at, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            let read = tidy(cell).map_err(Expected::from);
            let read = read.and_then(|text| match formula(&text) {
                Some(expected) => Err(expected),
                None => Ok(text.replace("\r\n", "\n").replace('\r', "\n")),
            });
            row.fields.push(read.unwrap_or_else(|expected| {
                let place = Place::Row {
                    row: number,
                    column: column.clone().or_else(|| Some(letters(at))),
                };
                faults.add(Fault::new(self.file, place, Some(cell.trim()), expected));
                row.refused.push(at);
                cell.trim().to_owned()
            }));
        }
        row
    }

    /// The cell; empty where the column is not there.
    pub(crate) fn get<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        self.place(column).map_or("", |place| &row.fields[place])
    }

    /// Whether the cell has been refused as it is.
    pub(crate) fn is_refused(&self, row: &Row, column: &str) -> bool {
        self.place(column)
            .is_some_and(|place| row.refused.contains(&place))
    }

    fn place(&self, column: &str) -> Option<usize> {
        let is_it = |name: &Option<String>| name.as_deref() == Some(column);
        self.columns.iter().position(is_it)
    }

    /// The languages of columns `label_xx`.
    pub(crate) fn languages(&self) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .flatten()
            .filter_map(|column| column.strip_prefix("label_"))
    }
}

fn row(row: u32) -> Place {
    Place::Row { row, column: None }
}

/// Whether there is nothing to be seen in a field.
fn is_blank(field: &str) -> bool {
    field.trim().is_empty() || (!field.is_ascii() && tidy(field).is_ok_and(|it| it.is_empty()))
}

/// Whether each heading has its field, and no field is without a column but for
/// empty ones at the end.
fn fits(record: &csv::StringRecord, columns: &[Option<String>]) -> bool {
    let headed = columns
        .iter()
        .rposition(Option::is_some)
        .map_or(0, |it| it + 1);
    record.len() >= headed && record.iter().skip(columns.len()).all(is_blank)
}

/// The word at the start of a row that sums up the ones above.
fn sum(record: &csv::StringRecord) -> Option<&str> {
    const WORDS: [&str; 6] = [
        "total",
        "jumlah",
        "jumlahtotal",
        "totaljumlah",
        "grandtotal",
        "jml",
    ];
    let mut filled = record.iter().filter(|field| !is_blank(field));
    let first = filled.next()?.trim();
    let is_sum = WORDS.contains(&plain(first).as_str());
    // Of a row of values the first one may be any word.
    (is_sum && 3 * (filled.count() + 1) <= record.len()).then_some(first)
}

/// What is said of a formula that was saved instead of its value.
fn formula(text: &str) -> Option<Expected> {
    const ERRORS: [&str; 9] = [
        "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    ];
    if ERRORS.contains(&text) {
        let expected = "a value: this is what a spreadsheet shows where a formula fails";
        return Some(expected.into());
    }
    let is_formula = text
        .strip_prefix('=')
        .is_some_and(|it| !it.trim().is_empty());
    is_formula.then(|| {
        "a value: this is a formula of a spreadsheet (copy the cell, paste it as a value)".into()
    })
}

/// Columns without a heading that have something in them.
#[derive(Default)]
struct Unheaded(Vec<(usize, u32, String)>);

impl Unheaded {
    fn note(&mut self, columns: &[Option<String>], row: &Row) {
        for (at, cell) in row.fields.iter().enumerate() {
            let is_new = !self.0.iter().any(|it| it.0 == at);
            if columns[at].is_none() && !cell.is_empty() && is_new {
                self.0.push((at, row.number, cell.clone()));
            }
        }
    }

    fn say(mut self, file: &str, header: u32, faults: &mut Faults) {
        self.0.sort();
        for (at, row, cell) in self.0 {
            let expected =
                format!("a heading in row {header}, as row {row} has a value (or an empty column)");
            let place = Place::Letters(letters(at));
            faults.add(Fault::new(file, place, Some(&cell), expected));
        }
    }
}

/// A column's letters in a spreadsheet: A, B, … Z, AA, AB.
fn letters(at: usize) -> String {
    let mut letters = Vec::new();
    let mut left = at + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let named = [0, 25, 26, 37, 51, 52, 701, 702].map(letters);
        assert_eq!(named, ["A", "Z", "AA", "AL", "AZ", "BA", "ZZ", "AAA"]);
    }
}
