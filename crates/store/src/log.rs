//! The trait, third part: the public log (docs/PROTOCOL.md, "The public log").

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ledger::log::{CheckpointError, LogEntry, Opening, Remark, Tile};
use wire::{EditionSlug, Hash, Phase, RollBatch};

use crate::StoreError;

/// Makes the signed checkpoint of a size and a root.
pub type Sign<'a> = dyn Fn(u64, Hash) -> Result<String, CheckpointError> + Sync + 'a;

/// See [`crate::Store`], which this is a part of.
///
/// What the organiser does is kept as an entry by the verb that does it, in the
/// same transaction: manifest, open, activation, void, close. Entries and ballots
/// wait until they are sequenced.
#[async_trait]
pub trait Log: Send + Sync + 'static {
    /// The Ed25519 private key of checkpoints: `fresh` where there is none yet.
    /// All processes get the same.
    async fn log_key(&self, fresh: [u8; 32]) -> Result<[u8; 32], StoreError>;

    /// The same, if it is there already. Only reads.
    async fn known_log_key(&self) -> Result<Option<[u8; 32]>, StoreError>;

    /// Appends what waits, at most `max` ballots, in order: a batch's ballots
    /// by leaf hash, and other entries between those that came before and after
    /// them. The new head is what `sign` makes of it. Nothing waits: nothing is
    /// written or signed.
    async fn sequence(
        &self,
        edition: &EditionSlug,
        max: u32,
        sign: &Sign<'_>,
    ) -> Result<Sequenced, StoreError>;

    /// None as long as the log is empty.
    async fn log_head(&self, edition: &EditionSlug) -> Result<Option<LogHead>, StoreError>;

    /// The root of the first `size` entries; none if there are fewer.
    async fn log_root(&self, edition: &EditionSlug, size: u64) -> Result<Option<Hash>, StoreError>;

    /// The bytes of a tile; none if the log does not reach its end yet.
    async fn log_tile(
        &self,
        edition: &EditionSlug,
        tile: Tile,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// Appends entries that were published and lost, up to `head`, which becomes
    /// the log's as it is: nothing is signed. What the organiser did is done again;
    /// ballots come back without salt and marks, but for those that wait in the
    /// database already. What waits besides them is appended later, as always.
    async fn replay(
        &self,
        edition: &EditionSlug,
        entries: &[LogEntry],
        head: &LogHead,
        now: DateTime<Utc>,
    ) -> Result<Replayed, StoreError>;

    /// The hashes of ballots that came back without salt and marks, and for which
    /// nobody has sent them since. They count for nothing meanwhile.
    async fn without_opening(&self, edition: &EditionSlug) -> Result<Vec<Hash>, StoreError>;

    /// Makes all of these void in the log, for good; gives how many are new.
    async fn void_without_opening(
        &self,
        edition: &EditionSlug,
        reason: &Remark,
    ) -> Result<u64, StoreError>;

    /// Ends the log without its published end, for good: a new one begins with what
    /// is there, and `text` as its first entry. It gets its name with its first
    /// checkpoint.
    async fn begin_log_anew(
        &self,
        edition: &EditionSlug,
        text: &Remark,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Writes down for the log that something happened that people should know.
    async fn record_incident(
        &self,
        edition: &EditionSlug,
        text: &Remark,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Index and hash of the ballot whose hash begins with these bytes, eight or
    /// more, once it is sequenced.
    async fn log_index(
        &self,
        edition: &EditionSlug,
        begins: &[u8],
    ) -> Result<Option<(u64, Hash)>, StoreError>;

    /// Salts and marks of the ballots from an index of the log on, whether they
    /// count or not: of at most `limit` entries, with their index. Empty at the end.
    async fn openings_from(
        &self,
        edition: &EditionSlug,
        index: u64,
        limit: u32,
    ) -> Result<Vec<(u64, Opening)>, StoreError>;

    /// Takes in what is published as `jury.json`, once, with its entry for the log:
    /// between the close and the final result, where the rules ask for it.
    async fn publish_jury(
        &self,
        edition: &EditionSlug,
        body: &[u8],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// The same with the lot's value; where it draws a sample not before there is
    /// a result.
    async fn publish_lot(
        &self,
        edition: &EditionSlug,
        value: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// What was taken in of these.
    async fn evidence(&self, edition: &EditionSlug) -> Result<Evidence, StoreError>;

    /// Keeps the page that everybody may recount with, as one file, until voting
    /// opens: the manifest names its hash. Later it changes nothing.
    async fn keep_verifier(&self, edition: &EditionSlug, page: &[u8]) -> Result<(), StoreError>;

    /// The page that the manifest names, if it names one.
    async fn verifier(&self, edition: &EditionSlug) -> Result<Option<Vec<u8>>, StoreError>;

    /// All batches of voting codes with their booth and keys.
    async fn roll(&self, edition: &EditionSlug) -> Result<Vec<RollBatch>, StoreError>;

    /// Keeps a result, and its two entries for the log; `root` is that of the
    /// openings. False, and nothing is kept, unless it was counted from all that
    /// was cast and done so far.
    async fn publish_result(
        &self,
        edition: &EditionSlug,
        result: &LogResult,
        root: Hash,
    ) -> Result<bool, StoreError>;

    /// The result in force.
    async fn result(&self, edition: &EditionSlug) -> Result<Option<LogResult>, StoreError>;
}

/// What settles ties and draws a sample, as it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The exact bytes of `jury.json`.
    pub jury: Option<Vec<u8>>,
    /// The lot's value.
    pub lot: Option<String>,
}

/// A published result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogResult {
    /// Entries of the log that it was counted from.
    pub size: u64,
    /// Ballots that count.
    pub ballots: u64,
    /// Which these are, a bit for each entry of the log, the lowest bit of a byte
    /// first.
    pub counted: Vec<u8>,
    /// Whether everybody may see what they hold.
    pub is_open: bool,
    /// The exact bytes of `result.json`.
    pub body: Vec<u8>,
    /// Those of `roll.json`.
    pub roll: Vec<u8>,
    /// The file of openings that were drawn for everybody.
    pub sample: Option<Vec<u8>>,
}

/// The log as it is at a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogHead {
    /// Entries, at least one.
    pub size: u64,
    pub root: Hash,
    /// The signed note (C2SP tlog-checkpoint).
    pub checkpoint: String,
}

/// What came back from the published log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// The log's size before.
    pub old: u64,
    /// Ballots that came back without salt and marks.
    pub ballots: u64,
    /// Ballots that waited in the database.
    pub known: u64,
    /// Other entries.
    pub events: u64,
    /// Ballots that were taken out: they were never published, and one that was has
    /// the same credential and seq.
    pub displaced: u64,
    /// The phase that the entries lead to.
    pub phase: Phase,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sequenced {
    /// The log's size before.
    pub old: u64,
    /// And now.
    pub size: u64,
    /// More may wait than fitted in.
    pub is_full: bool,
}
