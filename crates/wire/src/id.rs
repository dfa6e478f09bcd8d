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

/// The number of an innovation on the ballot ("nomor surat suara"), from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BallotNumber(pub u32);

impl fmt::Display for BallotNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
