//! What is typed from a slip of paper, and what stands in a staff link.

use ledger::{Code, CodeError, Link};
use wire::Hex;

use crate::known;

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A voting code, a link's token; and ten bytes as the chance of a new code.
pub fn code(bytes: &[u8]) -> bool {
    if let Some(random) = bytes.first_chunk() {
        is_one_of_a_kind(&Code::from_random(*random));
    }
    let Ok(text) = core::str::from_utf8(bytes) else {
        return false;
    };
    let token = token(text);
    let Ok(code) = text.parse::<Code>() else {
        return token;
    };
    is_one_of_a_kind(&code);
    true
}

/// It is read as it is printed, and with any symbol wrong not at all.
fn is_one_of_a_kind(code: &Code) {
    let text = code.to_string();
    assert!(text.parse() == Ok(code.clone()));
    for at in (0..text.len()).filter(|it| it % 5 != 4) {
        for other in SYMBOLS {
            let mut typed = text.clone();
            typed.replace_range(at..=at, char::from(*other).encode_utf8(&mut [0; 4]));
            assert!(typed == text || typed.parse::<Code>() == Err(CodeError::Check));
        }
    }
}

/// Only what was signed is read, and it has one spelling.
fn token(text: &str) -> bool {
    let Ok(link) = Link::read(text, &known::SERVER_KEY, &known::edition()) else {
        return false;
    };
    assert_eq!(link.token(&known::SERVER, &known::edition()), text);
    assert!(Link::read(text, &Hex([1; 32]), &known::edition()).is_err());
    true
}
