//! Texts of the user interface: one file a language, embedded.

use std::{collections::BTreeMap, sync::OnceLock};

use crate::assets;

/// Who reads without asking for a language reads this one.
const USUAL: &str = "id";

/// One language.
#[derive(Debug)]
pub(crate) struct Language {
    /// Such as `id`.
    pub(crate) tag: &'static str,
    pub(crate) messages: BTreeMap<String, String>,
}

impl Language {
    /// All of them, the usual one first.
    pub(crate) fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Language>> = OnceLock::new();
        ALL.get_or_init(|| {
            let mut all: Vec<Self> = assets::locales()
                .iter()
                .map(|(tag, text)| Self {
                    tag,
                    messages: serde_json::from_str(text).expect("a test reads every language file"),
                })
                .collect();
            if all.is_empty() {
                all.push(Self {
                    tag: USUAL,
                    messages: BTreeMap::new(),
                });
            }
            all.sort_by_key(|language| (language.tag != USUAL, language.tag));
            all
        })
    }

    /// The one that is asked for, else the usual one.
    pub(crate) fn choose(tag: Option<&str>) -> &'static Self {
        let all = Self::all();
        all.iter()
            .find(|language| Some(language.tag) == tag)
            .unwrap_or(&all[0])
    }

    pub(crate) fn is_usual(&self) -> bool {
        self.tag == Self::all()[0].tag
    }

    /// Its own name: from its file, or its tag in capitals.
    pub(crate) fn name(&self) -> String {
        self.messages
            .get("language.name")
            .cloned()
            .unwrap_or_else(|| self.tag.to_uppercase())
    }

    /// The text, or the key itself where the file lacks it.
    pub(crate) fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.messages.get(key).map_or(key, String::as_str)
    }

    /// With `{n}` filled in; the variant `.one` for exactly one, if there is one.
    pub(crate) fn count(&self, key: &str, n: u64) -> String {
        let single = format!("{key}.one");
        let text = match self.messages.get(&single) {
            Some(text) if n == 1 => text,
            _ => self.text(key),
        };
        text.replace("{n}", &super::format::number(n, self.tag))
    }

    /// With one placeholder filled in.
    pub(crate) fn fill(&self, key: &str, name: &str, value: &str) -> String {
        self.text(key).replace(&format!("{{{name}}}"), value)
    }

    /// `path` in this language.
    pub(crate) fn link(&self, path: &str) -> String {
        if self.is_usual() {
            path.to_owned()
        } else {
            format!("{path}?lang={}", self.tag)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_can_be_read() {
        for (tag, text) in assets::locales() {
            let messages: Result<BTreeMap<String, String>, _> = serde_json::from_str(text);
            assert!(messages.is_ok(), "{tag}: {messages:?}");
        }
    }

    /// A quoted word with a dot whose first part is one that the files use.
    #[test]
    fn every_key_that_pages_name_is_in_every_file() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page");
        let all = Language::all();
        let spaces: std::collections::BTreeSet<&str> = all[0]
            .messages
            .keys()
            .filter_map(|key| Some(key.split_once('.')?.0))
            .collect();
        let mut seen = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for word in text.split('"').skip(1).step_by(2) {
                let plain = word
                    .bytes()
                    .all(|it| it.is_ascii_lowercase() || b"._".contains(&it));
                let space = word.split_once('.').map(|(space, _)| space);
                if plain && space.is_some_and(|space| spaces.contains(space)) {
                    seen += 1;
                    for language in all {
                        assert!(
                            language.messages.contains_key(word),
                            "{word} {}",
                            language.tag
                        );
                    }
                }
            }
        }
        assert!(seen > 50, "{seen}");
    }
}
