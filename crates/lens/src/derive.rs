//! From what is printed on a slip to the seed of a credential.

use ledger::Code;
use thiserror::Error;
use wire::{EditionSlug, Hex};

/// Why there is no seed. The word in the message is `as_str`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// A part of the message is missing.
    #[error("this is no job")]
    Job,
    /// The page checks codes itself, before it asks.
    #[error("this is no code")]
    Code,
}

impl Fault {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Job => "job",
            Self::Code => "code",
        }
    }
}

/// Argon2id of a typed code: takes 19 MiB and, on purpose, time. In hexadecimal.
pub fn derive(code: &str, edition: &str) -> Result<String, Fault> {
    let code: Code = code.parse().map_err(|_| Fault::Code)?;
    Ok(Hex(code.seed(&EditionSlug::from(edition))).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_is_the_one_in_the_protocol() {
        assert_eq!(
            derive("0123 4567 89ab cde4", "belitung-timur-2026").as_deref(),
            Ok("6754afd957991ac3240954cac9adc6eab51e2d2d10398aaad94cb79f39bc6730")
        );
    }

    #[test]
    fn a_mistyped_code_has_none() {
        assert_eq!(
            derive("0123-4567-89AB-CDE5", "belitung-timur-2026"),
            Err(Fault::Code)
        );
    }
}
