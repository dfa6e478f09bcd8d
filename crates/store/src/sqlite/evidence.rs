//! What the organiser brings in after the close: the jury's means, the lot's value.

use chrono::{DateTime, Utc};
use ledger::log::{LogEntry, document_hash};
use sqlx::{Row as _, SqliteConnection, SqlitePool};
use wire::{EditionSlug, Manifest, Phase, TieRule};

use super::{
    codes::{changed, edition},
    log_event,
    row::{self, corrupt},
};
use crate::{Evidence, StoreError};

const JURY: &str = "jury";
const LOT: &str = "lot";

pub(super) async fn publish_jury(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (id, manifest) = closed(transaction, slug).await?;
    if manifest.tie_rule != TieRule::JuryMean {
        return Err(StoreError::NotAsked("jury means"));
    }
    keep(transaction, id, JURY, body).await?;
    let entry = LogEntry::Jury(document_hash(body));
    tell(transaction, id, JURY, &entry).await?;
    changed(transaction, id, now).await?;
    Ok(())
}

pub(super) async fn publish_lot(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    value: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (id, manifest) = closed(transaction, slug).await?;
    if !manifest.has_lot() {
        return Err(StoreError::NotAsked("lot"));
    }
    if manifest.sample().is_some() {
        let results: i64 = sqlx::query_scalar("SELECT count(*) FROM log_result WHERE edition = ?1")
            .bind(id)
            .fetch_one(&mut *transaction)
            .await?;
        if results == 0 {
            return Err(StoreError::NothingToDraw);
        }
    }
    keep(transaction, id, LOT, value.as_bytes()).await?;
    let entry = LogEntry::Lot(value.parse()?);
    tell(transaction, id, LOT, &entry).await?;
    changed(transaction, id, now).await?;
    Ok(())
}

pub(super) async fn evidence(
    readers: &SqlitePool,
    slug: &EditionSlug,
) -> Result<Evidence, StoreError> {
    const SQL: &str = "
        SELECT kind, body FROM evidence
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1)";
    let rows = sqlx::query(SQL)
        .bind(slug.as_str())
        .fetch_all(readers)
        .await?;
    let mut evidence = Evidence::default();
    for row in &rows {
        let body: Vec<u8> = row.try_get(1)?;
        if row.try_get::<&str, _>(0)? == JURY {
            evidence.jury = Some(body);
        } else {
            let value = String::from_utf8(body).map_err(|_| corrupt("the lot's value"))?;
            evidence.lot = Some(value);
        }
    }
    Ok(evidence)
}

/// The edition's id and manifest, if its vote is closed and its result not final.
async fn closed(
    connection: &mut SqliteConnection,
    slug: &EditionSlug,
) -> Result<(i64, Manifest), StoreError> {
    let id = edition(connection, slug, Phase::Objection).await?;
    let row = sqlx::query("SELECT phase, manifest FROM edition WHERE id = ?1")
        .bind(id)
        .fetch_one(connection)
        .await?;
    let phase = row::phase(&row, 0)?;
    if phase <= Phase::Voting {
        return Err(StoreError::TooEarly(phase));
    }
    let manifest: Vec<u8> = row.try_get(1)?;
    let manifest = serde_json::from_slice(&manifest).map_err(|_| corrupt("the manifest"))?;
    Ok((id, manifest))
}

/// Writes the entry down, unless it came back from the log before what it is about.
async fn tell(
    connection: &mut SqliteConnection,
    edition: i64,
    kind: &'static str,
    entry: &LogEntry,
) -> Result<(), StoreError> {
    const SQL: &str = "
        SELECT entry FROM log_event WHERE edition = ?1 AND substr(entry, 1, 1) = ?2";
    let bytes = entry.to_bytes();
    let told: Option<Vec<u8>> = sqlx::query_scalar(SQL)
        .bind(edition)
        .bind(&bytes[..1])
        .fetch_optional(&mut *connection)
        .await?;
    match told {
        Some(told) if told == bytes => Ok(()),
        Some(_) => Err(StoreError::KnownAlready(kind)),
        None => log_event::add(connection, edition, entry).await,
    }
}

/// Also from the log, when lost entries come back.
pub(super) async fn keep_lot(
    connection: &mut SqliteConnection,
    edition: i64,
    value: &str,
) -> Result<(), StoreError> {
    keep(connection, edition, LOT, value.as_bytes()).await
}

async fn keep(
    connection: &mut SqliteConnection,
    edition: i64,
    kind: &'static str,
    body: &[u8],
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO evidence (edition, kind, body) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    let added = sqlx::query(SQL)
        .bind(edition)
        .bind(kind)
        .bind(body)
        .execute(connection)
        .await?;
    if added.rows_affected() == 0 {
        return Err(StoreError::KnownAlready(kind));
    }
    Ok(())
}
