//! What the organiser did, done again as the log tells it.

use ledger::log::{self, LogEntry};
use wire::{Hash, Phase};

use super::{Replay, cannot};
use crate::{
    StoreError, Voided,
    sqlite::{codes, edition, evidence},
};

impl Replay<'_> {
    pub(super) async fn deed(&mut self, index: u64, entry: &LogEntry) -> Result<(), StoreError> {
        match entry {
            LogEntry::Manifest(hash) => self.take_manifest(index, *hash).await,
            LogEntry::Open { manifest, .. } => self.turn_to(index, *manifest, Phase::Voting),
            LogEntry::Close { manifest, .. } => self.turn_to(index, *manifest, Phase::Closed),
            LogEntry::Activation { batch, .. } => self.activate(index, *batch).await,
            LogEntry::Void { what, reason } => {
                let what = match what {
                    // Only what has no opening, and it is told by the entry.
                    log::Voided::Ballot(_) => return Ok(()),
                    log::Voided::Credential(key) => Voided::Code(*key),
                    log::Voided::Batch(number) => Voided::Batch(*number),
                };
                let (edition, now) = (self.edition, self.now);
                codes::mark_void(&mut *self.connection, edition, what, reason.as_str(), now).await
            }
            LogEntry::Result { .. } => {
                self.done.phase = self.done.phase.max(Phase::Objection);
                Ok(())
            }
            LogEntry::Lot(value) => {
                evidence::keep_lot(&mut *self.connection, self.edition, value.as_str()).await
            }
            // The means come back with `peta jury`: the same, or none.
            LogEntry::Jury(_) | LogEntry::Openings { .. } | LogEntry::Incident { .. } => Ok(()),
            LogEntry::KeyChange(_) => Err(cannot(index, "the log's key changed")),
            LogEntry::Ballot(_) => Err(cannot(index, "a ballot is no deed")),
        }
    }

    /// Made anew where voting was opened after the copy: it has to be the same.
    async fn take_manifest(&mut self, index: u64, hash: Hash) -> Result<(), StoreError> {
        const OTHER: &str = "voting was opened with other rules than the database has, or \
                             by another version of this program: import the folder that it was \
                             opened with, and take that version";
        if self.manifest == Some(hash) {
            return Ok(());
        }
        let stored = edition::contents(&mut *self.connection, self.slug).await?;
        let stored = stored.ok_or_else(|| StoreError::UnknownEdition(self.slug.clone()))?;
        let made = edition::make_manifest(&mut *self.connection, &stored.contents).await?;
        if stored.manifest.is_some() || made.hash != hash {
            return Err(cannot(index, OTHER));
        }
        sqlx::query("UPDATE edition SET manifest = ?2, manifest_hash = ?3 WHERE id = ?1")
            .bind(self.edition)
            .bind(made.bytes.to_vec())
            .bind(hash.0.to_vec())
            .execute(&mut *self.connection)
            .await?;
        self.manifest = Some(hash);
        Ok(())
    }

    fn turn_to(&mut self, index: u64, manifest: Hash, phase: Phase) -> Result<(), StoreError> {
        if self.manifest != Some(manifest) {
            return Err(cannot(
                index,
                "it is of another manifest than the database's",
            ));
        }
        self.done.phase = self.done.phase.max(phase);
        Ok(())
    }

    async fn activate(&mut self, index: u64, batch: u32) -> Result<(), StoreError> {
        const SQL: &str = "
            UPDATE code_batch SET activated_at = coalesce(activated_at, ?3)
            WHERE edition = ?1 AND number = ?2";
        let done = sqlx::query(SQL)
            .bind(self.edition)
            .bind(batch)
            .bind(self.now.timestamp_micros())
            .execute(&mut *self.connection)
            .await?;
        if done.rows_affected() == 0 {
            return Err(cannot(
                index,
                "the database is from before the batch was made",
            ));
        }
        Ok(())
    }
}
