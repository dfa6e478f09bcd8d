//! Setting a name in lines.

/// What stands in the place of a letter that the face lacks.
const MISSING: char = '•';

/// Mean advance of a letter of the bold face, as a part of its size; measured
/// over Indonesian names, and on the wide side.
const ADVANCE: f64 = 0.6;

/// A text in lines at a size.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub(super) size: f64,
    pub(super) lines: Vec<String>,
}

/// The text with a dot for each letter that the face `lacks`; none where that is more than half
/// of it, and nobody could tell what it says.
pub(super) fn legible(text: &str, lacks: impl Fn(char) -> bool) -> Option<String> {
    let (mut shown, mut missing, mut letters) = (String::with_capacity(text.len()), 0, 0);
    for letter in text.chars().filter(|it| !joins(*it)) {
        let is_missing = !letter.is_whitespace() && lacks(letter);
        missing += usize::from(is_missing);
        letters += usize::from(!letter.is_whitespace());
        shown.push(if is_missing { MISSING } else { letter });
    }
    (missing * 2 <= letters).then_some(shown)
}

/// Whether it is never seen itself: joiners, and selectors of an emoji's look.
const fn joins(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The largest of `sizes` at which the text fits into `width` and `lines`.
/// At the smallest it is cut.
pub(super) fn fit(text: &str, width: f64, sizes: &[(f64, usize)]) -> Block {
    let mut block = Block {
        size: 0.0,
        lines: Vec::new(),
    };
    for (size, most) in sizes {
        let letters = letters(width, *size);
        block = Block {
            size: *size,
            lines: wrap(text, letters),
        };
        if block.lines.len() <= *most {
            return block;
        }
    }
    let most = sizes.last().map_or(1, |(_, most)| *most);
    block.lines.truncate(most);
    if let Some(last) = block.lines.last_mut() {
        last.push('…');
    }
    block
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive number"
)]
fn letters(width: f64, size: f64) -> usize {
    (width / (size * ADVANCE)).max(1.0) as usize
}

/// Breaks at spaces; a word that is too long is broken anywhere.
fn wrap(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        if length > 0 && length + 1 + word.len() <= letters {
            line.push(' ');
            length += 1;
        } else if length > 0 {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        while word.len() > letters {
            let rest = word.split_off(letters);
            lines.push(word.into_iter().collect());
            word = rest;
        }
        length += word.len();
        line.extend(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_the_face_lacks_is_a_dot_or_the_text_is_not_used() {
        let lacks = print::lacks();
        let legible = |text| legible(text, &lacks);
        assert_eq!(legible("SI GESIT – é").as_deref(), Some("SI GESIT – é"));
        assert_eq!(legible("Panen 🌾 raya").as_deref(), Some("Panen • raya"));
        assert_eq!(legible("🌾🌊🐟"), None);
        assert_eq!(legible("سوق"), None);
        assert!(!lacks(MISSING));
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(wrap("peta inovasi daerah", 12), ["peta inovasi", "daerah"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("", 3), Vec::<String>::new());
    }

    #[test]
    fn a_long_name_gets_smaller_before_it_is_cut() {
        let sizes = [(60.0, 2), (40.0, 4)];
        assert!(fit("short", 600.0, &sizes).size > 59.0);
        let long = "kata ".repeat(24);
        let block = fit(&long, 600.0, &sizes);
        assert!(block.size < 41.0 && block.lines.len() <= 4, "{block:?}");
    }
}
