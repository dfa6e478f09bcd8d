//! Looking up a text by its key, and filling in its placeholders.

use std::{cell::RefCell, collections::BTreeMap};

use wire::{Channel, Localized};

#[derive(Default)]
struct Texts {
    language: String,
    messages: BTreeMap<String, String>,
}

thread_local! {
    // A page has one thread and one language; passing a handle into each
    // closure of each component would say the same at greater length.
    static TEXTS: RefCell<Texts> = RefCell::default();
}

/// Makes these the texts of the page.
pub fn install(language: &str, messages: BTreeMap<String, String>) {
    TEXTS.with_borrow_mut(|texts| {
        texts.language = language.into();
        texts.messages = messages;
    });
}

/// The language of the page, such as `id`.
pub fn language() -> String {
    TEXTS.with_borrow(|texts| texts.language.clone())
}

/// The text under `key`; the key itself where a language file lacks it.
pub fn t(key: &str) -> String {
    TEXTS
        .with_borrow(|texts| texts.messages.get(key).cloned())
        .unwrap_or_else(|| key.into())
}

/// The text under `key` with each `{name}` replaced.
pub fn fill(key: &str, values: &[(&str, &str)]) -> String {
    let text = t(key);
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text.as_str();
    while let Some(start) = rest.find('{') {
        let (before, opened) = rest.split_at(start);
        out.push_str(before);
        let Some(end) = opened.find('}') else {
            rest = opened;
            break;
        };
        let name = &opened[1..end];
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&opened[..=end]),
        }
        rest = &opened[end + 1..];
    }
    out.push_str(rest);
    out
}

/// The text under `key` with `{n}` replaced by a number; `key.one` for exactly one.
pub fn count(key: &str, n: usize) -> String {
    let mut single = String::from(key);
    single.push_str(".one");
    let has_single = n == 1 && TEXTS.with_borrow(|texts| texts.messages.contains_key(&single));
    fill(
        if has_single { &single } else { key },
        &[("n", &super::number(n))],
    )
}

/// What a channel is called.
pub fn channel(channel: Channel) -> String {
    t(match channel {
        Channel::Device => "channel.device",
        Channel::Code => "channel.code",
        Channel::Kiosk => "channel.kiosk",
        Channel::Paper => "channel.paper",
    })
}

/// A text of the edition's data in the page's language.
pub fn localized(text: &Localized) -> String {
    TEXTS.with_borrow(|texts| text.get(&texts.language).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(key, text)| ((*key).into(), (*text).into()))
            .collect()
    }

    #[test]
    fn placeholders_are_filled_wherever_they_stand() {
        install(
            "id",
            messages(&[
                ("a", "{x} dan {y}, lagi {x}"),
                ("b", "tanpa"),
                ("c", "{z} {"),
            ]),
        );
        assert_eq!(
            fill("a", &[("x", "satu"), ("y", "dua")]),
            "satu dan dua, lagi satu"
        );
        assert_eq!(fill("b", &[("x", "satu")]), "tanpa");
        assert_eq!(fill("c", &[]), "{z} {");
    }

    #[test]
    fn a_missing_text_shows_its_key() {
        install("id", messages(&[]));
        assert_eq!(t("board.title"), "board.title");
    }
}
