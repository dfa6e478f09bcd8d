//! The texts of the user interface: journeys look for what a person reads,
//! and follow when a text is changed.

use std::{collections::BTreeMap, fs};

use crate::{
    error::{JourneyError, Outcome},
    place,
};

/// One language file.
#[derive(Clone, Debug)]
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    pub fn of(language: &str) -> Outcome<Self> {
        let path = place::root()
            .join("locales")
            .join(format!("{language}.json"));
        let text = fs::read_to_string(&path).map_err(|source| JourneyError::File {
            path: path.clone(),
            source,
        })?;
        serde_json::from_str(&text)
            .map(Self)
            .map_err(|error| JourneyError::Content {
                path,
                detail: error.to_string(),
            })
    }

    /// A text without placeholders.
    pub fn get(&self, key: &str) -> Outcome<&str> {
        self.0
            .get(key)
            .map(String::as_str)
            .ok_or_else(|| JourneyError::broken(format!("no text {key} in the language file")))
    }
}
