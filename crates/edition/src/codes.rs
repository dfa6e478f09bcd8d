//! Sets of known codes that cells name, by the code or by its label.

use std::collections::BTreeMap;

use wire::Localized;

use crate::fault::Expected;
use crate::text::{nearest, plain};

/// Known codes, each with its label.
pub(crate) struct Codes {
    /// For the report: `a code of categories.csv`.
    what: &'static str,
    /// In their own order.
    known: Vec<(String, String)>,
    /// By what a person may have written; nothing where it may mean two.
    spellings: BTreeMap<String, Option<usize>>,
}

/// A longer list says nothing in one line.
const LISTED: usize = 40;

impl Codes {
    pub(crate) fn new<'a>(
        what: &'static str,
        known: impl IntoIterator<Item = (&'a str, &'a Localized)>,
    ) -> Self {
        let mut codes = Self {
            what,
            known: Vec::new(),
            spellings: BTreeMap::new(),
        };
        for (code, labels) in known {
            let at = codes.known.len();
            let label = labels.0.get("id").map_or("", String::as_str);
            codes.known.push((code.to_owned(), label.to_owned()));
            for label in labels.0.values() {
                codes.spell(label, at);
                // As lists of ministries have it: `2. Kesehatan`.
                codes.spell(&format!("{code} {label}"), at);
            }
            codes.spell(code, at);
        }
        codes
    }

    fn spell(&mut self, text: &str, at: usize) {
        let spelling = plain(text);
        if spelling.is_empty() {
            return;
        }
        let place = self.spellings.entry(spelling).or_insert(Some(at));
        if *place != Some(at) {
            *place = None;
        }
    }

    /// The code that is meant, or what to say about a text that means none.
    pub(crate) fn find(&self, text: &str) -> Result<&str, Expected> {
        let known = |code: &&(String, String)| code.0 == text;
        if let Some((code, _)) = self.known.iter().find(known) {
            return Ok(code);
        }
        match self.spellings.get(&plain(text)) {
            Some(Some(at)) => Ok(&self.known[*at].0),
            _ => Err(self.expected(text)),
        }
    }

    /// The codes in a list that has other signs between them than it should.
    pub(crate) fn find_all(&self, text: &str) -> Option<Vec<&str>> {
        let parts: Vec<&str> = text.split([',', ';', '/']).map(str::trim).collect();
        if parts.len() < 2 {
            return None;
        }
        parts.into_iter().map(|part| self.find(part).ok()).collect()
    }

    fn expected(&self, text: &str) -> Expected {
        let codes = self.known.iter().map(|(code, _)| code.as_str());
        let labels = self.known.iter().map(|(_, label)| label.as_str());
        let remark = if let Some(code) = nearest(text, codes) {
            format!("did you mean \"{code}\"?")
        } else if let Some(near) = nearest(text, labels) {
            let known = self.known.iter().find(|(_, label)| label == near);
            let code = known.map_or("", |(code, _)| code);
            format!("did you mean \"{code}\", {near}?")
        } else {
            String::new()
        };
        let expected = Expected::new(self.what).but(remark);
        if self.known.len() > LISTED {
            return expected;
        }
        let all: Vec<String> = self
            .known
            .iter()
            .map(|(code, label)| format!("{code} ({label})"))
            .collect();
        expected.of(all.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goals() -> Vec<(String, Localized)> {
        [
            ("1", "Tanpa Kemiskinan", "No poverty"),
            ("2", "Komunikasi dan Informatika", "Communication"),
            ("non_digital", "Nondigital", "Non-digital"),
            ("4", "Sama", "Same"),
            ("5", "Sama", "Other"),
        ]
        .map(|(code, id, en)| (code.to_owned(), Localized::from([("id", id), ("en", en)])))
        .into()
    }

    #[test]
    fn a_label_is_as_good_as_its_code() {
        let known = goals();
        let codes = Codes::new("a code", known.iter().map(|(code, it)| (code.as_str(), it)));
        for (text, code) in [
            ("1", "1"),
            ("Tanpa Kemiskinan", "1"),
            ("tanpa  kemiskinan", "1"),
            ("No poverty", "1"),
            ("1. Tanpa Kemiskinan", "1"),
            ("Komunikasi & Informatika", "2"),
            ("Non Digital", "non_digital"),
            ("NONDIGITAL", "non_digital"),
            ("Other", "5"),
        ] {
            assert_eq!(codes.find(text), Ok(code), "{text}");
        }
        for text in ["Sama", "", "2 Tanpa Kemiskinan", "3"] {
            assert!(codes.find(text).is_err(), "{text}");
        }
        assert_eq!(
            codes.find_all("1, Non Digital;4"),
            Some(vec!["1", "non_digital", "4"])
        );
        assert_eq!(codes.find_all("1, 9"), None);
        assert_eq!(codes.find_all("9"), None);
    }
}
