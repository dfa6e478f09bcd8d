//! The trait: everything that the product asks of its storage.

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use wire::{
    Ballot, Channel, CodeStatus, Contents, EditionSlug, Hash, InnovationSlug, Mark, MediaFile,
    Phase, PublicKey, Receipt,
};

use crate::{Cast, CastOutcome, CheckReport, Imported, StoreError, Terms};

/// A place where editions and ballots are kept. One verb is one transaction.
#[async_trait]
pub trait Store: crate::Floor + crate::Log {
    /// Takes in an edition folder whose innovations say their slugs: all or nothing.
    /// See [`Store::import_as`].
    async fn import(
        &self,
        contents: &Contents,
        now: DateTime<Utc>,
    ) -> Result<Imported, StoreError> {
        self.import_as(contents, &Terms::default(), now).await
    }

    /// Takes in an edition folder: all or nothing.
    ///
    /// A known edition keeps its phase, a known innovation id its ballot
    /// number; new ids get the next numbers, in the order of `contents`, and
    /// a number is never given twice. A known id keeps its slug unless `contents`
    /// say another; the old one stays its own ([`StoredEdition::former`]), and is
    /// never another's. Innovations and media that are not in `contents` any more
    /// are taken out, as far as [`Terms::remove`] allows. Once voting was opened,
    /// what ballots are signed against can't change: all such differences are
    /// told. Ballots are never touched.
    async fn import_as(
        &self,
        contents: &Contents,
        terms: &Terms,
        now: DateTime<Utc>,
    ) -> Result<Imported, StoreError>;

    /// All editions, the one that was changed last first.
    async fn editions(&self) -> Result<Vec<(EditionSlug, Phase)>, StoreError>;

    /// Goes up with each import and change of phase, also by another process.
    /// Cheap: a server asks every second.
    async fn revision(&self, edition: &EditionSlug) -> Result<Option<u64>, StoreError>;

    /// An edition with the phase that it is in, without the bytes of its media.
    async fn contents(&self, edition: &EditionSlug) -> Result<Option<StoredEdition>, StoreError>;

    async fn media(
        &self,
        edition: &EditionSlug,
        file: &str,
    ) -> Result<Option<MediaFile>, StoreError>;

