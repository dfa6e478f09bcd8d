//! Exact decimals.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// As many digits after the point as there may be.
const PLACES: usize = 6;
const SCALE: u64 = 1_000_000;

/// A number from 0 below 10^9 with up to six digits after the point, such as
/// `87.25`. Exact: equal numbers are equal, however they were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    millionths: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a number such as 87.25, with at most nine digits before the point and six after it")]
pub struct DecimalError;

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str, most: usize| {
            let sound =
                (1..=most).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
            sound.then(|| text.parse::<u64>().ok()).flatten()
        };
        let missing = PLACES.saturating_sub(part.len());
        let part = digits(part, PLACES).ok_or(DecimalError)?;
        let whole = digits(whole, 9).ok_or(DecimalError)?;
        let part = (0..missing).fold(part, |part, _| part * 10);
        Ok(Self {
            millionths: whole * SCALE + part,
        })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.millionths / SCALE, self.millionths % SCALE);
        if part == 0 {
            return write!(f, "{whole}");
        }
        let text = format!("{whole}.{part:06}");
        f.write_str(text.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_ordered() {
        let table = [
            "0",
            "0.000001",
            "0.1",
            "9.999999",
            "10",
            "87.25",
            "999999999.999999",
        ];
        let read: Vec<Decimal> = table.iter().map(|text| text.parse().unwrap()).collect();
        assert!(read.is_sorted_by(|a, b| a < b));
        for (text, decimal) in table.iter().zip(read) {
            assert_eq!(decimal.to_string(), *text);
        }
        assert_eq!("087.250".parse::<Decimal>(), "87.25".parse());
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1,5",
            "1e3",
            " 1",
            "1.0000001",
            "1.2.3",
            "1000000000",
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError), "{text:?}");
        }
    }
}
