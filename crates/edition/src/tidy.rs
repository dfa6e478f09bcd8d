//! Text as it came from a spreadsheet, a PDF, a chat: signs that nobody sees are
//! taken out, and what would be read wrongly is refused by name.
//!
//! Two names that look alike must be alike, or a search finds one of them only;
//! and a name must look the same on a phone and on paper.

mod decoded;

use crate::fault::Expected;

/// Why a text is refused. `Display` says what was expected instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untidy {
    /// A sign that turns the letters after it round, or splits the line.
    #[error(
        "text without the invisible sign U+{:04X}, {}: type it again, or paste it without formatting",
        u32::from(*.0), meaning(*.0)
    )]
    Sign(char),
    /// U+FFFD stands where a letter was.
    #[error(
        "text whose letters are all there: U+FFFD stands for one that was lost when the file was saved; type it again"
    )]
    Lost,
    /// With what it was likely.
    #[error("{DECODED_ONCE} (it was likely \"{0}\")")]
    Twice(String),
}

const DECODED_ONCE: &str = "letters that were read once: this is UTF-8 that some program took for \
    another encoding; open the original as UTF-8 and save it as \"CSV UTF-8\"";

impl From<Untidy> for Expected {
    fn from(untidy: Untidy) -> Self {
        match untidy {
            Untidy::Twice(likely) => {
                let likely = crate::text::shortened(&likely);
                Self::new(DECODED_ONCE).but(format!("it was likely \"{likely}\""))
            }
            other => Self::new(other.to_string()),
        }
    }
}

fn meaning(sign: char) -> &'static str {
    match sign {
        '\u{2028}' | '\u{2029}' => "which splits the line",
        _ => "which turns letters round",
    }
}

/// The text without signs that nobody sees, with ligatures taken apart and no
/// space around it; empty where nothing is left to be seen.
pub fn tidy(text: &str) -> Result<String, Untidy> {
    if text.is_ascii() {
        return Ok(text.trim().to_owned());
    }
    if let Some(likely) = decoded::likely(text) {
        return Err(Untidy::Twice(likely));
    }
    let mut tidy = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(sign) = rest.next() {
        match sign {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => {
                return Err(Untidy::Sign(sign));
            }
            '\u{fffd}' => return Err(Untidy::Lost),
            '\u{200c}' | '\u{200d}' => {
                let next = rest.as_str().chars().next();
                if joins(tidy.chars().next_back(), next) {
                    tidy.push(sign);
                }
            }
            // Soft hyphen, marks of direction, spaces of no width, word joiner and the
            // like, byte order mark.
            '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' => {}
            'ﬀ' => tidy.push_str("ff"),
            'ﬁ' => tidy.push_str("fi"),
            'ﬂ' => tidy.push_str("fl"),
            'ﬃ' => tidy.push_str("ffi"),
            'ﬄ' => tidy.push_str("ffl"),
            'ﬅ' | 'ﬆ' => tidy.push_str("st"),
            _ => tidy.push(sign),
        }
    }
    // Only now it may be seen: a soft hyphen stood in between.
    if let Some(likely) = decoded::likely(&tidy) {
        return Err(Untidy::Twice(likely));
    }
    if tidy.chars().any(is_seen) {
        Ok(tidy.trim().to_owned())
    } else {
        Ok(String::new())
    }
}

/// Whether a joiner between these does anything: in emoji that are made of
/// several, and in scripts whose letters change with their neighbours.
fn joins(before: Option<char>, next: Option<char>) -> bool {
    let is_emoji = |sign: char| matches!(sign, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}');
    // Arabic to Tibetan and Burmese, Khmer, Mongolian; Buginese to Lepcha with
    // Balinese and Sundanese; Javanese and its kin; Brahmi's other children.
    let is_shaped = |sign: char| {
        matches!(
            sign,
            '\u{600}'..='\u{109f}'
                | '\u{1780}'..='\u{18af}'
                | '\u{1a00}'..='\u{1c4f}'
                | '\u{a800}'..='\u{abff}'
                | '\u{fb50}'..='\u{fdff}'
                | '\u{fe70}'..='\u{fefc}'
                | '\u{10a00}'..='\u{11fff}'
        )
    };
    match before {
        Some(before) if is_shaped(before) => true,
        Some(before) => is_emoji(before) && next.is_some_and(is_emoji),
        None => false,
    }
}

/// Whether anything is there to be seen. Control characters count: they are
/// refused elsewhere, and would not be if they were nothing.
fn is_seen(sign: char) -> bool {
    let is_filler = matches!(
        sign,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}'
    );
    !(is_filler || sign.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out() {
        for (text, expected) in [
            ("Pem\u{ad}ber\u{ad}dayaan Warga", "Pemberdayaan Warga"),
            (
                "\u{feff}Pos\u{2060}yandu\u{200b} Ceria\u{200f}",
                "Posyandu Ceria",
            ),
            (
                "\u{fb01}lm, e\u{fb03}sien, \u{fb02}u",
                "film, effisien, flu",
            ),
            ("Ja\u{200c}ga\u{200d} Rob", "Jaga Rob"),
            ("\u{a0}Bank Sampah\u{a0}", "Bank Sampah"),
            (
                "“Si Cantik” – Jum’at é e\u{301} ñ",
                "“Si Cantik” – Jum’at é e\u{301} ñ",
            ),
            ("SÃO TOMÉ’ “CAFÉ”", "SÃO TOMÉ’ “CAFÉ”"),
        ] {
            assert_eq!(tidy(text).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn joiners_stay_where_they_join() {
        for text in ["Petani 👩‍🌾 dan 🏳️‍🌈, ❤️‍🔥, 👩🏽‍⚕️", "می‌خواهم", "क्‍ष", "ꦏ꧀‍ꦏ"]
        {
            assert_eq!(tidy(text).as_deref(), Ok(text));
        }
        assert_eq!(tidy("👩\u{200d} A").as_deref(), Ok("👩 A"));
    }

    #[test]
    fn what_is_never_seen_is_nothing() {
        for text in [
            "\u{200b}\u{200b}",
            "\u{a0}\u{2060} ",
            "\u{3164}",
            "\u{200d}\u{fe0f}",
            "\u{2800}\u{e0020}",
        ] {
            assert_eq!(tidy(text).as_deref(), Ok(""), "{text:?}");
        }
    }

    #[test]
    fn what_turns_splits_or_lost_letters_is_refused() {
        for sign in "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{2028}\u{2029}".chars() {
            assert_eq!(tidy(&format!("SIMPUL {sign}NANAYAL")), Err(Untidy::Sign(sign)));
        }
        assert_eq!(tidy("KOLONG \u{fffd} LESTARI"), Err(Untidy::Lost));
        let said = Untidy::Sign('\u{202e}').to_string();
        assert!(
            said.starts_with("text without the invisible sign U+202E, which turns letters round"),
            "{said}"
        );
        let twice = Untidy::Twice("JAGA ROB – Jum’at".to_owned());
        assert_eq!(tidy("JAGA ROB â€“ Jumâ€™at"), Err(twice));
    }
}
