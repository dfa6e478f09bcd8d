//! What is published of a count, by whoever made it.

use std::collections::HashMap;

use wire::{Mark, PublishedResult, PublishedRoll, RollBatch};

use crate::{counted::Report, view::SMALLEST_GROUP};

/// Of 100 ballots that count, more than so many whose marks are like no other's
/// are too many to open all.
const MOST_UNIQUE: u64 = 5;

impl Report {
    /// `result.json`; none where the marks are not open.
    pub fn result(&self) -> Option<PublishedResult> {
        Some(PublishedResult {
            version: 1,
            edition: self.manifest.edition.clone(),
            manifest: self.manifest_hash,
            size: self.size,
            ballots: self.ballots,
            channels: self.channels.clone(),
            replaced: self.replaced,
            void: self.void,
            contests: self.contests.clone()?,
        })
    }

    /// The indexes of the ballots that count as bits, the lowest bit of a byte
    /// first: as many as the count has entries.
    pub fn counted(&self) -> Vec<u8> {
        let bytes = usize::try_from(self.size.div_ceil(8)).unwrap_or(0);
        let mut bits = vec![0_u8; bytes];
        for sealed in &self.views.sealed {
            let byte = usize::try_from(sealed.index / 8).ok();
            if let Some(byte) = byte.and_then(|at| bits.get_mut(at)) {
                *byte |= 1 << (sealed.index % 8);
            }
        }
        bits
    }

    /// `roll.json`: booths are named where [`SMALLEST_GROUP`] ballots of a batch
    /// or more count.
    pub fn roll(&self, batches: Vec<RollBatch>) -> PublishedRoll {
        let mut used: HashMap<usize, u64> = HashMap::new();
        for batch in self.views.sealed.iter().filter_map(|it| it.batch) {
            *used.entry(batch).or_default() += 1;
        }
        let named = |(place, batch): (usize, RollBatch)| RollBatch {
            booth: batch
                .booth
                .filter(|_| used.get(&place).is_some_and(|it| *it >= SMALLEST_GROUP)),
            ..batch
        };
        PublishedRoll {
            batches: batches.into_iter().enumerate().map(named).collect(),
        }
    }

    /// Ballots whose marks are like those of no other.
    pub fn unique(&self) -> u64 {
        let mut same: HashMap<&[Mark], u64> = HashMap::new();
        for at in 0..self.views.ends.len() {
            *same.entry(self.views.marks(at)).or_default() += 1;
        }
        same.values().filter(|it| **it == 1).count() as u64
    }

    /// Whether so many ballots can be told by their marks that these are like
    /// names: more than 5 %.
    pub fn is_telling(&self) -> bool {
        self.unique() * 100 > self.ballots * MOST_UNIQUE
    }
}
