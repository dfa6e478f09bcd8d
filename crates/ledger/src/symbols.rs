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

/// What may stand between groups.
pub(crate) fn is_between(typed: char) -> bool {
    typed.is_whitespace() || matches!(typed, '-' | '\u{2010}'..='\u{2015}')
}
