//! Crockford's base 32, which has no I, L, O and U: what is read aloud or written
//! by hand is not mistaken.

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The symbol of a value; of higher ones the last five bits.
pub(crate) fn symbol(value: u8) -> u8 {
    SYMBOLS[usize::from(value & 31)]
}

/// The value of what somebody has typed: small letters are fine, and so are I, L
/// and O for the digits that they look like.
pub(crate) fn value(typed: char) -> Option<u8> {
    let symbol = match typed.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let place = SYMBOLS.iter().position(|it| char::from(*it) == symbol)?;
    u8::try_from(place).ok()
}

/// What may stand between groups: codes are sent with dots and lines below, and
/// copied with signs that nobody sees. Letters of other scripts are not among them.
#[must_use]
pub fn is_between(typed: char) -> bool {
    match typed {
        '\u{a0}' | '\u{ad}' | '\u{b7}' | '\u{2000}'..='\u{206f}' | '\u{feff}' => true,
        _ => typed.is_whitespace() || typed.is_ascii() && !typed.is_ascii_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_and_digits_are_read() {
        for between in
            " .-_:,;'\"?\n\t\u{a0}\u{ad}\u{b7}\u{200b}\u{2011}\u{2013}\u{2060}\u{feff}".chars()
        {
            assert!(is_between(between), "{between:?}");
        }
        for symbol in "09AZazUü地".chars() {
            assert!(!is_between(symbol), "{symbol:?}");
        }
    }
}
