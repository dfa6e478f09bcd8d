//! The second part of the trait, on `SQLite`.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use wire::{EditionSlug, Head, PublicKey};

use super::{SqliteStore, codes, links, papers, queue, queues};
use crate::{
    Arrival, Booth, Cast, Floor, KioskQueue, Link, NewLink, PaperOutcome, PaperRow, PaperSlip,
    Received, Sealed, ServerKeys, Settled, StoreError,
};

#[async_trait]
impl Floor for SqliteStore {
    async fn server_keys(&self, fresh: ServerKeys) -> Result<ServerKeys, StoreError> {
        self.writer
            .write(async |transaction| links::server_keys(transaction, fresh).await)
            .await
    }

    async fn add_link(
        &self,
        edition: &EditionSlug,
        link: &NewLink,
        now: DateTime<Utc>,
    ) -> Result<u32, StoreError> {
        self.writer
            .write(async |transaction| links::add(transaction, edition, link, now).await)
            .await
    }

    async fn links(&self, edition: &EditionSlug) -> Result<Vec<Link>, StoreError> {
        links::list(&self.readers, edition).await
    }

    async fn link(&self, edition: &EditionSlug, number: u32) -> Result<Option<Link>, StoreError> {
        links::get(&self.readers, edition, number).await
    }

    async fn revoke_link(
        &self,
        edition: &EditionSlug,
        number: u32,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(async |transaction| {
                links::revoke(transaction, edition, number, reason, now).await
            })
            .await
    }

    async fn enrol(
        &self,
        edition: &EditionSlug,
        number: u32,
        key: &PublicKey,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.writer
            .write(async |transaction| links::enrol(transaction, edition, number, key, now).await)
            .await
    }

    async fn receive(
        &self,
        edition: &EditionSlug,
        kiosk: u32,
        envelopes: &[Sealed],
        head: Option<&Head>,
        arrival: Arrival,
    ) -> Result<Received, StoreError> {
        self.writer
            .write(async |transaction| {
                queue::receive(transaction, edition, kiosk, envelopes, head, arrival).await
            })
            .await
    }

    async fn settle(
        &self,
        edition: &EditionSlug,
        kiosk: u32,
        settled: &[(u32, Settled)],
    ) -> Result<(), StoreError> {
        if settled.is_empty() {
            return Ok(());
        }
        self.writer
            .write(async |transaction| queue::settle(transaction, edition, kiosk, settled).await)
            .await
    }

    async fn queues(&self, edition: &EditionSlug) -> Result<Vec<KioskQueue>, StoreError> {
        queues::list(&self.readers, edition).await
    }

    async fn enter_paper(
        &self,
        edition: &EditionSlug,
        slip: PaperSlip,
        cast: &Cast,
    ) -> Result<PaperOutcome, StoreError> {
        self.writer
            .write(async |transaction| papers::enter(transaction, edition, slip, cast).await)
            .await
    }

    async fn papers(&self, edition: &EditionSlug) -> Result<Vec<PaperRow>, StoreError> {
        papers::list(&self.readers, edition).await
    }

    async fn booths(&self, edition: &EditionSlug) -> Result<Vec<Booth>, StoreError> {
        codes::booths(&self.readers, edition).await
    }
}