    /// Moves an edition to another phase (`voting::may_follow`).
    ///
    /// When voting is opened, the manifest is made from what is stored and
    /// kept as bytes, in the same transaction. Only the edition that is on show can be
    /// opened, so that there is one vote at a time. The result is final no sooner
    /// than people could object for `objection_days`.
    async fn set_phase(
        &self,
        edition: &EditionSlug,
        phase: Phase,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// The same for somebody who has looked at the edition as it was at `revision`:
    /// [`StoreError::Changed`], and nothing happens, if it has changed since.
    async fn turn(
        &self,
        edition: &EditionSlug,
        phase: Phase,
        revision: u64,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// The edition that a server serves; the first that was imported, as long as
    /// nothing else is said. None in an empty database.
    async fn shown(&self) -> Result<Option<EditionSlug>, StoreError>;

    /// From now on a server that starts serves this edition. Refused while another
    /// one's vote is running.
    async fn show(&self, edition: &EditionSlug) -> Result<(), StoreError>;

    /// How many have voted, by channel: those with any ballots, in the order of
    /// [`Channel::ALL`]. It says nothing of what they chose.
    async fn turnout(&self, edition: &EditionSlug) -> Result<Vec<Turnout>, StoreError>;

    /// Takes a batch of ballots in one durable transaction; one outcome for
    /// each, in the same order. On an error none of them is stored.
    async fn cast(
        &self,
        edition: &EditionSlug,
        batch: &[Cast],
    ) -> Result<Vec<CastOutcome>, StoreError>;

    /// What is counted of the ballots after `position` (0 for all), in order.
    async fn counted_after(
        &self,
        edition: &EditionSlug,
        position: u64,
        limit: u32,
    ) -> Result<Vec<CountedBallot>, StoreError>;

    /// Whole ballots after `position` (0 for all), in order.
    async fn ballots_after(
        &self,
        edition: &EditionSlug,
        position: u64,
        limit: u32,
    ) -> Result<Vec<StoredBallot>, StoreError>;

    /// The receipt of a credential's latest ballot.
    async fn receipt(
        &self,
        edition: &EditionSlug,
        credential: &PublicKey,
    ) -> Result<Option<Receipt>, StoreError>;

    /// Takes in the public keys of new voting codes as a batch for a booth, and
    /// gives the batch's number, from 1. Nobody can vote with them before
    /// [`Store::activate_codes`]. Only before voting is opened, for the manifest
    /// has the root of all keys then; a key that is known already is refused,
    /// and with it the whole batch.
    async fn add_codes(
        &self,
        edition: &EditionSlug,
        booth: &str,
        keys: &[PublicKey],
        now: DateTime<Utc>,
    ) -> Result<u32, StoreError>;

    /// From now on a batch's codes may vote. Twice is as good as once.
    async fn activate_codes(
        &self,
        edition: &EditionSlug,
        batch: u32,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// From now on a batch or a code may not vote, and what was cast with it
    /// does not count. Nothing is deleted, and the first reason stays. Not once
    /// the result is final.
    async fn void_codes(
        &self,
        edition: &EditionSlug,
        what: Voided,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// What a code may do and has done, by its public key; none if it is no
    /// code's. A device's credential is none either.
    async fn code(
        &self,
        edition: &EditionSlug,
        key: &PublicKey,
    ) -> Result<Option<CodeStatus>, StoreError>;

    /// All batches of codes, by number.
    async fn code_batches(&self, edition: &EditionSlug) -> Result<Vec<CodeBatch>, StoreError>;

    /// The credentials whose ballots don't count, ascending.
    async fn voided(&self, edition: &EditionSlug) -> Result<Vec<PublicKey>, StoreError>;

    /// Reads everything and proves it: integrity of the database, gapless
    /// positions, and of every ballot hash, commitment, signature and marks.
    async fn check(&self) -> Result<CheckReport, StoreError>;

    /// Whether a write would succeed now. Something is written, and nothing changed,
    /// only where the last write has failed.
    async fn probe(&self) -> Result<(), StoreError>;

    fn write_health(&self) -> WriteHealth;

    /// The newest moment that is written down of an edition: of its last ballot, to
    /// the minute, or of its last change. Cheap.
    async fn newest(&self, edition: &EditionSlug) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// The file that everything is kept in, where it is one.
    fn file(&self) -> Option<&Path>;

    /// Ends all work in order; what was answered is on disk.
    async fn close(&self);
}

/// How writing goes, since this process has opened the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteHealth {
    /// Writes that the database failed at.
    pub failures: u64,
    /// Whether the last one is among them.
    pub is_failing: bool,
}

/// An edition as it is kept.
#[derive(Clone, Debug)]
pub struct StoredEdition {
    /// `media` is empty; see [`Store::media`].
    pub contents: Contents,
    /// Set once voting was opened.
    pub manifest: Option<StoredManifest>,
    /// See [`Store::revision`].
    pub revision: u64,
    /// Since when it is in its phase.
    pub phase_since: DateTime<Utc>,
    /// Slugs that innovations had before, with what they have now.
    pub former: Vec<(InnovationSlug, InnovationSlug)>,
}

/// The manifest in force: exactly the bytes that `GET /api/v1/manifest` serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredManifest {
    pub bytes: Arc<[u8]>,
    pub hash: Hash,
}

/// A ballot as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBallot {
    /// From 1, without gaps.
    pub position: u64,
    pub ballot: Ballot,
    pub hash: Hash,
    /// Rounded down to the minute.
    pub recorded_at: DateTime<Utc>,
}

/// What a tally needs of a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedBallot {
    pub position: u64,
    pub credential: PublicKey,
    pub seq: u16,
    pub channel: Channel,
    /// Rounded down to the minute.
    pub recorded_at: DateTime<Utc>,
    pub marks: Vec<Mark>,
}

/// How many have voted by one channel. Replaced ballots are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turnout {
    pub channel: Channel,
    pub ballots: u64,
    /// Beside these: cast with codes that are void now.
    pub void: u64,
}

/// Codes that were made together for one booth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBatch {
    pub number: u32,
    pub booth: String,
    pub made_at: DateTime<Utc>,
    /// None: nobody can vote with them yet.
    pub activated_at: Option<DateTime<Utc>>,
    /// When the batch was voided, and why.
    pub voided: Option<(DateTime<Utc>, String)>,
    pub codes: u64,
    /// Codes that were voided one by one.
    pub codes_voided: u64,
    /// Codes with at least one ballot: "kode terpakai".
    pub codes_used: u64,
    /// Those of them whose ballot counts: neither they nor the batch are void.
    pub codes_counting: u64,
}

/// What is voided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voided {
    Batch(u32),
    Code(PublicKey),
}
