//! Small questions about texts: how they are shown, spelled, and written.

use core::fmt::Write as _;

/// Short enough for a line of a report, without line breaks; signs that nobody
/// sees by their number.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let mut short = String::new();
    for sign in text.chars().take(MOST) {
        match sign {
            '\u{ad}'
            | '\u{200b}'..='\u{200c}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {
                let _ = write!(short, "<U+{:04X}>", u32::from(sign));
            }
            _ if sign.is_control() => short.push('\u{fffd}'),
            _ => short.push(sign),
        }
    }
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}

/// ` (did you mean "x"?)` for the known word nearest to a misspelt one; else nothing.
pub fn suggestion<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(wrong, known).map_or(String::new(), |word| format!(" (did you mean \"{word}\"?)"))
}

/// The same as a remark on what was found.
pub(crate) fn guess<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(wrong, known).map_or(String::new(), |word| format!("did you mean \"{word}\"?"))
}

/// The known word nearest to a misspelt one, if there is one near enough.
pub(crate) fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Every number is near every other one, and every short word.
    if wrong.bytes().all(|c| c.is_ascii_digit()) || wrong.chars().count() < 3 {
        return None;
    }
    let wrong = wrong.to_lowercase();
    let most = (wrong.chars().count() / 3).clamp(1, 4);
    known
        .filter(|word| !word.is_empty())
        .map(|word| (distance(&wrong, &word.to_lowercase(), most), word))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, word)| word)
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn and(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// Letters and digits in lower case, with `dan` for `&`: what is left of two texts
/// that a person takes for the same.
pub(crate) fn plain(text: &str) -> String {
    let signs = text.chars().flat_map(|sign| match sign {
        '&' => vec!['d', 'a', 'n'],
        _ if sign.is_alphanumeric() => sign.to_lowercase().collect(),
        _ => Vec::new(),
    });
    signs.collect()
}

/// Insertions, deletions and changes from one word to the other (Levenshtein
/// 1965); anything beyond `most` where it is clear already.
pub(crate) fn distance(a: &str, b: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(before + 1);
        }
    }
    row[b.len()]
}

/// Lower-case letters, digits and hyphens, as they stand in URLs.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' {
            slug.push('-');
        }
        if slug.len() == 80 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Whether `text` could have come from `slug`.
pub(crate) fn is_slug(text: &str, most: usize) -> bool {
    !text.is_empty()
        && text.len() <= most
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
}

/// Whether `text` is a code: lower-case letters, digits, `_` and, where said, `-`.
pub(crate) fn is_code(text: &str, also: &[u8]) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_' || also.contains(&c))
}

/// A language tag such as `id`, `en` or `jv-latn` (BCP 47, lower case).
pub(crate) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len())
                && part
                    .bytes()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

/// An address that a browser may be sent to: `https`, a host, nothing odd.
pub(crate) fn is_https(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`');
    let in_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    text.len() <= 500 && host.contains('.') && host.chars().all(in_host) && rest.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_texts_are_short_and_on_one_line() {
        assert_eq!(shortened("a\nb"), "a\u{fffd}b");
        assert_eq!(shortened("a\u{202e}b"), "a<U+202E>b");
        assert_eq!(shortened(&"x".repeat(61)), format!("{}…", "x".repeat(60)));
    }

    #[test]
    fn the_nearest_word_is_suggested_and_a_far_one_is_not() {
        let words = || ["puskesmas_rs", "sekolah", "asn"].into_iter();
        assert_eq!(
            suggestion("puskesmasrs", words()),
            " (did you mean \"puskesmas_rs\"?)"
        );
        assert_eq!(
            suggestion("Sekola", words()),
            " (did you mean \"sekolah\"?)"
        );
        assert_eq!(suggestion("umkm", words()), "");
    }

    #[test]
    fn slugs_are_made_of_names() {
        assert_eq!(slug("SI LAUT: Sistem (Terpadu)!"), "si-laut-sistem-terpadu");
        assert_eq!(slug("Jum'at   Bersih"), "jumat-bersih");
        assert!(is_slug(&slug(&"inovasi daerah ".repeat(20)), 80));
        assert!(!is_slug("a_b", 80) && !is_slug("-a", 80) && !is_slug("", 80));
    }

    #[test]
    fn only_plain_https_is_an_address() {
        assert!(is_https("https://youtu.be/abc?t=1"));
        for text in [
            "http://a.id/",
            "https://",
            "https://a b.id",
            "javascript:x",
            "https://a.id/\"",
            "https://x@a.id",
        ] {
            assert!(!is_https(text), "{text}");
        }
    }
}
