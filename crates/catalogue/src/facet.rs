//! Facets: the values that a card has, as small numbers, and their counts.

/// How many cards have each value of one facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(Vec<(String, u32)>);

impl Counts {
    /// Zero for a value that no card has.
    pub fn get(&self, code: &str) -> u32 {
        self.0
            .binary_search_by(|(known, _)| known.as_str().cmp(code))
            .map_or(0, |at| self.0[at].1)
    }

    /// Codes with a count above zero, ascending by code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.0.iter().map(|(code, count)| (code.as_str(), *count))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Counts of every facet, each with all *other* filters applied: what a value
/// would give if it were added to those already chosen in its facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    pub categories: Counts,
    /// A village counts in its district and region as well.
    pub areas: Counts,
    pub stages: Counts,
    pub kinds: Counts,
    pub affairs: Counts,
    pub goals: Counts,
}

/// One facet over all cards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// Ascending.
    codes: Vec<Box<str>>,
    /// The values of card `i` are `values[starts[i]..starts[i + 1]]`.
    starts: Vec<u32>,
    values: Vec<u16>,
}

/// A set of values of one facet; empty means that everything is allowed.
pub(crate) struct Allowed(Vec<bool>);

impl Index {
    /// `values_of` gives the codes of the card at a position.
    pub(crate) fn new<'a>(cards: usize, values_of: impl Fn(usize) -> Vec<&'a str>) -> Self {
        let mut codes: Vec<&str> = Vec::new();
        for card in 0..cards {
            for code in values_of(card) {
                if let Err(at) = codes.binary_search(&code) {
                    codes.insert(at, code);
                }
            }
        }
        let mut starts = vec![0];
        let mut values = Vec::new();
        for card in 0..cards {
            let begin = values.len();
            for code in values_of(card) {
                // More than 65,535 values in one facet are no facet any more.
                let value = codes
                    .binary_search(&code)
                    .ok()
                    .and_then(|at| u16::try_from(at).ok());
                if let Some(value) = value
                    && !values[begin..].contains(&value)
                {
                    values.push(value);
                }
            }
            starts.push(as_u32(values.len()));
        }
        Self {
            codes: codes.into_iter().map(Into::into).collect(),
            starts,
            values,
        }
    }

    pub(crate) fn values(&self, card: usize) -> &[u16] {
        &self.values[self.starts[card] as usize..self.starts[card + 1] as usize]
    }

    /// `chosen`: the codes of the filter. A code that no card has allows nothing.
    pub(crate) fn allow<'a>(&self, chosen: impl Iterator<Item = &'a str>) -> Allowed {
        let mut allowed = Vec::new();
        for code in chosen {
            allowed.resize(self.codes.len().max(1), false);
            if let Ok(at) = self.codes.binary_search_by(|known| (**known).cmp(code)) {
                allowed[at] = true;
            }
        }
        Allowed(allowed)
    }

    pub(crate) fn no_counts(&self) -> Vec<u32> {
        vec![0; self.codes.len()]
    }

    pub(crate) fn name(&self, counts: &[u32]) -> Counts {
        let counted = self
            .codes
            .iter()
            .zip(counts)
            .filter(|(_, count)| **count > 0);
        Counts(
            counted
                .map(|(code, count)| (code.as_ref().into(), *count))
                .collect(),
        )
    }
}

impl Allowed {
    pub(crate) fn holds(&self, values: &[u16]) -> bool {
        self.0.is_empty() || values.iter().any(|value| self.0[usize::from(*value)])
    }
}

/// Positions are `u32` throughout: 4 billion cards are not this product's.
pub(crate) fn as_u32(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
