//! What the organiser brings in after the close: the jury's means, the lot's value.

use ledger::log::{Remark, document_hash};
use voting::{Evidence, lot_seed};
use wire::{Hash, Manifest, PublishedJury, TieRule};

use crate::{fault::Fault, files::JURY};

/// Entries `jury` and `lot`, each with its index in the log.
#[derive(Clone, Debug, Default)]
pub(crate) struct Later {
    jury: Option<(u64, Hash)>,
    /// The seed that the value gives.
    lot: Option<(u64, Hash)>,
}

impl Later {
    /// Once, and only where ties ask for it.
    pub(crate) fn jury(
        &mut self,
        index: u64,
        hash: Hash,
        manifest: &Manifest,
    ) -> Result<(), Fault> {
        let is_second = self.jury.replace((index, hash)).is_some();
        if is_second || manifest.tie_rule != TieRule::JuryMean {
            return Err(Fault::Jury { index });
        }
        Ok(())
    }

    /// Once, and only where something waits for it; `is_fixed`: some openings are.
    pub(crate) fn lot(
        &mut self,
        index: u64,
        value: &Remark,
        (manifest, hash): (&Manifest, &Hash),
        is_fixed: bool,
    ) -> Result<(), Fault> {
        let seed = lot_seed(hash, value.as_str());
        let is_second = self.lot.replace((index, seed)).is_some();
        let is_early = manifest.sample().is_some() && !is_fixed;
        if is_second || is_early || !manifest.has_lot() {
            return Err(Fault::Lot { index });
        }
        Ok(())
    }

    pub(crate) fn has_jury(&self) -> bool {
        self.jury.is_some()
    }

    /// What is known to the first `size` entries; `published` is `jury.json`.
    pub(crate) fn evidence(
        &self,
        size: u64,
        published: Option<&[u8]>,
        manifest: &Manifest,
    ) -> Result<Evidence, Fault> {
        let wrong = |reason: String| Fault::file(JURY, reason);
        let mut evidence = Evidence::default();
        match (self.jury, published) {
            (None, None) => {}
            (None, Some(_)) => return Err(wrong("the log has no entry `jury`".to_owned())),
            (Some(_), None) => {
                let path = JURY.to_owned();
                return Err(Fault::Missing { path });
            }
            (Some((index, hash)), Some(bytes)) => {
                if document_hash(bytes) != hash {
                    return Err(Fault::OtherJury { index });
                }
                let published: PublishedJury =
                    serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
                let jury = Evidence::jury(&published, manifest);
                let jury = jury.map_err(|error| wrong(error.to_string()))?;
                if index < size {
                    evidence.jury = jury;
                }
            }
        }
        evidence.lot = self
            .lot
            .filter(|(index, _)| *index < size)
            .map(|(_, seed)| seed);
        Ok(evidence)
    }

    /// The seed that a sample is drawn by.
    pub(crate) fn seed(&self) -> Option<Hash> {
        self.lot.map(|(_, seed)| seed)
    }
}
