//! The keys of voting codes, by batch.

use std::collections::BTreeMap;

use ledger::roll_root;
use wire::{Hash, Manifest, PublicKey, PublishedRoll};

use crate::fault::Fault;

/// Where each key is, and what was done to its batch.
#[derive(Debug, Default)]
pub(crate) struct Roll {
    batches: Vec<Batch>,
    /// Ascending, with the place of its batch.
    keys: Vec<(PublicKey, usize)>,
}

#[derive(Debug)]
struct Batch {
    number: u32,
    booth: Option<String>,
    count: u32,
    root: Hash,
    is_active: bool,
}

impl Roll {
    pub(crate) fn read(published: PublishedRoll) -> Result<Self, Fault> {
        let mut roll = Self::default();
        let mut last = None;
        for (place, batch) in published.batches.into_iter().enumerate() {
            let number = batch.number;
            if last.is_some_and(|last| last >= number) || number == 0 {
                return Err(Fault::BatchOrder { batch: number });
            }
            last = Some(number);
            if !batch.keys.is_sorted_by(|a, b| a < b) {
                return Err(Fault::KeyOrder { batch: number });
            }
            roll.batches.push(Batch {
                number,
                booth: batch.booth,
                count: u32::try_from(batch.keys.len()).unwrap_or(u32::MAX),
                root: roll_root(&batch.keys),
                is_active: false,
            });
            roll.keys
                .extend(batch.keys.into_iter().map(|key| (key, place)));
        }
        roll.keys.sort_unstable();
        if let Some(two) = roll.keys.windows(2).find(|two| two[0].0 == two[1].0) {
            let batch = roll.batches[two[1].1].number;
            return Err(Fault::KeyTwice { batch });
        }
        Ok(roll)
    }

    pub(crate) fn matches(&self, manifest: &Manifest) -> bool {
        let keys: Vec<PublicKey> = self.keys.iter().map(|(key, _)| *key).collect();
        let root = (!keys.is_empty()).then(|| roll_root(&keys));
        root == manifest.roll
    }

    /// The place of the key's batch.
    pub(crate) fn batch_of(&self, key: &PublicKey) -> Option<usize> {
        let at = self.keys.binary_search_by_key(key, |(key, _)| *key).ok()?;
        Some(self.keys[at].1)
    }

    pub(crate) fn place(&self, number: u32) -> Option<usize> {
        self.batches
            .binary_search_by_key(&number, |it| it.number)
            .ok()
    }

    pub(crate) fn is_active(&self, place: usize) -> bool {
        self.batches[place].is_active
    }

    pub(crate) fn activate(
        &mut self,
        index: u64,
        number: u32,
        count: u32,
        root: Hash,
    ) -> Result<(), Fault> {
        let place = self.place(number).ok_or(Fault::Activation { index })?;
        let batch = &mut self.batches[place];
        if (batch.count, batch.root) != (count, root) {
            return Err(Fault::Activation { index });
        }
        if core::mem::replace(&mut batch.is_active, true) {
            return Err(Fault::ActivatedTwice { index });
        }
        Ok(())
    }

    /// The booths that are named, each once, and which batches are theirs.
    pub(crate) fn booths(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut booths: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, batch) in self.batches.iter().enumerate() {
            if let Some(booth) = &batch.booth {
                booths.entry(booth).or_default().push(place);
            }
        }
        booths
    }
}
