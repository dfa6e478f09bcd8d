//! The implementation on `SQLite`, bundled.
//!
//! One connection writes, each verb in one `BEGIN IMMEDIATE` transaction
//! that is durable when it returns (WAL, `synchronous=FULL`): `Writer::write`, and
//! nothing else, begins and ends it. A few more only read. Schema: `migrations/`,
//! never edited once released.

mod cast;
mod check;
mod check_log;
mod codes;
mod copy;
mod edition;
mod evidence;
mod files;
mod floor;
mod import;
mod links;
mod lock;
mod log;
mod log_event;
mod log_read;
mod log_result;
mod open;
mod papers;
mod places;
mod queue;
mod queues;
mod read;
mod replay;
mod row;
mod schema;
mod sequence;
mod shown;
mod verifier;
mod writer;

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::SqlitePool;
use wire::{CodeStatus, Contents, EditionSlug, MediaFile, Phase, PublicKey, Receipt};

pub use copy::{Draft, copy};
pub(crate) use files::{beside, private, sync_folder};
pub use open::Purpose;
pub use open::path;

use crate::{
    Cast, CastOutcome, CheckReport, CodeBatch, CountedBallot, Imported, Store, StoreError,
    StoredBallot, StoredEdition, Terms, Turnout, Voided, WriteHealth,
};

/// One database file, with `-wal`, `-shm` and `.lock` beside it.
#[derive(Debug)]
pub struct SqliteStore {
    writer: writer::Writer,
    readers: SqlitePool,
    path: PathBuf,
    places: places::Places,
    /// Whether it is read as if nobody could write to it: without a write-ahead log.
    is_still: bool,
    /// Held while this server lives.
    _lock: Option<lock::Lock>,
}

#[async_trait]
impl Store for SqliteStore {
    async fn import_as(
        &self,
        contents: &Contents,
        terms: &Terms,
        now: DateTime<Utc>,
    ) -> Result<Imported, StoreError> {
        self.writer
            .write(async |transaction| import::import(transaction, contents, terms, now).await)
            .await
    }

    async fn editions(&self) -> Result<Vec<(EditionSlug, Phase)>, StoreError> {
        edition::list(&self.readers).await
    }

    async fn revision(&self, edition: &EditionSlug) -> Result<Option<u64>, StoreError> {
        edition::revision(&self.readers, edition).await
    }

    async fn contents(&self, edition: &EditionSlug) -> Result<Option<StoredEdition>, StoreError> {
        let mut transaction = self.readers.begin().await?;
        edition::contents(&mut transaction, edition).await
    }

    async fn media(
        &self,
        edition: &EditionSlug,
        file: &str,
    ) -> Result<Option<MediaFile>, StoreError> {
        edition::media(&self.readers, edition, file).await
    }

    async fn set_phase(
        &self,
        edition: &EditionSlug,
        phase: Phase,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| {
                edition::set_phase(transaction, edition, phase, None, now).await
            })
            .await
    }

    async fn turn(
        &self,
        edition: &EditionSlug,
        phase: Phase,
        revision: u64,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| {
                edition::set_phase(transaction, edition, phase, Some(revision), now).await
            })
            .await
    }

    async fn shown(&self) -> Result<Option<EditionSlug>, StoreError> {
        shown::get(&self.readers).await
    }

    async fn show(&self, edition: &EditionSlug) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| shown::set(transaction, edition).await)
            .await
    }

    async fn turnout(&self, edition: &EditionSlug) -> Result<Vec<Turnout>, StoreError> {
        shown::turnout(&self.readers, edition).await
    }

    async fn cast(
        &self,
        edition: &EditionSlug,
        batch: &[Cast],
    ) -> Result<Vec<CastOutcome>, StoreError> {
        self.writer
            .write(async |transaction| cast::cast(transaction, edition, batch).await)
            .await
    }

    async fn counted_after(
        &self,
        edition: &EditionSlug,
        position: u64,
        limit: u32,
    ) -> Result<Vec<CountedBallot>, StoreError> {
        read::counted_after(&self.readers, edition, position, limit).await
    }

    async fn ballots_after(
        &self,
        edition: &EditionSlug,
        position: u64,
        limit: u32,
    ) -> Result<Vec<StoredBallot>, StoreError> {
        read::ballots_after(&self.readers, edition, position, limit).await
    }

    async fn receipt(
        &self,
        edition: &EditionSlug,
        credential: &PublicKey,
    ) -> Result<Option<Receipt>, StoreError> {
        read::receipt(&self.readers, edition, credential).await
    }

    async fn add_codes(
        &self,
        edition: &EditionSlug,
        booth: &str,
        keys: &[PublicKey],
        now: DateTime<Utc>,
    ) -> Result<u32, StoreError> {
        self.writer
            .write(async |transaction| codes::add(transaction, edition, booth, keys, now).await)
            .await
    }

    async fn activate_codes(
        &self,
        edition: &EditionSlug,
        batch: u32,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| codes::activate(transaction, edition, batch, now).await)
            .await
    }

    async fn void_codes(
        &self,
        edition: &EditionSlug,
        what: Voided,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| codes::void(transaction, edition, what, reason, now).await)
            .await
    }

    async fn code(
        &self,
        edition: &EditionSlug,
        key: &PublicKey,
    ) -> Result<Option<CodeStatus>, StoreError> {
        codes::status(&self.readers, edition, key).await
    }

    async fn code_batches(&self, edition: &EditionSlug) -> Result<Vec<CodeBatch>, StoreError> {
        codes::batches(&self.readers, edition).await
    }

    async fn voided(&self, edition: &EditionSlug) -> Result<Vec<PublicKey>, StoreError> {
        codes::voided(&self.readers, edition).await
    }

    async fn check(&self) -> Result<CheckReport, StoreError> {
        let report = check::check(&self.readers).await;
        if self.is_still && beside(&self.path, "-wal").exists() {
            return Err(StoreError::Moved(self.path.clone()));
        }
        report
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.writer.probe().await
    }

    fn write_health(&self) -> WriteHealth {
        self.writer.health()
    }

    async fn newest(&self, edition: &EditionSlug) -> Result<Option<DateTime<Utc>>, StoreError> {
        read::newest(&self.readers, edition).await
    }

    fn file(&self) -> Option<&Path> {
        Some(&self.path)
    }

    async fn close(&self) {
        self.readers.close().await;
        // Last, so that it folds the write-ahead log into the database file.
        self.writer.close().await;
    }
}
