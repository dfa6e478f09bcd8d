//! Byte strings of any length, written as lower-case hexadecimal in JSON.

use alloc::{string::String, vec::Vec};
use core::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Hex, hex::NotHex};

/// Bytes; in JSON twice as many lower-case hexadecimal digits.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HexBytes(pub Vec<u8>);

impl FromStr for HexBytes {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, NotHex> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if !rest.is_empty() {
            return Err(NotHex);
        }
        let mut bytes = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let pair = core::str::from_utf8(pair).map_err(|_| NotHex)?;
            let Hex([byte]) = pair.parse()?;
            bytes.push(byte);
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for HexBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for HexBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for HexBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for HexBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use alloc::{string::ToString as _, vec};

    use super::*;

    #[test]
    fn bytes_come_back_from_their_only_spelling() {
        for (text, bytes) in [("", vec![]), ("00ff1a", vec![0, 255, 26])] {
            assert_eq!(text.parse(), Ok(HexBytes(bytes.clone())));
            assert_eq!(HexBytes(bytes).to_string(), text);
        }
        for text in ["0", "00f", "0G", "AA", "+1", "é"] {
            assert_eq!(text.parse::<HexBytes>(), Err(NotHex), "{text}");
        }
    }
}
