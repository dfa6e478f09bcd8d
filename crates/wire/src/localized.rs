//! Texts that come with the data, in one or more languages.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

/// A text by language tag: `{"id": "Kesehatan", "en": "Health"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized(pub BTreeMap<String, String>);

impl Localized {
    /// The text in `language`, else in Indonesian, else in any language, else empty.
    pub fn get(&self, language: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.get("id"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Localized {
    fn from(texts: [(&str, &str); N]) -> Self {
        Self(
            texts
                .into_iter()
                .map(|(tag, text)| (tag.into(), text.into()))
                .collect(),
        )
    }
}

/// One value of an enumeration that a government may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub code: String,
    pub label: Localized,
}

/// The enumerations of a profile, as data. The order of terms is the order on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Bentuk: governance, public service, other.
    pub forms: Vec<Term>,
    /// Jenis: digital, non-digital.
    pub kinds: Vec<Term>,
    /// Tahapan: initiative, trial, implementation.
    pub stages: Vec<Term>,
    /// Inisiator.
    pub initiators: Vec<Term>,
    /// Urusan pemerintahan.
    pub affairs: Vec<Term>,
    /// Sustainable Development Goals, `1` to `17`.
    pub goals: Vec<Term>,
}
