//! UTF-8 that was read as Windows-1252 or Mac Roman, and saved so: `Jumâ€™at`.

/// What the text was before, if it was decoded twice (or more often).
pub(super) fn likely(text: &str) -> Option<String> {
    let mut likely = once(text)?;
    // A table may have gone back and forth.
    for _ in 0..3 {
        match once(&likely) {
            Some(before) => likely = before,
            None => break,
        }
    }
    Some(likely)
}

fn once(text: &str) -> Option<String> {
    let signs: Vec<char> = text.chars().collect();
    let mut before = String::with_capacity(text.len());
    let (mut at, mut is_certain, mut last_doubtful) = (0, false, None);
    while at < signs.len() {
        let rest = &signs[at..];
        if let Some((sign, length, sure)) = decoded(rest) {
            // A capital with an accent before a quotation mark (“CAFÉ”) may be
            // just that; two such pairs in a row are not.
            is_certain |= sure || last_doubtful == Some(at);
            before.push(sign);
            at += length;
            last_doubtful = (!sure).then_some(at);
        } else {
            before.push(signs[at]);
            at += 1;
        }
    }
    is_certain.then_some(before)
}

/// The letter that the first few signs were, how many they are, and whether that
/// alone says enough.
fn decoded(signs: &[char]) -> Option<(char, usize, bool)> {
    if let Some((sign, length)) = mac(signs) {
        return Some((sign, length, true));
    }
    let first = byte(*signs.first()?)?;
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let sure = matches!(first, 0xc2 | 0xc3 | 0xe2 | 0xef | 0xf0);
    let bytes: Option<Vec<u8>> = signs.get(..length)?.iter().map(|&it| byte(it)).collect();
    let sign = core::str::from_utf8(&bytes?).ok()?.chars().next()?;
    Some((sign, length, sure))
}

/// The byte that Windows-1252 reads as this letter; nothing for ASCII.
fn byte(sign: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    if let Some(at) = (0x80..).zip(HIGH).find(|(_, it)| *it == sign) {
        return Some(at.0);
    }
    u8::try_from(u32::from(sign)).ok().filter(|it| *it >= 0x80)
}

/// The few that are seen where a Mac read the file.
fn mac(signs: &[char]) -> Option<(char, usize)> {
    Some(match signs {
        ['‚', 'Ä', 'ì', ..] => ('–', 3),
        ['‚', 'Ä', 'î', ..] => ('—', 3),
        ['‚', 'Ä', 'ò', ..] => ('‘', 3),
        ['‚', 'Ä', 'ô', ..] => ('’', 3),
        ['‚', 'Ä', 'ú', ..] => ('“', 3),
        ['‚', 'Ä', 'ù', ..] => ('”', 3),
        ['√', '©', ..] => ('é', 2),
        ['√', '®', ..] => ('è', 2),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decoded_twice_is_known() {
        for (text, expected) in [
            ("JAGA ROB â€“ Jumâ€™at", "JAGA ROB – Jum’at"),
            ("CafÃ© CrÃ¨me", "Café Crème"),
            ("â€œSi Cantikâ€\u{9d}", "“Si Cantik”"),
            ("5Â° LS", "5° LS"),
            ("ï»¿Nama", "\u{feff}Nama"),
            ("KOLONG ï¿½ LESTARI", "KOLONG \u{fffd} LESTARI"),
            ("Cabai ðŸŒ¶", "Cabai 🌶"),
            ("Jumâ€šÃ„Ã´at", "Jum’at"),
            ("JumÃ¢â‚¬â„¢at", "Jum’at"),
            ("Ø§Ù„Ù†ÙˆØ±", "النور"),
            ("Jum‚Äôat caf√©", "Jum’at café"),
        ] {
            assert_eq!(likely(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn letters_with_accents_are_just_that() {
        for text in [
            "“CAFÉ”",
            "Çà et là, São Tomé, “Ângela”, ÂME",
            "DÉCOR’S, Müller, Łódź, Ñandú",
            "Jum’at – 5 °C, ±3, 50 % × 2",
            "√2, ‚Zitat‘",
            "Rp1.000… «Ya»",
            "é”—",
            "النور 地図 👩‍🌾",
        ] {
            assert_eq!(likely(text), None, "{text}");
        }
    }
}
