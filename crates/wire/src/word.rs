//! Enumerations that are one word in JSON, read and written by one table.
//!
//! What serde derives for them is a visitor and a chain of comparisons each,
//! some kilobytes of the first view altogether: docs/adr/0008.

/// The index of a word in a table.
pub(crate) fn place(words: &[&str], word: &str) -> Option<usize> {
    words.iter().position(|it| *it == word)
}

/// Reads and writes a type as one of these words; `else` is for all others.
macro_rules! words {
    ($type:ident { $($variant:ident: $word:literal),+ $(,)? } $(else $other:ident)?) => {
        impl $type {
            const WORDS: &'static [&'static str] = &[$($word),+];
            const MEANT: &'static [Self] = &[$(Self::$variant),+];
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match self {
                    $(Self::$variant => $word),+
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let word = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
                let meant = crate::word::place(Self::WORDS, &word)
                    .and_then(|place| Self::MEANT.get(place).copied());
                $(let meant = meant.or(Some(Self::$other));)?
                meant.ok_or_else(|| serde::de::Error::unknown_variant(&word, Self::WORDS))
            }
        }
    };
}

pub(crate) use words;
