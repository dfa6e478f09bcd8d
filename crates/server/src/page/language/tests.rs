//! The language files say the same things, and everything that is asked of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::assets::Bundle;

/// What a language may say of its own ways, and need not (docs/LANGUAGES.md).
const OWN: [&str; 5] = [
    "format.date",
    "format.group",
    "format.months",
    "format.time",
    "language.name",
];

type Texts = BTreeMap<String, String>;

/// What each language says, in all bundles together.
fn files() -> Vec<(&'static str, Texts)> {
    let mut files: BTreeMap<&str, Texts> = BTreeMap::new();
    for bundle in Bundle::ALL {
        for (tag, text) in bundle.locales() {
            let texts: Texts = match serde_json::from_str(text) {
                Ok(texts) => texts,
                Err(error) => panic!("{bundle:?} {tag}: {error}"),
            };
            let known = files.entry(tag).or_default();
            for (key, text) in texts {
                assert!(
                    known.insert(key.clone(), text).is_none(),
                    "{tag}: two {key}"
                );
            }
        }
    }
    files.into_iter().collect()
}

/// The key that a variant for exactly one belongs to; not all languages have
/// such variants.
fn base(key: &str) -> &str {
    key.strip_suffix(".one").unwrap_or(key)
}

fn keys(texts: &Texts) -> BTreeSet<&str> {
    texts
        .keys()
        .map(String::as_str)
        .filter(|key| base(key) == *key && !OWN.contains(key))
        .collect()
}

/// Names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

#[test]
fn every_language_file_says_the_same_things() {
    let files = files();
    assert!(files.len() >= 2);
    let (first, expected) = &files[0];
    for (tag, texts) in &files {
        let (expected, found) = (keys(expected), keys(texts));
        let lacking: Vec<&&str> = expected.difference(&found).collect();
        let extra: Vec<&&str> = found.difference(&expected).collect();
        assert!(
            lacking.is_empty() && extra.is_empty(),
            "{tag} lacks {lacking:?} of {first}, which lacks {extra:?} of it"
        );
        for (key, text) in texts {
            assert!(!text.trim().is_empty(), "{tag} {key} is empty");
            assert!(
                OWN.contains(&key.as_str()) || texts.contains_key(base(key)),
                "{tag} {key}"
            );
        }
    }
}

#[test]
fn every_language_file_has_the_same_holes_to_fill() {
    let files = files();
    let (first, expected) = &files[0];
    for (tag, texts) in &files {
        for (key, text) in texts.iter().filter(|(key, _)| !OWN.contains(&key.as_str())) {
            let mut expected = placeholders(&expected[base(key)]);
            let mut found = placeholders(text);
            if base(key) != key {
                // `One vote` may say it in a word.
                expected.remove("n");
                found.remove("n");
            }
            assert_eq!(found, expected, "{key} in {tag}, beside {first}");
        }
    }
}

#[test]
fn what_a_language_says_of_its_own_ways_can_be_used() {
    for (tag, texts) in files() {
        let said = |key: &str| texts.get(key);
        if let Some(months) = said("format.months") {
            assert_eq!(months.split('|').count(), 12, "{tag}: {months}");
        }
        for (key, holes) in [
            ("format.date", &["day", "month", "year"][..]),
            ("format.time", &["hour", "minute"][..]),
        ] {
            if let Some(pattern) = said(key) {
                assert!(
                    placeholders(pattern).iter().eq(holes),
                    "{tag} {key}: {pattern}"
                );
            }
        }
    }
}

/// All sources that ask for texts: the app's, and those of the first view.
fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let entries = fs::read_dir(folder).unwrap();
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
                found.push(path);
            }
        }
    }
    let server = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&server.join("src/page"), &mut found);
    walk(&server.join("../../src"), &mut found);
    found
}

/// Words between quotes that look like keys, with the file that has them.
/// Tests at the end of a file may name what they like.
fn named() -> BTreeMap<String, PathBuf> {
    let mut named = BTreeMap::new();
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in text.split('"') {
            let plain =
                |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || b"._".contains(&it);
            if !word.is_empty() && word.bytes().all(plain) {
                named.insert(word.to_owned(), path.clone());
            }
        }
    }
    named
}

#[test]
fn every_key_that_the_sources_name_is_in_every_file() {
    let files = files();
    let spaces: BTreeSet<&str> = files[0]
        .1
        .keys()
        .filter_map(|key| Some(key.split_once('.')?.0))
        .collect();
    let mut seen = 0;
    for (word, path) in named() {
        let space = word.split_once('.').map(|(space, _)| space);
        if space.is_none_or(|space| !spaces.contains(space)) || OWN.contains(&word.as_str()) {
            continue;
        }
        seen += 1;
        for (tag, texts) in &files {
            assert!(
                texts.contains_key(&word),
                "{} names {word}: {tag} lacks it",
                path.display()
            );
        }
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn no_file_has_a_text_that_nothing_asks_for() {
    let named = named();
    for (tag, texts) in files() {
        let unused: Vec<&str> = keys(&texts)
            .into_iter()
            .filter(|key| !named.contains_key(*key))
            .collect();
        assert!(unused.is_empty(), "{tag}: {unused:?}");
    }
}
