//! The cells of one row, each read as what it should be. What is wrong is
//! noted and a stand-in returned, so that one row can have several faults.

use chrono::NaiveDate;
use wire::Localized;

use crate::codes::Codes;
use crate::fault::{Expected, Fault, Faults, Place};
use crate::person;
use crate::table::{Row, Table};

/// Reads the cells of a row.
pub(crate) struct Cells<'a> {
    pub(crate) table: &'a Table,
    pub(crate) row: &'a Row,
    pub(crate) faults: &'a mut Faults,
}

impl<'a> Cells<'a> {
    pub(crate) fn get(&self, column: &str) -> &'a str {
        self.table.get(self.row, column)
    }

    /// Notes a fault of a cell; `found` is what is in it.
    pub(crate) fn wrong(&mut self, column: &str, expected: impl Into<Expected>) {
        let found = self.get(column);
        self.wrong_part(column, found, expected);
    }

    /// Notes a fault of a part of a cell. Nothing more is said of a cell whose text
    /// has been refused.
    pub(crate) fn wrong_part(&mut self, column: &str, found: &str, expected: impl Into<Expected>) {
        if self.table.is_refused(self.row, column) {
            return;
        }
        let place = Place::Row {
            row: self.row.number,
            column: Some(column.to_owned()),
        };
        let found = (!found.is_empty()).then_some(found);
        self.faults
            .add(Fault::new(self.table.file, place, found, expected));
    }

    /// One line of at most `most` characters; may be empty.
    pub(crate) fn line(&mut self, column: &str, most: usize) -> String {
        let text = self.get(column);
        if text.chars().any(char::is_control) {
            self.wrong(column, "one line without control characters");
        } else {
            self.check_length(column, text, most);
        }
        text.to_owned()
    }

    /// One line that must not be empty.
    pub(crate) fn required(&mut self, column: &str, most: usize) -> String {
        if self.get(column).is_empty() {
            self.wrong(column, "a value");
        }
        self.line(column, most)
    }

    /// Lines and paragraphs; may be empty.
    pub(crate) fn paragraphs(&mut self, column: &str, most: usize) -> String {
        let text = self.get(column);
        if text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
        {
            self.wrong(column, "text without control characters");
        }
        self.check_length(column, text, most);
        text.to_owned()
    }

    fn check_length(&mut self, column: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.wrong(column, too_long(most, length));
        }
    }

    /// How to reach an office; may be empty.
    pub(crate) fn office(&mut self, column: &str, most: usize) -> String {
        let text = self.line(column, most);
        if person::has_mobile_number(&text) {
            self.wrong(column, person::OFFICE);
        }
        text
    }

    /// A known code, or its label. Not checked where the codes themselves could not
    /// be read.
    pub(crate) fn code(&mut self, column: &str, codes: Option<&Codes>) -> String {
        let text = self.get(column);
        match codes.map(|codes| codes.find(text)) {
            None => text.to_owned(),
            Some(Ok(code)) => code.to_owned(),
            Some(Err(expected)) => {
                self.wrong(column, expected);
                text.to_owned()
            }
        }
    }

    /// Known codes or their labels, none twice.
    pub(crate) fn code_list(&mut self, column: &str, codes: Option<&Codes>) -> Vec<String> {
        let mut list: Vec<String> = Vec::new();
        for text in self.list(column, 100) {
            let code = match codes.map(|codes| codes.find(&text)) {
                None => text.clone(),
                Some(Ok(code)) => code.to_owned(),
                Some(Err(expected)) => {
                    let parts = codes.and_then(|codes| codes.find_all(&text));
                    let expected = match parts {
                        Some(parts) => Expected::new("| between the codes")
                            .but(format!("did you mean \"{}\"?", parts.join("|"))),
                        None => expected,
                    };
                    self.wrong_part(column, &text, expected);
                    continue;
                }
            };
            if list.contains(&code) {
                self.wrong_part(column, &text, "each code once");
            } else {
                list.push(code);
            }
        }
        list
    }

    /// Values separated by `|`, none of them empty.
    pub(crate) fn list(&mut self, column: &str, most: usize) -> Vec<String> {
        let cell = self.get(column);
        if cell.is_empty() {
            return Vec::new();
        }
        if cell.chars().any(char::is_control) {
            self.wrong(column, "one line without control characters");
        }
        let mut list: Vec<String> = cell.split('|').map(|part| part.trim().to_owned()).collect();
        if list.iter().any(String::is_empty) {
            self.wrong(column, "a value before and after each |");
            list.retain(|part| !part.is_empty());
        }
        for part in &list {
            let length = part.chars().count();
            if length > most {
                self.wrong_part(column, part, too_long(most, length));
            }
        }
        list
    }

    /// A whole number from 0 to `most`; may be empty.
    pub(crate) fn number(&mut self, column: &str, most: u64) -> Option<u64> {
        let text = self.get(column);
        if text.is_empty() {
            return None;
        }
        let digits = text.bytes().all(|c| c.is_ascii_digit());
        let number = text.parse().ok().filter(|&number| digits && number <= most);
        if number.is_none() {
            self.wrong(
                column,
                format!("a whole number from 0 to {most}, digits only"),
            );
        }
        number
    }

    /// A date such as 2026-08-04; may be empty.
    pub(crate) fn date(&mut self, column: &str) -> Option<NaiveDate> {
        let text = self.get(column);
        if text.is_empty() {
            return None;
        }
        let date = date(text);
        if date.is_none() {
            self.wrong(column, "a date such as 2026-08-04");
        }
        date
    }

    /// A number of degrees; may be empty.
    pub(crate) fn degrees(&mut self, column: &str, most: f64) -> Option<f64> {
        let text = self.get(column);
        if text.is_empty() {
            return None;
        }
        match text.parse::<f64>() {
            Ok(degrees) if degrees.abs() <= most => Some(degrees),
            Ok(degrees) if degrees.abs() <= 180.0 => {
                self.wrong(
                    column,
                    format!("-{most} to {most}; are longitude and latitude swapped?"),
                );
                None
            }
            _ => {
                self.wrong(
                    column,
                    "degrees with a decimal point, such as 108.267 or -2.883",
                );
                None
            }
        }
    }

    /// The texts of the columns `label_xx`; Indonesian is required.
    pub(crate) fn labels(&mut self) -> Localized {
        self.required("label_id", 100);
        let mut labels = Localized::default();
        for language in self.table.languages() {
            let label = self.line(&format!("label_{language}"), 100);
            if !label.is_empty() {
                labels.0.insert(language.to_owned(), label);
            }
        }
        labels
    }
}

pub(crate) fn too_long(most: usize, length: usize) -> Expected {
    Expected::new(format!("at most {most} characters")).but(format!("this has {length}"))
}

/// Only this spelling: 2026-08-04.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (text.len() == 10).then_some(date)
}
