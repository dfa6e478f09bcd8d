//! Words of the operator in the log.

use core::{fmt, str::FromStr};

use thiserror::Error;

const MAX_LENGTH: usize = 1000;

/// 1 to 1,000 bytes of UTF-8 without control characters but line feeds. It is
/// there for ever: no names, nothing about a voter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark(String);

/// The text is empty, too long, or has control characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a remark has 1 to {MAX_LENGTH} bytes and no control characters")]
pub struct NotARemark;

impl Remark {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `length u16 | UTF-8`.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let length = u16::try_from(self.0.len()).unwrap_or(u16::MAX);
        [&length.to_be_bytes()[..], self.0.as_bytes()].concat()
    }
}

impl FromStr for Remark {
    type Err = NotARemark;

    fn from_str(text: &str) -> Result<Self, NotARemark> {
        let is_barred = |it: char| it.is_control() && it != '\n';
        if text.is_empty() || text.len() > MAX_LENGTH || text.contains(is_barred) {
            return Err(NotARemark);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
