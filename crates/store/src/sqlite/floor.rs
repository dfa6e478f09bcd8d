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
        links::server_keys(&self.writer, fresh).await
    }

    async fn add_link(
        &self,
        edition: &EditionSlug,
        link: &NewLink,
        now: DateTime<Utc>,
    ) -> Result<u32, StoreError> {
        links::add(&self.writer, edition, link, now).await
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
        links::revoke(&self.writer, edition, number, reason, now).await
    }

    async fn enrol(
        &self,
        edition: &EditionSlug,
        number: u32,
        key: &PublicKey,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        links::enrol(&self.writer, edition, number, key, now).await
    }

    async fn receive(
        &self,
        edition: &EditionSlug,
        kiosk: u32,
        envelopes: &[Sealed],
        head: Option<&Head>,
        arrival: Arrival,
    ) -> Result<Received, StoreError> {
        queue::receive(&self.writer, edition, kiosk, envelopes, head, arrival).await
    }

    async fn settle(
        &self,
        edition: &EditionSlug,
        kiosk: u32,
        settled: &[(u32, Settled)],
    ) -> Result<(), StoreError> {
        queue::settle(&self.writer, edition, kiosk, settled).await
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
        papers::enter(&self.writer, edition, slip, cast).await
    }

    async fn papers(&self, edition: &EditionSlug) -> Result<Vec<PaperRow>, StoreError> {
        papers::list(&self.readers, edition).await
    }

    async fn booths(&self, edition: &EditionSlug) -> Result<Vec<Booth>, StoreError> {
        codes::booths(&self.readers, edition).await
    }
}
