//! Voting codes: batches of public keys that are credentials before anybody
//! has voted with them.

use chrono::{DateTime, Utc};
use sqlx::{Row, SqliteConnection, SqlitePool};
use wire::{CodeState, CodeStatus, EditionSlug, Phase, PublicKey};

use super::{
    log_event,
    row::{self, as_i64},
};
use crate::{Booth, CodeBatch, StoreError, Voided};

/// The edition's id, if its phase is `last` at the latest.
pub(super) async fn edition(
    connection: &mut SqliteConnection,
    slug: &EditionSlug,
    last: Phase,
) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT id, phase FROM edition WHERE slug = ?1")
        .bind(slug.as_str())
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| StoreError::UnknownEdition(slug.clone()))?;
    let phase = row::phase(&row, 1)?;
    if phase > last {
        return Err(StoreError::TooLate(phase));
    }
    Ok(row.try_get(0)?)
}

/// The public keys of all codes, whatever has become of them.
pub(super) async fn keys(
    connection: &mut SqliteConnection,
    slug: &EditionSlug,
) -> Result<Vec<PublicKey>, StoreError> {
    const SQL: &str = "
        SELECT key FROM code JOIN credential
            ON credential.edition = code.edition AND credential.number = code.credential
        WHERE code.edition = (SELECT id FROM edition WHERE slug = ?1)";
    let rows = sqlx::query(SQL)
        .bind(slug.as_str())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| row::bytes(row, 0, "a credential"))
        .collect()
}

