//! Which codes are of which booth.

use std::collections::HashMap;

use wire::{BoothCount, PublicKey};

/// Booths and the codes that may vote at them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Booths {
    /// Name and how many codes.
    booths: Vec<(String, u64)>,
    of: HashMap<PublicKey, usize>,
}

impl Booths {
    /// In their order; a code is of one booth.
    pub fn new(booths: impl IntoIterator<Item = (String, Vec<PublicKey>)>) -> Self {
        let mut all = Self::default();
        for (place, (name, keys)) in booths.into_iter().enumerate() {
            all.booths.push((name, keys.len().try_into().unwrap_or(0)));
            all.of.extend(keys.into_iter().map(|key| (key, place)));
        }
        all
    }

    /// The place of a code's booth.
    pub(crate) fn of(&self, key: &PublicKey) -> Option<usize> {
        self.of.get(key).copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.booths.len()
    }

    pub(crate) fn counts(&self, used: &[u64]) -> Vec<BoothCount> {
        self.booths
            .iter()
            .zip(used)
            .map(|((name, codes), used)| BoothCount {
                name: name.clone(),
                codes: *codes,
                used: *used,
            })
            .collect()
    }
}
