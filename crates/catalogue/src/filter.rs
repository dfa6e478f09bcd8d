//! What someone looks for.

/// What someone looks for. Values of one facet are alternatives; facets and
/// words all have to hold. An empty facet holds for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Every word must be found, in any order, at the beginning of a word or
    /// inside one; case and accents do not matter.
    pub text: String,
    pub categories: Codes,
    /// A district holds its villages.
    pub areas: Codes,
    pub stages: Codes,
    pub kinds: Codes,
    pub affairs: Codes,
    pub goals: Codes,
}

/// A few codes, each once, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes(Vec<String>);

impl Codes {
    /// Where a code is, or where it would be.
    fn place(&self, code: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|it| it.as_str().cmp(code))
    }

    pub fn contains(&self, code: &str) -> bool {
        self.place(code).is_ok()
    }

    /// Adds the code, unless it is there.
    pub fn insert(&mut self, code: &str) {
        if let Err(at) = self.place(code) {
            self.0.insert(at, code.into());
        }
    }

    /// Adds the code, or takes it away if it is there.
    pub fn toggle(&mut self, code: &str) {
        match self.place(code) {
            Ok(at) => {
                self.0.remove(at);
            }
            Err(at) => self.0.insert(at, code.into()),
        }
    }

    pub fn as_slice(&self) -> &[String] {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<S: AsRef<str>> FromIterator<S> for Codes {
    fn from_iter<I: IntoIterator<Item = S>>(given: I) -> Self {
        let mut codes = Self::default();
        for code in given {
            codes.insert(code.as_ref());
        }
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_there_once_and_ascend() {
        let mut codes: Codes = ["b", "a", "b"].into_iter().collect();
        assert_eq!(codes.as_slice(), ["a", "b"]);
        codes.toggle("a");
        codes.toggle("c");
        assert_eq!(codes.as_slice(), ["b", "c"]);
        assert!(codes.contains("c") && !codes.contains("a") && !codes.is_empty());
    }
}
