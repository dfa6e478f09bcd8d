//! The short code on a receipt.

use core::{fmt, str::FromStr};

use thiserror::Error;
use wire::Hash;

use crate::symbols::{is_between, symbol, value};

/// Symbols of a code.
const LENGTH: usize = 16;

/// The first 80 bits of a ballot's hash, for people: `7Q3K-0M9D-…`, four groups
/// of four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptCode(pub [u8; 10]);

/// The text is not sixteen symbols of Crockford's base 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a receipt's code has {LENGTH} letters and digits")]
pub struct NotAReceiptCode;

impl ReceiptCode {
    /// The code of the ballot with that hash.
    pub fn of(ballot: &Hash) -> Self {
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&ballot.0[..10]);
        Self(bytes)
    }
}

impl fmt::Display for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0; 16];
        bytes[6..].copy_from_slice(&self.0);
        let bits = u128::from_be_bytes(bytes);
        for at in 0..LENGTH {
            if at > 0 && at % 4 == 0 {
                f.write_str("-")?;
            }
            let value = bits >> (5 * (LENGTH - 1 - at)) & 31;
            write!(f, "{}", char::from(symbol(value as u8)))?;
        }
        Ok(())
    }
}

impl FromStr for ReceiptCode {
    type Err = NotAReceiptCode;

    /// Small letters, spaces and hyphens are fine, and so are I, L and O for the
    /// digits that they look like.
    fn from_str(text: &str) -> Result<Self, NotAReceiptCode> {
        let (mut bits, mut length) = (0_u128, 0);
        for typed in text.chars().filter(|it| !is_between(*it)) {
            bits = bits << 5 | u128::from(value(typed).ok_or(NotAReceiptCode)?);
            length += 1;
            if length > LENGTH {
                return Err(NotAReceiptCode);
            }
        }
        if length != LENGTH {
            return Err(NotAReceiptCode);
        }
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&bits.to_be_bytes()[6..]);
        Ok(Self(bytes))
    }
}
