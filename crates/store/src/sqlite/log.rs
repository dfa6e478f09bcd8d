//! The third part of the trait, on `SQLite`.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ledger::log::{LogEntry, Opening, Remark, Tile};
use wire::{EditionSlug, Hash, RollBatch};

use super::{
    SqliteStore, evidence, links, log_event, log_read, log_result, read, replay, sequence, verifier,
};
use crate::{Evidence, Log, LogHead, LogResult, Replayed, Sequenced, Sign, StoreError};

#[async_trait]
impl Log for SqliteStore {
    async fn log_key(&self, fresh: [u8; 32]) -> Result<[u8; 32], StoreError> {
        self.writer
            .write(async |transaction| links::log_key(transaction, fresh).await)
            .await
    }

    async fn known_log_key(&self) -> Result<Option<[u8; 32]>, StoreError> {
        let mut reader = self.readers.acquire().await?;
        links::known_log_key(&mut reader).await
    }

    async fn sequence(
        &self,
        edition: &EditionSlug,
        max: u32,
        sign: &Sign<'_>,
    ) -> Result<Sequenced, StoreError> {
        // A writer would hold up casts, also with nothing to write.
        let mut reader = self.readers.acquire().await?;
        let (old, is_waiting) = sequence::look(&mut reader, edition).await?;
        drop(reader);
        if !is_waiting {
            return Ok(Sequenced {
                old,
                size: old,
                is_full: false,
            });
        }
        self.writer
            .write(async |transaction| sequence::sequence(transaction, edition, max, sign).await)
            .await
    }

    async fn log_head(&self, edition: &EditionSlug) -> Result<Option<LogHead>, StoreError> {
        let mut reader = self.readers.acquire().await?;
        log_read::head(&mut reader, edition).await
    }

    async fn log_root(&self, edition: &EditionSlug, size: u64) -> Result<Option<Hash>, StoreError> {
        let mut reader = self.readers.begin().await?;
        let edge = log_read::edge(&mut reader, edition, size).await?;
        Ok(edge.map(|it| it.root()))
    }

    async fn log_tile(
        &self,
        edition: &EditionSlug,
        tile: Tile,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let mut reader = self.readers.acquire().await?;
        log_read::tile(&mut reader, edition, tile).await
    }

    async fn replay(
        &self,
        edition: &EditionSlug,
        entries: &[LogEntry],
        head: &LogHead,
        now: DateTime<Utc>,
    ) -> Result<Replayed, StoreError> {
        self.writer
            .write(async |transaction| {
                replay::replay(transaction, edition, entries, head, now).await
            })
            .await
    }

    async fn without_opening(&self, edition: &EditionSlug) -> Result<Vec<Hash>, StoreError> {
        let mut reader = self.readers.acquire().await?;
        read::without_opening(&mut reader, edition).await
    }

    async fn void_without_opening(
        &self,
        edition: &EditionSlug,
        reason: &Remark,
    ) -> Result<u64, StoreError> {
        self.writer
            .write(async |transaction| {
                log_event::void_without_opening(transaction, edition, reason).await
            })
            .await
    }

    async fn begin_log_anew(
        &self,
        edition: &EditionSlug,
        text: &Remark,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| replay::begin_anew(transaction, edition, text, now).await)
            .await
    }

    async fn record_incident(
        &self,
        edition: &EditionSlug,
        text: &Remark,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| log_event::incident(transaction, edition, text, now).await)
            .await
    }

    async fn log_index(
        &self,
        edition: &EditionSlug,
        begins: &[u8],
    ) -> Result<Option<(u64, Hash)>, StoreError> {
        self.places.find(&self.readers, edition, begins).await
    }

    async fn openings_from(
        &self,
        edition: &EditionSlug,
        index: u64,
        limit: u32,
    ) -> Result<Vec<(u64, Opening)>, StoreError> {
        log_result::openings(&self.readers, edition, index, limit).await
    }

    async fn publish_jury(
        &self,
        edition: &EditionSlug,
        body: &[u8],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| {
                evidence::publish_jury(transaction, edition, body, now).await
            })
            .await
    }

    async fn publish_lot(
        &self,
        edition: &EditionSlug,
        value: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| {
                evidence::publish_lot(transaction, edition, value, now).await
            })
            .await
    }

    async fn evidence(&self, edition: &EditionSlug) -> Result<Evidence, StoreError> {
        evidence::evidence(&self.readers, edition).await
    }

    async fn keep_verifier(&self, edition: &EditionSlug, page: &[u8]) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| verifier::keep(transaction, edition, page).await)
            .await
    }

    async fn verifier(&self, edition: &EditionSlug) -> Result<Option<Vec<u8>>, StoreError> {
        verifier::page(&self.readers, edition).await
    }

    async fn roll(&self, edition: &EditionSlug) -> Result<Vec<RollBatch>, StoreError> {
        log_result::roll(&self.readers, edition).await
    }

    async fn publish_result(
        &self,
        edition: &EditionSlug,
        result: &LogResult,
        root: Hash,
    ) -> Result<bool, StoreError> {
        self.writer
            .write(async |transaction| {
                log_result::publish(transaction, edition, result, root).await
            })
            .await
    }

    async fn result(&self, edition: &EditionSlug) -> Result<Option<LogResult>, StoreError> {
        log_result::result(&self.readers, edition).await
    }
}
