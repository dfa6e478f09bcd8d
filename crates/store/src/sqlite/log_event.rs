//! What the organiser does, kept for the public log.

use chrono::{DateTime, Utc};
use ledger::log::{self, LogEntry, Remark};
use sqlx::SqliteConnection;
use wire::{EditionSlug, Hash, Phase, PublicKey};

use super::{
    codes, read,
    row::{self, as_i64},
};
use crate::{StoreError, Voided};

/// Writes an entry down. It stands behind all ballots that are there.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    edition: i64,
    entry: &LogEntry,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO log_event (edition, number, behind, entry)
        SELECT ?1,
            (SELECT coalesce(max(number), 0) + 1 FROM log_event WHERE edition = ?1),
            (SELECT coalesce(max(position), 0) FROM ballot WHERE edition = ?1), ?2";
    sqlx::query(SQL)
        .bind(edition)
        .bind(entry.to_bytes())
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes an entry down at its place: a number, and the ballot that it stands
/// behind.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    edition: i64,
    number: u64,
    behind: u64,
    entry: &[u8],
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO log_event (edition, number, behind, entry) VALUES (?1, ?2, ?3, ?4)")
        .bind(edition)
        .bind(as_i64(number))
        .bind(as_i64(behind))
        .bind(entry)
        .execute(connection)
        .await?;
    Ok(())
}

/// What the public log says of a change of phase.
pub(super) fn turn(
    from: Phase,
    to: Phase,
    manifest: Hash,
    is_new: bool,
    now: DateTime<Utc>,
) -> Vec<LogEntry> {
    let time = seconds(now);
    let mut entries = Vec::new();
    if is_new {
        entries.push(LogEntry::Manifest(manifest));
    }
    if to == Phase::Voting {
        entries.push(LogEntry::Open { manifest, time });
    }
    if from == Phase::Voting {
        entries.push(LogEntry::Close { manifest, time });
    }
    entries
}

/// What the public log says of a batch that may vote now.
pub(super) async fn activation(
    connection: &mut SqliteConnection,
    edition: i64,
    batch: u32,
) -> Result<LogEntry, StoreError> {
    const SQL: &str = "
        SELECT key FROM code JOIN credential
            ON credential.edition = code.edition AND credential.number = code.credential
        WHERE code.edition = ?1 AND batch = ?2";
    let rows = sqlx::query(SQL)
        .bind(edition)
        .bind(batch)
        .fetch_all(connection)
        .await?;
    let keys = rows.iter().map(|row| row::bytes(row, 0, "a credential"));
    let keys: Vec<PublicKey> = keys.collect::<Result<_, _>>()?;
    Ok(LogEntry::Activation {
        batch,
        count: u32::try_from(keys.len()).map_err(|_| row::corrupt("a batch"))?,
        root: ledger::roll_root(&keys),
    })
}

/// What the public log says of what may not vote any more.
pub(super) fn void(what: Voided, reason: &str) -> Result<LogEntry, StoreError> {
    Ok(LogEntry::Void {
        what: match what {
            Voided::Batch(number) => log::Voided::Batch(number),
            Voided::Code(key) => log::Voided::Credential(key),
        },
        reason: reason.parse()?,
    })
}

/// Something happened that people should know.
pub(super) async fn incident(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    text: &Remark,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let edition = codes::edition(transaction, slug, Phase::Archived).await?;
    add(transaction, edition, &told(text, now)).await?;
    Ok(())
}

pub(super) fn told(text: &Remark, now: DateTime<Utc>) -> LogEntry {
    LogEntry::Incident {
        time: seconds(now),
        text: text.clone(),
    }
}

/// Makes ballots void that have no opening; gives how many were not void before.
pub(super) async fn void_without_opening(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    reason: &Remark,
) -> Result<u64, StoreError> {
    let edition = codes::edition(transaction, slug, Phase::Archived).await?;
    let mut voided = 0;
    for hash in read::without_opening(transaction, slug).await? {
        let entry = LogEntry::Void {
            what: log::Voided::Ballot(hash),
            reason: reason.clone(),
        };
        let known: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM log_event
                            WHERE edition = ?1 AND substr(entry, 1, 34) = ?2)",
        )
        .bind(edition)
        .bind(entry.to_bytes().get(..34).map(<[u8]>::to_vec))
        .fetch_one(&mut *transaction)
        .await?;
        if !known {
            add(transaction, edition, &entry).await?;
            voided += 1;
        }
    }
    Ok(voided)
}

/// Seconds since 1970.
fn seconds(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or(0)
}
