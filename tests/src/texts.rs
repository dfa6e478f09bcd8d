//! The texts of the user interface: journeys look for what a person reads,
//! and follow when a text is changed.

use std::{collections::BTreeMap, fs};

use crate::{
    error::{JourneyError, Outcome},
    place,
};

/// What pages say in one language (`id`, `desk/id`), residents' of whatever rule.
#[derive(Clone, Debug)]
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    pub fn of(language: &str) -> Outcome<Self> {
        let mut texts = BTreeMap::new();
        // Pages of the staff and the page for codes have folders of their own.
        let folders = if language.contains('/') {
            &["locales"][..]
        } else {
            &["locales", "locales/rules"]
        };
        for folder in folders {
            let file = format!("{language}.json");
            let path = place::root().join(folder).join(file);
            let text = fs::read_to_string(&path).map_err(|source| JourneyError::File {
                path: path.clone(),
                source,
            })?;
            let read: BTreeMap<String, String> =
                serde_json::from_str(&text).map_err(|error| JourneyError::Content {
                    path,
                    detail: error.to_string(),
                })?;
            texts.extend(read);
        }
        Ok(Self(texts))
    }

    /// A text with its placeholders filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> Outcome<String> {
        let text = self.get(key)?.to_owned();
        let fill = |text: String, (name, value): &(&str, &str)| {
            text.replace(&["{", name, "}"].concat(), value)
        };
        Ok(values.iter().fold(text, fill))
    }

    /// A text without placeholders.
    pub fn get(&self, key: &str) -> Outcome<&str> {
        self.0
            .get(key)
            .map(String::as_str)
            .ok_or_else(|| JourneyError::broken(format!("no text {key} in the language file")))
    }
}
