//! Numbers of rows in the words of a report: `rows 4 to 27, 30`.

use std::fmt;

/// The most runs that are written out.
const RUNS: usize = 10;

/// Ascending numbers, none twice.
pub(super) struct Numbers<'a> {
    first: u32,
    also: &'a [u32],
}

impl<'a> Numbers<'a> {
    pub(super) fn new(first: u32, also: &'a [u32]) -> Self {
        Self { first, also }
    }

    /// `row 4`, or `rows 4 to 27, 30`.
    pub(super) fn of(self, word: &'a str) -> impl fmt::Display + use<'a> {
        fmt::from_fn(move |f| {
            let plural = if self.also.is_empty() { "" } else { "s" };
            write!(f, "{word}{plural} ")?;
            let runs = self.runs();
            for (i, (first, last)) in runs.iter().take(RUNS).enumerate() {
                let before = if i == 0 { "" } else { ", " };
                match last - first {
                    0 => write!(f, "{before}{first}")?,
                    1 => write!(f, "{before}{first}, {last}")?,
                    _ => write!(f, "{before}{first} to {last}")?,
                }
            }
            if runs.len() > RUNS {
                write!(f, " … ({} in all)", self.also.len() + 1)?;
            }
            Ok(())
        })
    }

    /// Neighbours belong together.
    fn runs(&self) -> Vec<(u32, u32)> {
        let mut runs = vec![(self.first, self.first)];
        for &number in self.also {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push((number, number)),
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_short() {
        let said = |first, also: &[u32]| Numbers::new(first, also).of("row").to_string();
        assert_eq!(said(4, &[]), "row 4");
        assert_eq!(said(4, &[5]), "rows 4, 5");
        assert_eq!(said(4, &[5, 6, 9]), "rows 4 to 6, 9");
        let odd: Vec<u32> = (1..20).map(|it| 2 * it + 1).collect();
        assert_eq!(
            said(1, &odd),
            "rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 … (20 in all)"
        );
    }
}