/// Servers that run look again.
pub(super) async fn changed(
    connection: &mut SqliteConnection,
    edition: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE edition SET revision = revision + 1, changed_at = ?2 WHERE id = ?1")
        .bind(edition)
        .bind(now.timestamp_micros())
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn add(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    booth: &str,
    keys: &[PublicKey],
    now: DateTime<Utc>,
) -> Result<u32, StoreError> {
    // Afterwards the roll is in the manifest.
    let edition = edition(transaction, slug, Phase::Verification).await?;
    let row = sqlx::query(
        "SELECT (SELECT coalesce(max(number), 0) FROM code_batch WHERE edition = ?1),
                (SELECT coalesce(max(number), 0) FROM credential WHERE edition = ?1)",
    )
    .bind(edition)
    .fetch_one(&mut *transaction)
    .await?;
    let batch: u32 = row::number::<u32>(&row, 0, "a batch's number")? + 1;
    let last: u64 = row::number(&row, 1, "a credential's number")?;
    sqlx::query("INSERT INTO code_batch (edition, number, booth, made_at) VALUES (?1, ?2, ?3, ?4)")
        .bind(edition)
        .bind(batch)
        .bind(booth)
        .bind(now.timestamp_micros())
        .execute(&mut *transaction)
        .await?;
    for (number, key) in (last + 1..).zip(keys) {
        let added = sqlx::query(
            "INSERT INTO credential (edition, number, key, channel)
             VALUES (?1, ?2, ?3, 'code') ON CONFLICT DO NOTHING",
        )
        .bind(edition)
        .bind(as_i64(number))
        .bind(&key.0[..])
        .execute(&mut *transaction)
        .await?;
        if added.rows_affected() == 0 {
            return Err(StoreError::KnownKey(*key));
        }
        sqlx::query("INSERT INTO code (edition, credential, batch) VALUES (?1, ?2, ?3)")
            .bind(edition)
            .bind(as_i64(number))
            .bind(batch)
            .execute(&mut *transaction)
            .await?;
    }
    Ok(batch)
}

pub(super) async fn activate(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    batch: u32,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let edition = edition(transaction, slug, Phase::Voting).await?;
    let row = sqlx::query(
        "SELECT voided_at IS NOT NULL, activated_at IS NULL FROM code_batch
         WHERE edition = ?1 AND number = ?2",
    )
    .bind(edition)
    .bind(batch)
    .fetch_optional(&mut *transaction)
    .await?
    .ok_or(StoreError::UnknownBatch(batch))?;
    if row.try_get(0)? {
        return Err(StoreError::VoidedBatch(batch));
    }
    let is_new: bool = row.try_get(1)?;
    sqlx::query(
        "UPDATE code_batch SET activated_at = coalesce(activated_at, ?3)
         WHERE edition = ?1 AND number = ?2",
    )
    .bind(edition)
    .bind(batch)
    .bind(now.timestamp_micros())
    .execute(&mut *transaction)
    .await?;
    if is_new {
        let entry = log_event::activation(transaction, edition, batch).await?;
        log_event::add(transaction, edition, &entry).await?;
    }
    changed(transaction, edition, now).await?;
    Ok(())
}

pub(super) async fn void(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    what: Voided,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let edition = edition(transaction, slug, Phase::Objection).await?;
    // Voided before: the first reason stays, here and in the log.
    if !is_void(transaction, edition, what).await? {
        let entry = log_event::void(what, reason)?;
        log_event::add(transaction, edition, &entry).await?;
    }
    mark_void(transaction, edition, what, reason, now).await?;
    changed(transaction, edition, now).await?;
    Ok(())
}

/// From now on it may not vote. The first reason stays.
pub(super) async fn mark_void(
    connection: &mut SqliteConnection,
    edition: i64,
    what: Voided,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let query = match what {
        Voided::Batch(number) => sqlx::query(
            "UPDATE code_batch SET void_reason = coalesce(void_reason, ?3),
                                   voided_at = coalesce(voided_at, ?4)
             WHERE edition = ?1 AND number = ?2",
        )
        .bind(edition)
        .bind(number),
        Voided::Code(key) => sqlx::query(
            "UPDATE code SET void_reason = coalesce(void_reason, ?3),
                             voided_at = coalesce(voided_at, ?4)
             WHERE edition = ?1 AND credential =
                (SELECT number FROM credential WHERE edition = ?1 AND key = ?2)",
        )
        .bind(edition)
        .bind(key.0.to_vec()),
    };
    let done = query
        .bind(reason)
        .bind(now.timestamp_micros())
        .execute(connection)
        .await?;
    if done.rows_affected() == 0 {
        return Err(match what {
            Voided::Batch(number) => StoreError::UnknownBatch(number),
            Voided::Code(key) => StoreError::UnknownCode(key),
        });
    }
    Ok(())
}

/// False also where there is no such batch or code.
async fn is_void(
    connection: &mut SqliteConnection,
    edition: i64,
    what: Voided,
) -> Result<bool, StoreError> {
    let query = match what {
        Voided::Batch(number) => sqlx::query_scalar(
            "SELECT voided_at IS NOT NULL FROM code_batch WHERE edition = ?1 AND number = ?2",
        )
        .bind(edition)
        .bind(number),
        Voided::Code(key) => sqlx::query_scalar(
            "SELECT voided_at IS NOT NULL FROM code WHERE edition = ?1 AND credential =
                (SELECT number FROM credential WHERE edition = ?1 AND key = ?2)",
        )
        .bind(edition)
        .bind(key.0.to_vec()),
    };
    Ok(query.fetch_optional(connection).await?.unwrap_or(false))
}

pub(super) async fn status(
    readers: &SqlitePool,
    slug: &EditionSlug,
    key: &PublicKey,
) -> Result<Option<CodeStatus>, StoreError> {
    const SQL: &str = "
        SELECT code.voided_at IS NOT NULL OR code_batch.voided_at IS NOT NULL,
               code_batch.activated_at IS NOT NULL,
               (SELECT max(seq) FROM ballot WHERE ballot.edition = code.edition
                AND ballot.credential = code.credential)
        FROM credential
        JOIN code ON code.edition = credential.edition AND code.credential = credential.number
        JOIN code_batch ON code_batch.edition = code.edition AND code_batch.number = code.batch
        WHERE credential.edition = (SELECT id FROM edition WHERE slug = ?1) AND key = ?2";
    let row = sqlx::query(SQL)
        .bind(slug.as_str())
        .bind(&key.0[..])
        .fetch_optional(readers)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let state = match (row.try_get(0)?, row.try_get(1)?) {
        (true, _) => CodeState::Void,
        (false, true) => CodeState::Active,
        (false, false) => CodeState::Waiting,
    };
    let seq = row.try_get(2)?;
    Ok(Some(CodeStatus { state, seq }))
}

pub(super) async fn batches(
    readers: &SqlitePool,
    slug: &EditionSlug,
) -> Result<Vec<CodeBatch>, StoreError> {
    const SQL: &str = "
        SELECT number, booth, made_at, activated_at, voided_at, void_reason,
               (SELECT count(*) FROM code WHERE code.edition = code_batch.edition
                AND batch = code_batch.number),
               (SELECT count(*) FROM code WHERE code.edition = code_batch.edition
                AND batch = code_batch.number AND code.voided_at IS NOT NULL),
               (SELECT count(*) FROM code WHERE code.edition = code_batch.edition
                AND batch = code_batch.number AND EXISTS
                    (SELECT 1 FROM ballot WHERE ballot.edition = code.edition
                     AND ballot.credential = code.credential)),
               (SELECT count(*) FROM code WHERE code.edition = code_batch.edition
                AND batch = code_batch.number
                AND code.voided_at IS NULL AND code_batch.voided_at IS NULL AND EXISTS
                    (SELECT 1 FROM ballot WHERE ballot.edition = code.edition
                     AND ballot.credential = code.credential))
        FROM code_batch WHERE edition = (SELECT id FROM edition WHERE slug = ?1)
        ORDER BY number";
    let rows = sqlx::query(SQL)
        .bind(slug.as_str())
        .fetch_all(readers)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(CodeBatch {
                number: row::number(row, 0, "a batch's number")?,
                booth: row.try_get(1)?,
                made_at: row::moment(row, 2)?.ok_or_else(|| row::corrupt("the time"))?,
                activated_at: row::moment(row, 3)?,
                voided: row::moment(row, 4)?.zip(row.try_get(5)?),
                codes: row::number(row, 6, "a count")?,
                codes_voided: row::number(row, 7, "a count")?,
                codes_used: row::number(row, 8, "a count")?,
                codes_counting: row::number(row, 9, "a count")?,
            })
        })
        .collect()
}

