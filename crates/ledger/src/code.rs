//! Voting codes: sixteen symbols on a slip of paper that become a credential.
//!
//! Fifteen symbols are random (75 bits), the last is a check that finds every
//! wrong one and every two that changed places.

use core::{fmt, str::FromStr};

use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;
use wire::EditionSlug;

use crate::{
    Credential,
    symbols::{is_between, symbol, value},
};

/// Symbols of a code, the check included.
const LENGTH: usize = 16;
/// In print, so many stand together.
const GROUP: usize = 4;

/// Argon2id (RFC 9106): 19 MiB, two passes, one lane. A phone of four years
/// ago takes about a second; the code's 75 bits make guessing hopeless anyway.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What is typed from a slip. Whoever has it can vote with it once.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; LENGTH]);

/// Why a text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CodeError {
    #[error("a code has {LENGTH} symbols, this has {0}")]
    Length(usize),
    #[error("{0:?} does not stand in any code")]
    Symbol(char),
    /// A symbol is wrong, or two have changed places.
    #[error("the code is mistyped")]
    Check,
}

impl Code {
    /// A new code from 75 of these bits, which have to be random.
    pub fn from_random(bytes: [u8; 10]) -> Self {
        let bits = bytes
            .iter()
            .fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut values = [0; LENGTH];
        for (i, value) in values.iter_mut().take(LENGTH - 1).enumerate() {
            *value = (bits >> (5 * i) & 31) as u8;
        }
        values[LENGTH - 1] = check(&values);
        Self(values)
    }

    /// The credential that this code stands for in that edition. Takes 19 MiB
    /// and, on purpose, time.
    ///
    /// # Panics
    /// Never: see [`Code::seed`].
    pub fn credential(&self, edition: &EditionSlug) -> Credential {
        Credential::from_seed(self.seed(edition))
    }

    /// The seed of that credential: what a QR code carries, so that whoever
    /// scans does not have to wait.
    ///
    /// # Panics
    /// Never: all parameters but the slug are constants within Argon2's bounds,
    /// and a slug is shorter than 4 GiB.
    pub fn seed(&self, edition: &EditionSlug) -> [u8; 32] {
        let params = Params::new(MEMORY, PASSES, LANES, Some(32))
            .expect("the parameters are within the bounds of RFC 9106");
        let salt = ["peta/code/v1|", edition.as_str()].concat();
        let mut seed = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(&self.symbols(), salt.as_bytes(), &mut seed)
            .expect("salt and output are within the bounds of RFC 9106");
        seed
    }

    /// Without groups.
    fn symbols(&self) -> [u8; LENGTH] {
        self.0.map(symbol)
    }
}

impl fmt::Display for Code {
    /// In groups of four: `K7QM-3XWD-9TRA-5HJ2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, symbol) in self.symbols().into_iter().enumerate() {
            if i > 0 && i % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(symbol))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Code {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

impl FromStr for Code {
    type Err = CodeError;

    /// Small letters, spaces and hyphens are fine, and so are I, L and O for
    /// the digits that they look like.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut values = [0; LENGTH];
        let mut length = 0;
        for typed in text.chars() {
            if is_between(typed) {
                continue;
            }
            let value = value(typed).ok_or(CodeError::Symbol(typed))?;
            if let Some(place) = values.get_mut(length) {
                *place = value;
            }
            length += 1;
        }
        if length != LENGTH {
            return Err(CodeError::Length(length));
        }
        if values[LENGTH - 1] != check(&values) {
            return Err(CodeError::Check);
        }
        Ok(Self(values))
    }
}

/// The sum of the symbols before the check, each times a power of a primitive
/// element of GF(32), first to fifteenth: all factors differ, and none is one.
fn check(values: &[u8; LENGTH]) -> u8 {
    values
        .iter()
        .take(LENGTH - 1)
        .rev()
        .fold(0, |sum, value| twice(sum ^ value))
}

/// Times the element `x` of GF(32), modulo `x^5 + x^2 + 1`.
const fn twice(value: u8) -> u8 {
    let carried = value << 1;
    // The carry is taken away with the polynomial.
    carried ^ ((carried >> 5) * 0b10_0101)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(seed: u8) -> Code {
        Code::from_random([seed; 10].map(|byte| byte.wrapping_mul(89) ^ seed))
    }

    #[test]
    fn what_is_printed_is_read_back_however_it_is_typed() {
        for seed in 0..=255 {
            let code = code(seed);
            let text = code.to_string();
            assert_eq!(text.len(), 19, "{text}");
            for typed in [
                text.clone(),
                text.to_lowercase(),
                text.replace('-', ""),
                text.replace('-', " – "),
                text.replace('1', "l").replace('0', "o"),
            ] {
                assert_eq!(typed.parse::<Code>(), Ok(code.clone()), "{typed}");
            }
        }
    }

    /// The last 75 bits, the lowest five first; made by another program from
    /// docs/PROTOCOL.md.
    #[test]
    fn a_code_has_the_bits_that_it_is_made_of() {
        let bytes = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x01, 0x23];
        for (bytes, text) in [
            (bytes, "390Y-Y6FN-9WSA-MH4X"),
            ([255; 10], "ZZZZ-ZZZZ-ZZZZ-ZZZN"),
            ([0; 10], "0000-0000-0000-0000"),
        ] {
            assert_eq!(Code::from_random(bytes).to_string(), text);
        }
    }

    #[test]
    fn every_single_slip_is_found() {
        for seed in [3, 77, 140, 251] {
            let right = code(seed).0;
            for at in 0..LENGTH {
                for other in (0..32).filter(|it| *it != right[at]) {
                    let mut wrong = right;
                    wrong[at] = other;
                    assert_ne!(wrong[LENGTH - 1], check(&wrong), "{at} {other}");
                }
            }
            for one in 0..LENGTH {
                for other in 0..one {
                    let mut wrong = right;
                    wrong.swap(one, other);
                    assert!(wrong == right || wrong[LENGTH - 1] != check(&wrong));
                }
            }
        }
    }

    #[test]
    fn what_is_no_code_is_refused_with_the_reason() {
        let text = code(7).to_string();
        assert_eq!("".parse::<Code>(), Err(CodeError::Length(0)));
        assert_eq!(text[1..].parse::<Code>(), Err(CodeError::Length(15)));
        let long = [text.as_str(), "0"].concat();
        assert_eq!(long.parse::<Code>(), Err(CodeError::Length(17)));
        let strange = text.replace('-', "U");
        assert_eq!(strange.parse::<Code>(), Err(CodeError::Symbol('U')));
        let endless = "0".repeat(100_000);
        assert_eq!(endless.parse::<Code>(), Err(CodeError::Length(100_000)));
    }

    #[test]
    fn a_code_is_another_credential_in_another_edition() {
        let code = code(9);
        let here = code.credential(&"pekan".into()).public_key();
        assert_eq!(here, code.clone().credential(&"pekan".into()).public_key());
        assert_ne!(here, code.credential(&"pekan-lain".into()).public_key());
        assert_eq!(format!("{code:?}"), "Code");
    }

    /// Made with the reference implementation (argon2-cffi 25.1.0): see
    /// docs/PROTOCOL.md.
    #[test]
    fn the_seed_is_the_one_in_the_protocol() {
        let code: Code = "0123-4567-89AB-CDE4".parse().unwrap();
        let seed = code.seed(&"belitung-timur-2026".into());
        assert_eq!(
            wire::Hex(seed).to_string(),
            "6754afd957991ac3240954cac9adc6eab51e2d2d10398aaad94cb79f39bc6730"
        );
    }
}
