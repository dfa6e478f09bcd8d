//! Openings that were drawn by lot: docs/PROTOCOL.md, "Openings".

use ledger::{
    commitment,
    log::{Opening, decode_bundle, leaf_hash, verify_inclusion},
};
use sha2::{Digest as _, Sha256};
use wire::{Hash, Hex};

use crate::{
    counted::{Counted, Report},
    fault::Fault,
    files::SAMPLE,
};

/// An opening, shown to be one of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// In the order of all openings, from 0.
    pub place: u64,
    /// Its inclusion proof in their tree.
    pub proof: Vec<Hash>,
    /// The bytes of the opening.
    pub opening: Vec<u8>,
}

impl Drawn {
    /// `place u64 | hashes u8 | hashes | opening`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.place.to_be_bytes().to_vec();
        bytes.push(u8::try_from(self.proof.len()).unwrap_or(u8::MAX));
        for hash in &self.proof {
            bytes.extend_from_slice(&hash.0);
        }
        bytes.extend_from_slice(&self.opening);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (place, rest) = bytes.split_first_chunk()?;
        let (hashes, mut rest) = rest.split_first()?;
        let mut proof = Vec::with_capacity(usize::from(*hashes));
        for _ in 0..*hashes {
            let (hash, tail) = rest.split_first_chunk()?;
            proof.push(Hex(*hash));
            rest = tail;
        }
        Some(Self {
            place: u64::from_be_bytes(*place),
            proof,
            opening: rest.to_vec(),
        })
    }
}

/// The places, ascending, of the `count` ballots with the smallest draw.
pub(crate) fn draw(seed: &Hash, ballots: impl Iterator<Item = Hash>, count: u16) -> Vec<u64> {
    let mut draws: Vec<([u8; 32], u64)> = ballots
        .map(|ballot| {
            let draw = Sha256::new()
                .chain_update("peta/sample/v1")
                .chain_update(seed.0)
                .chain_update(ballot.0);
            draw.finalize().into()
        })
        .zip(0..)
        .collect();
    draws.sort_unstable();
    draws.truncate(count.into());
    let mut places: Vec<u64> = draws.into_iter().map(|(_, place)| place).collect();
    places.sort_unstable();
    places
}

impl Report {
    /// The places, ascending, of the openings that are drawn for everybody.
    pub fn drawn(&self) -> Vec<u64> {
        match (self.seed, self.manifest.sample()) {
            (Some(seed), Some(count)) => {
                let ballots = self.views.sealed.iter().map(|it| it.hash);
                draw(&seed, ballots, count.get())
            }
            _ => Vec::new(),
        }
    }
}

impl Counted {
    /// The places, ascending, of the openings that are drawn: none before their root
    /// is public and the lot's value known.
    fn drawn(&self) -> Vec<u64> {
        match (self.seed, self.manifest.sample(), self.outcome) {
            (Some(seed), Some(count), Some(_)) => {
                let counted = self.standing.counted.iter();
                let ballots = counted.map(|at| self.ballots[*at].hash);
                draw(&seed, ballots, count.get())
            }
            _ => Vec::new(),
        }
    }

    /// Whether there may be a file of openings that are drawn.
    pub fn may_have_sample(&self) -> bool {
        self.outcome.is_some() && self.seed.is_some() && self.manifest.sample().is_some()
    }

    /// With this file, where the openings are not all public: who voted is proven,
    /// and of some ballots what they hold.
    pub fn end_sample(mut self, bytes: &[u8]) -> Result<Report, Fault> {
        let drawn = self.drawn();
        let width = u16::try_from(drawn.len()).unwrap_or(u16::MAX);
        let pieces = decode_bundle(bytes, width).map_err(|_| Fault::Length {
            path: SAMPLE.to_owned(),
        })?;
        for (place, piece) in drawn.iter().zip(pieces) {
            self.check_drawn(*place, piece)?;
        }
        self.sample = Some(drawn.len() as u64);
        self.end_sealed()
    }

    fn check_drawn(&self, place: u64, piece: &[u8]) -> Result<(), Fault> {
        let other = Fault::NotDrawn { place };
        let piece = Drawn::from_bytes(piece).ok_or_else(|| other.clone())?;
        let at = usize::try_from(place).ok();
        let at = at.and_then(|at| self.standing.counted.get(at));
        let sealed = at
            .map(|at| self.ballots[*at])
            .ok_or_else(|| other.clone())?;
        let wrong = |reason: String| Fault::Marks { place, reason };
        let opening = Opening::from_bytes(&piece.opening);
        let opening = opening.map_err(|error| wrong(error.to_string()))?;
        if piece.place != place || opening.ballot != sealed.hash {
            return Err(other);
        }
        if commitment(&opening.salt, &opening.marks) != sealed.commitment {
            let index = sealed.index;
            return Err(Fault::DoesNotOpen { place, index });
        }
        let obeys = voting::Marks::check(opening.marks, &self.manifest.contests);
        obeys.map_err(|error| wrong(error.to_string()))?;
        let leaf = leaf_hash(&piece.opening);
        let is_in = self.outcome.is_some_and(|it| {
            let (size, root) = (it.openings.count, it.openings.root);
            verify_inclusion(&leaf, place, size, &piece.proof, &root).is_ok()
        });
        if is_in {
            Ok(())
        } else {
            Err(Fault::NotInRoot { place })
        }
    }
}
