//! The field that a code is typed into: groups of four, as on the slip. Pure.

use ledger::{Code, CodeError, is_between};

/// In print, so many stand together.
const GROUP: usize = 4;

/// How many symbols a whole code has.
const WHOLE: usize = 16;

/// The code in a text, without the words that it was sent with.
fn code_in(text: &str) -> &str {
    // `Kode: K7QM…`, but not where a colon is all that follows.
    let after = text
        .rsplit_once(':')
        .map(|it| it.1)
        .filter(|it| symbols(it).next().is_some())
        .unwrap_or(text);
    // `Kode suara K7QM… dari panitia`: only the code's own check tells where it is.
    let mut starts = after.char_indices().filter(|(at, _)| {
        let before = after[..*at].chars().next_back();
        before.is_none_or(is_between)
    });
    let code = starts.find_map(|(at, _)| whole(&after[at..]));
    code.unwrap_or(after)
}

/// As much of the text as is a whole code, where it begins with one.
fn whole(text: &str) -> Option<&str> {
    let mut ends = text.char_indices().filter(|(_, it)| !is_between(*it));
    let (last, symbol) = ends.nth(WHOLE - 1)?;
    let end = last + symbol.len_utf8();
    let is_end = text[end..].chars().next().is_none_or(is_between);
    let code: String = symbols(&text[..end]).collect();
    (is_end && code.parse::<Code>().is_ok()).then_some(&text[..end])
}

fn symbols(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|it| !is_between(*it)).map(printed)
}

/// As it is printed: in capitals, with the digits that were meant. What does
/// not belong in a code stays, so that the person sees it.
fn printed(typed: char) -> char {
    match typed.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    }
}

/// The text in groups, and where the caret is in it, both counted in UTF-16
/// units as the browser does.
pub fn grouped(text: &str, caret: usize) -> (String, usize) {
    let mut out = String::with_capacity(text.len() + GROUP);
    let code = code_in(text);
    let before = code.as_ptr().addr() - text.as_ptr().addr();
    let caret = caret.saturating_sub(text[..before].encode_utf16().count());
    let (mut read, mut written, mut symbols) = (0, 0, 0);
    let mut place = None;
    for typed in code.chars() {
        if read >= caret && place.is_none() {
            place = Some(written);
        }
        read += typed.len_utf16();
        if is_between(typed) {
            continue;
        }
        // Never at the end: what was deleted there must not come back.
        if symbols > 0 && symbols % GROUP == 0 {
            out.push('-');
            written += 1;
        }
        let printed = printed(typed);
        out.push(printed);
        written += printed.len_utf16();
        symbols += 1;
    }
    (out, place.unwrap_or(written))
}

/// The code that a text is, or what to tell the person who typed it.
pub fn read(text: &str) -> Result<Code, CodeError> {
    let code: String = symbols(code_in(text)).collect();
    // First of all what can be pointed at: `4OU7` is not only too short.
    let stranger = code
        .chars()
        .find(|it| !it.is_ascii_alphanumeric() || *it == 'U');
    match stranger {
        Some(symbol) => Err(CodeError::Symbol(symbol)),
        None => code.parse(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stands_in_groups_as_on_the_slip() {
        for (typed, shown) in [
            ("", ""),
            ("k7q", "K7Q"),
            ("k7qm", "K7QM"),
            ("k7qm3", "K7QM-3"),
            ("k7qm-", "K7QM"),
            (" k7qm 3xwd\u{2013}9tra\n5hj2", "K7QM-3XWD-9TRA-5HJ2"),
            ("oil0", "0110"),
            ("k7qüm", "K7Qü-M"),
            // As codes are pasted.
            ("K7QM.3XWD.9TRA.5HJ2", "K7QM-3XWD-9TRA-5HJ2"),
            ("k7qm_3xwd_9tra_5hj2", "K7QM-3XWD-9TRA-5HJ2"),
            (
                "K7QM\u{200b}3XWD\u{2060}9TRA\u{ad}5HJ2",
                "K7QM-3XWD-9TRA-5HJ2",
            ),
            ("Kode: K7QM-3XWD", "K7QM-3XWD"),
            ("Kode suara:\n0123-4567-89AB-CDE4.", "0123-4567-89AB-CDE4"),
            ("Kode 0123-4567-89AB-CDE4", "0123-4567-89AB-CDE4"),
            (
                "Ini kodenya 0123 4567 89AB CDE4 dari panitia",
                "0123-4567-89AB-CDE4",
            ),
            // Who types a colon has not begun anew.
            ("k7qm:", "K7QM"),
        ] {
            assert_eq!(grouped(typed, usize::MAX).0, shown, "{typed:?}");
        }
    }

    #[test]
    fn the_caret_stays_where_the_person_types() {
        for (typed, caret, expected) in [
            // At the end, also where a hyphen comes in before it.
            ("K7QM3", 5, 6),
            // In the middle of a code that is there: a symbol goes in after the second.
            ("K7xQM-3XWD", 3, 3),
            // Behind the first group: a symbol more moves the rest on.
            ("K7QMx-3XWD", 5, 6),
            // A hyphen was deleted: the caret is before it, and the next goes on.
            ("K7QM3XWD", 4, 4),
            ("", 0, 0),
        ] {
            assert_eq!(grouped(typed, caret).1, expected, "{typed:?} {caret}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_code_is_said() {
        assert_eq!(
            read("0123 4567 89ab cde4").map(|it| it.to_string()),
            Ok("0123-4567-89AB-CDE4".into())
        );
        assert_eq!(read("0123"), Err(CodeError::Length(4)));
        assert_eq!(read("0123-4567-89AB-CDE5"), Err(CodeError::Check));
        assert_eq!(read("01?3"), Err(CodeError::Length(3)));
        assert_eq!(read("u123"), Err(CodeError::Symbol('U')));
        assert_eq!(read("01ü3"), Err(CodeError::Symbol('ü')));
        assert_eq!(
            read("Kode suara Anda 0123.4567.89AB.CDE4").map(|it| it.to_string()),
            Ok("0123-4567-89AB-CDE4".into())
        );
    }
}