pub(super) async fn voided(
    readers: &SqlitePool,
    slug: &EditionSlug,
) -> Result<Vec<PublicKey>, StoreError> {
    const SQL: &str = "
        SELECT key FROM code
        JOIN code_batch ON code_batch.edition = code.edition AND code_batch.number = batch
        JOIN credential ON credential.edition = code.edition
            AND credential.number = code.credential
        WHERE code.edition = (SELECT id FROM edition WHERE slug = ?1)
            AND (code.voided_at IS NOT NULL OR code_batch.voided_at IS NOT NULL)
        ORDER BY key";
    let rows = sqlx::query(SQL)
        .bind(slug.as_str())
        .fetch_all(readers)
        .await?;
    rows.iter()
        .map(|row| row::bytes(row, 0, "a credential"))
        .collect()
}

pub(super) async fn booths(
    readers: &SqlitePool,
    slug: &EditionSlug,
) -> Result<Vec<Booth>, StoreError> {
    const SQL: &str = "
        SELECT booth, key FROM code_batch
        JOIN code ON code.edition = code_batch.edition AND batch = code_batch.number
        JOIN credential ON credential.edition = code.edition
            AND credential.number = code.credential
        WHERE code_batch.edition = (SELECT id FROM edition WHERE slug = ?1)
            AND activated_at IS NOT NULL AND code_batch.voided_at IS NULL
            AND code.voided_at IS NULL
        ORDER BY booth, key";
    let rows = sqlx::query(SQL)
        .bind(slug.as_str())
        .fetch_all(readers)
        .await?;
    let mut booths: Vec<Booth> = Vec::new();
    for row in &rows {
        let name: &str = row.try_get(0)?;
        let key = row::bytes(row, 1, "a credential")?;
        match booths.last_mut() {
            Some(booth) if booth.name == name => booth.keys.push(key),
            _ => booths.push(Booth {
                name: name.to_owned(),
                keys: vec![key],
            }),
        }
    }
    Ok(booths)
}
