//! Text as search sees it.

/// Lower case, without accents and apostrophes: `Jum'at` is `jumat`,
/// `Café` is `cafe`. Ligatures are taken apart, and signs that nobody sees are
/// left out: what was pasted from a PDF is found, too.
///
/// Latin letters up to U+017F lose their accents and combining marks are
/// dropped; Vietnamese, Greek and Cyrillic letters are put into lower case.
/// Tables of all of Unicode would cost more than they find here.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        push_folded(&mut folded, character);
    }
    folded
}

/// The words of folded text: runs of letters and digits.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
}

fn is_word(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_alphanumeric(),
        // Signs of Latin-1, general punctuation, symbols, CJK punctuation.
        '\u{80}'..='¿' | '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' => false,
        _ => true,
    }
}

fn push_folded(folded: &mut String, character: char) {
    match character {
        '\0'..='\x7f' => {
            if character != '\'' {
                folded.push(character.to_ascii_lowercase());
            }
        }
        // Apostrophes as they are typed, and combining marks; soft hyphen, joiners,
        // marks of direction, byte order mark.
        '‘'
        | '’'
        | 'ʻ'
        | 'ʼ'
        | '\u{300}'..='\u{36f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => {}
        'ﬀ' => folded.push_str("ff"),
        'ﬁ' => folded.push_str("fi"),
        'ﬂ' => folded.push_str("fl"),
        'ﬃ' => folded.push_str("ffi"),
        'ﬄ' => folded.push_str("ffl"),
        'ﬅ' | 'ﬆ' => folded.push_str("st"),
        'ß' => folded.push_str("ss"),
        'Æ' | 'æ' => folded.push_str("ae"),
        'Œ' | 'œ' => folded.push_str("oe"),
        'Þ' | 'þ' => folded.push_str("th"),
        'Ĳ' | 'ĳ' => folded.push_str("ij"),
        'À'..='ſ' => {
            let index = character as usize - 'À' as usize;
            match LATIN[index] {
                b'.' => folded.push(character),
                plain => folded.push(char::from(plain)),
            }
        }
        'Ḁ'..='ẕ' | 'Ạ'..='ỿ' => {
            folded.push(shift(character, u32::from(character) & 1 ^ 1));
        }
        'Α'..='Ω' | 'А'..='Я' => folded.push(shift(character, 32)),
        'Ѐ'..='Џ' => folded.push(shift(character, 80)),
        _ => folded.push(character),
    }
}

fn shift(character: char, by: u32) -> char {
    char::from_u32(u32::from(character) + by).unwrap_or(character)
}

/// U+00C0 to U+017F without accents; `.` where there is nothing to take away.
const LATIN: &[u8; 192] = b"\
aaaaaa.ceeeeiiiidnooooo.ouuuuy..\
aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
aaaaaaccccccccddddeeeeeeeeeegggg\
gggghhhhiiiiiiiiii..jjkk.lllllll\
lllnnnnnnnnnoooooo..rrrrrrssssss\
ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_apostrophes_go() {
        for (text, folded) in [
            ("SIGESITE PIS-PK", "sigesite pis-pk"),
            ("Jum'at, Jum’at", "jumat, jumat"),
            ("Crème Brûlée ÅÄÖ ñ", "creme brulee aao n"),
            ("Łódź Čačak Ğ ı İ Ű", "lodz cacak g i i u"),
            ("e\u{301}", "e"),
            ("straße Ærø œuvre", "strasse aero oeuvre"),
            ("7 × 6 ÷ 2", "7 × 6 ÷ 2"),
            ("ŽŻŹ ſ ŷ Ÿ", "zzz s y y"),
            ("ĸ ŋ Ŋ", "ĸ n n"),
            ("ΑΘΗΝΑ Москва Ђ", "αθηνα москва ђ"),
            ("Ạạ Ễ ễ", "ạạ ễ ễ"),
            ("ꦏꦺꦴꦥꦶ 地図", "ꦏꦺꦴꦥꦶ 地図"),
            (
                "Pem\u{ad}ber\u{ad}dayaan Pos\u{2060}yandu\u{200b}\u{feff}",
                "pemberdayaan posyandu",
            ),
            ("ﬁlm eﬃsien ﬂora", "film effisien flora"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn the_table_agrees_with_a_few_known_letters() {
        for (letter, plain) in [
            ('à', 'a'),
            ('ç', 'c'),
            ('ð', 'd'),
            ('ø', 'o'),
            ('ÿ', 'y'),
            ('đ', 'd'),
            ('ğ', 'g'),
            ('ħ', 'h'),
            ('ĵ', 'j'),
            ('ķ', 'k'),
            ('ł', 'l'),
            ('ň', 'n'),
            ('ő', 'o'),
            ('ř', 'r'),
            ('š', 's'),
            ('ŧ', 't'),
            ('ű', 'u'),
            ('ŵ', 'w'),
            ('ž', 'z'),
        ] {
            assert_eq!(fold(&letter.to_string()), plain.to_string());
            assert_eq!(fold(&letter.to_uppercase().to_string()), plain.to_string());
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let text = fold("PIS-PK: «Desa 4.0» – 地図、x");
        assert_eq!(
            words(&text).collect::<Vec<_>>(),
            ["pis", "pk", "desa", "4", "0", "地図", "x"]
        );
    }
}
