//! The trait, second part: what the event floor asks of its storage. Signed
//! links, kiosks with their queues, paper ballots, booths.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use wire::{EditionSlug, Head, PublicKey};

use crate::{
    Arrival, Booth, Cast, KioskQueue, Link, NewLink, PaperOutcome, PaperRow, PaperSlip, Received,
    Sealed, ServerKeys, Settled, StoreError,
};

/// See [`crate::Store`], which this is a part of. One verb is one transaction.
#[async_trait]
pub trait Floor: Send + Sync + 'static {
    /// The server's secrets: `fresh`, new random ones, where there are none yet.
    /// All processes get the same.
    async fn server_keys(&self, fresh: ServerKeys) -> Result<ServerKeys, StoreError>;

    /// A new link; gives its number, from 1.
    async fn add_link(
        &self,
        edition: &EditionSlug,
        link: &NewLink,
        now: DateTime<Utc>,
    ) -> Result<u32, StoreError>;

    /// All links, by number.
    async fn links(&self, edition: &EditionSlug) -> Result<Vec<Link>, StoreError>;

    async fn link(&self, edition: &EditionSlug, number: u32) -> Result<Option<Link>, StoreError>;

    /// From now on the link is worth nothing. The first reason stays.
    async fn revoke_link(
        &self,
        edition: &EditionSlug,
        number: u32,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Ties a kiosk's link to a tablet's key, once and for good. False if it
    /// was tied to that key before.
    async fn enrol(
        &self,
        edition: &EditionSlug,
        number: u32,
        key: &PublicKey,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError>;

    /// Takes in what came of a kiosk's queue, before any of it is opened, and
    /// says which envelopes were there in time: those that came while voting
    /// was open, and all in front of one, or of a head, that came then, as far
    /// as the chain of hashes proves it. `head` has been verified.
    ///
    /// In any order, any number of times: the last answer is the same.
    async fn receive(
        &self,
        edition: &EditionSlug,
        kiosk: u32,
        envelopes: &[Sealed],
        head: Option<&Head>,
        arrival: Arrival,
    ) -> Result<Received, StoreError>;

    /// Notes what became of envelopes that were opened, by index. What is
    /// stored stays so.
    async fn settle(
        &self,
        edition: &EditionSlug,
        kiosk: u32,
        settled: &[(u32, Settled)],
    ) -> Result<(), StoreError>;

    /// All queues of kiosks, by number.
    async fn queues(&self, edition: &EditionSlug) -> Result<Vec<KioskQueue>, StoreError>;

    /// One person's entry of a paper ballot. Twice is as good as once.
    async fn enter_paper(
        &self,
        edition: &EditionSlug,
        slip: PaperSlip,
        cast: &Cast,
    ) -> Result<PaperOutcome, StoreError>;

    /// All entries of paper ballots: those of one code together, in the order
    /// of their envelopes.
    async fn papers(&self, edition: &EditionSlug) -> Result<Vec<PaperRow>, StoreError>;

    /// The codes that may vote, by booth; booths by name.
    async fn booths(&self, edition: &EditionSlug) -> Result<Vec<Booth>, StoreError>;
}
