//! Identifiers. Each is a newtype, so that a slug is never taken for a code.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is; whoever reads it from outside checks it first.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl core::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
    };
}

text_id! {
    /// One event: lower-case letters, digits and hyphens, 1 to 64 characters.
    EditionSlug
}
text_id! {
    /// A category's code: lower-case letters, digits and underscores.
    CategoryCode
}
text_id! {
    /// An area's code in the government's own system: `19.06.01`, `19.06.01.2001`.
    AreaCode
}
text_id! {
    /// An innovation's registration number: `BLT-2026-001`. Stable over imports.
    InnovationId
}
text_id! {
    /// An innovation's name in URLs: lower-case letters, digits and hyphens.
    InnovationSlug
}

impl InnovationId {
    /// Without what a spreadsheet or a hand changes: zeros before a number, capitals.
    /// Two ids that are the same in this form are taken for one.
    pub fn folded(&self) -> String {
        let mut folded = String::new();
        let mut in_number = false;
        let mut rest = self.0.chars().peekable();
        while let Some(c) = rest.next() {
            let has_more = rest.peek().is_some_and(char::is_ascii_digit);
            let is_leading = c == '0' && !in_number && has_more;
            if !is_leading {
                in_number = c.is_ascii_digit();
                folded.push(c.to_ascii_lowercase());
            }
        }
        folded
    }
}

/// The number of an innovation on the ballot ("nomor surat suara"), from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BallotNumber(pub u32);

impl fmt::Display for BallotNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_alike_whatever_a_spreadsheet_did() {
        for (one, other) in [
            ("001", "1"),
            ("000", "0"),
            ("BLT-2026-002", "blt-2026-2"),
            ("A0B01", "a0b1"),
            ("x.00100", "X.100"),
        ] {
            assert_eq!(
                InnovationId::from(one).folded(),
                InnovationId::from(other).folded(),
                "{one} {other}"
            );
        }
        for (one, other) in [("10", "1"), ("0", "00a"), ("101", "11"), ("a-1", "a1")] {
            assert_ne!(
                InnovationId::from(one).folded(),
                InnovationId::from(other).folded(),
                "{one} {other}"
            );
        }
    }
}
