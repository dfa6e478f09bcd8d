//! The keys of a TOML table, each read as what it should be. Keys that nobody
//! asks for are faults: they are misspelt.

use std::cell::RefCell;

use toml::{Table, Value};
use wire::Localized;

use crate::cells::too_long;
use crate::fault::{Expected, Fault, Faults, Place};
use crate::text::{guess, is_language};
use crate::tidy::tidy;

/// One table of a TOML file.
pub(crate) struct Keys<'a> {
    file: &'static str,
    /// `region.` for the keys of `[region]`.
    prefix: String,
    table: &'a Table,
    asked: RefCell<Vec<&'static str>>,
    faults: &'a RefCell<Faults>,
}

impl<'a> Keys<'a> {
    pub(crate) fn new(file: &'static str, table: &'a Table, faults: &'a RefCell<Faults>) -> Self {
        Self {
            file,
            prefix: String::new(),
            table,
            asked: RefCell::default(),
            faults,
        }
    }

    /// Notes a fault of a key.
    pub(crate) fn wrong(&self, key: &str, found: Option<&str>, expected: impl Into<Expected>) {
        let place = Place::Key(format!("{}{key}", self.prefix));
        self.faults
            .borrow_mut()
            .add(Fault::new(self.file, place, found, expected));
    }

    fn get(&self, key: &'static str) -> Option<&'a Value> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// A text of at most `most` characters; a TOML date counts as its text.
    pub(crate) fn optional(&self, key: &'static str, most: usize) -> Option<String> {
        let text = match self.get(key)? {
            Value::String(text) => self.tidy(key, text)?,
            Value::Datetime(datetime) => datetime.to_string(),
            other => {
                self.wrong(key, Some(&other.to_string()), "a text in quotation marks");
                return None;
            }
        };
        let length = text.chars().count();
        if text.is_empty() {
            self.wrong(key, Some(""), "a text");
        } else if length > most {
            self.wrong(key, Some(&text), too_long(most, length));
        } else if text.chars().any(char::is_control) {
            self.wrong(key, Some(&text), "one line without control characters");
        } else {
            return Some(text);
        }
        None
    }

    /// The text without signs that nobody sees; nothing if it is refused.
    fn tidy(&self, key: &str, text: &str) -> Option<String> {
        match tidy(text) {
            Ok(text) => Some(text),
            Err(untidy) => {
                self.wrong(key, Some(text), untidy);
                None
            }
        }
    }

    /// A text that must be there; empty where it is not.
    pub(crate) fn required(&self, key: &'static str, most: usize) -> String {
        if !self.has(key) {
            self.wrong(key, None, "this key");
        }
        self.optional(key, most).unwrap_or_default()
    }

    pub(crate) fn flag(&self, key: &'static str) -> bool {
        match self.get(key) {
            None => false,
            Some(Value::Boolean(flag)) => *flag,
            Some(other) => {
                self.wrong(key, Some(&other.to_string()), "true or false");
                false
            }
        }
    }

    /// A whole number from `least` to `most`.
    pub(crate) fn number(&self, key: &'static str, least: u16, most: u16) -> Option<u16> {
        let value = self.get(key)?;
        let number = value
            .as_integer()
            .and_then(|number| u16::try_from(number).ok());
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let expected = format!("a whole number from {least} to {most}");
            self.wrong(key, Some(&value.to_string()), expected);
        }
        number
    }

    pub(crate) fn texts(&self, key: &'static str) -> Vec<String> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let texts = value.as_array().map(|list| {
            list.iter()
                .map(|text| text.as_str())
                .collect::<Option<Vec<&str>>>()
        });
        let texts = texts.flatten().map(|texts| {
            let texts = texts.into_iter().filter_map(|text| self.tidy(key, text));
            texts.collect()
        });
        texts.unwrap_or_else(|| {
            self.wrong(
                key,
                Some(&value.to_string()),
                "a list of texts: [\"…\", \"…\"]",
            );
            Vec::new()
        })
    }

    /// A table within this one, if it is there.
    pub(crate) fn table(&self, key: &'static str) -> Option<Keys<'a>> {
        let value = self.get(key)?;
        let Some(table) = value.as_table() else {
            self.wrong(key, Some(&value.to_string()), "a table");
            return None;
        };
        let prefix = format!("{}{key}.", self.prefix);
        Some(Keys {
            file: self.file,
            prefix,
            table,
            asked: RefCell::default(),
            faults: self.faults,
        })
    }

    /// A table that must be there.
    pub(crate) fn required_table(&self, key: &'static str) -> Option<Keys<'a>> {
        if !self.has(key) {
            self.wrong(key, None, "this table");
        }
        self.table(key)
    }

    /// A table of texts by language; Indonesian is required.
    pub(crate) fn localized(&self, key: &'static str, required: bool) -> Localized {
        let table = if required {
            self.required_table(key)
        } else {
            self.table(key)
        };
        let Some(keys) = table else {
            return Localized::default();
        };
        let mut texts = Localized::default();
        for (language, value) in keys.table {
            let text = match value.as_str().map(|text| keys.tidy(language, text)) {
                // Refused, and said so.
                Some(None) => continue,
                text => text.flatten(),
            };
            match text {
                _ if !is_language(language) => {
                    keys.wrong(language, None, "a language tag such as id or en");
                }
                Some(text) if !text.is_empty() && text.chars().count() <= 300 => {
                    texts.0.insert(language.clone(), text);
                }
                _ => {
                    let expected = "a text of 1 to 300 characters";
                    keys.wrong(language, Some(&value.to_string()), expected);
                }
            }
        }
        if !keys.table.contains_key("id") {
            keys.wrong("id", None, "a text in Indonesian");
        }
        texts
    }

    /// Names the keys that nobody has asked for.
    pub(crate) fn finish(self) {
        let asked = self.asked.borrow();
        for key in self
            .table
            .keys()
            .filter(|key| !asked.contains(&key.as_str()))
        {
            let hint = guess(key, asked.iter().copied());
            self.wrong(
                key,
                None,
                Expected::new("no key of this name here").but(hint),
            );
        }
    }
}
