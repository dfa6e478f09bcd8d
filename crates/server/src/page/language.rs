//! Texts of the user interface: one file a language, embedded.

use std::{collections::BTreeMap, sync::OnceLock};

use super::format::Format;
use crate::assets::Bundle;

/// Who reads without asking for a language reads this one.
const USUAL: &str = "id";

/// One language.
#[derive(Debug)]
pub(crate) struct Language {
    /// Such as `id`.
    pub(crate) tag: &'static str,
    /// What pages say, and the app with them.
    pub(crate) messages: BTreeMap<String, String>,
    /// What is said of rules beyond choosing.
    rules: BTreeMap<String, String>,
    /// What only the desk says.
    desk: BTreeMap<String, String>,
    /// What only the page for codes says.
    code: BTreeMap<String, String>,
    pub(super) format: Format,
}

impl Language {
    /// From the messages of its file.
    pub(super) fn new(tag: &'static str, mut messages: BTreeMap<String, String>) -> Self {
        Self {
            tag,
            format: Format::take(tag, &mut messages),
            messages,
            rules: texts(Bundle::Rules, tag),
            desk: texts(Bundle::Desk, tag),
            code: texts(Bundle::Code, tag),
        }
    }

    /// All that a bundle's app says.
    pub(crate) fn messages_of(&self, bundle: Bundle) -> BTreeMap<String, String> {
        match bundle {
            Bundle::Residents => self.messages.clone(),
            Bundle::Rules => self.and([&self.rules]),
            Bundle::Desk => self.and([&self.rules, &self.desk]),
            // It asks for nothing else: the server has written the page.
            Bundle::Code => self.code.clone(),
        }
    }

    /// What pages say, and more.
    fn and<const N: usize>(
        &self,
        more: [&BTreeMap<String, String>; N],
    ) -> BTreeMap<String, String> {
        let mut messages = self.messages.clone();
        for texts in more {
            messages.extend(texts.clone());
        }
        messages
    }

    /// All of them, the usual one first.
    pub(crate) fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Language>> = OnceLock::new();
        ALL.get_or_init(|| {
            let mut all: Vec<Self> = Bundle::Residents
                .locales()
                .map(|(tag, _)| Self::new(tag, texts(Bundle::Residents, tag)))
                .collect();
            if all.is_empty() {
                all.push(Self::new(USUAL, BTreeMap::new()));
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

    fn find(&self, key: &str) -> Option<&str> {
        [&self.messages, &self.rules, &self.desk, &self.code]
            .into_iter()
            .find_map(|texts| texts.get(key))
            .map(String::as_str)
    }

    /// The text, or the key itself where the files lack it.
    pub(crate) fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// With `{n}` filled in; the variant `.one` for exactly one, if there is one.
    pub(crate) fn count(&self, key: &str, n: u64) -> String {
        let single = format!("{key}.one");
        let text = match self.find(&single) {
            Some(text) if n == 1 => text,
            _ => self.text(key),
        };
        text.replace("{n}", &super::format::number(n, self))
    }

    /// With one placeholder filled in.
    pub(crate) fn fill(&self, key: &str, name: &str, value: &str) -> String {
        self.text(key).replace(&format!("{{{name}}}"), value)
    }

    /// `path` in this language.
    pub(crate) fn link(&self, path: &str) -> String {
        if self.is_usual() {
            return path.to_owned();
        }
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}lang={}", self.tag)
    }
}

/// What a bundle's file says in a language, if it has one.
fn texts(bundle: Bundle, tag: &str) -> BTreeMap<String, String> {
    let file = bundle.locales().find(|(known, _)| *known == tag);
    file.map_or_else(BTreeMap::new, |(_, text)| {
        serde_json::from_str(text).expect("a test reads every language file")
    })
}

#[cfg(test)]
mod tests;
