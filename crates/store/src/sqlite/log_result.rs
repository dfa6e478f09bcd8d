//! Published results, and what is needed to count again.

use ledger::{
    log::{LogEntry, Opening, document_hash},
    read_marks,
};
use sqlx::{Row, SqliteConnection, SqlitePool, sqlite::SqliteRow};
use wire::{EditionSlug, Hash, RollBatch};

use super::{
    log_event,
    row::{self, as_i64, corrupt},
    sequence,
};
use crate::{LogResult, StoreError};

pub(super) async fn openings(
    readers: &SqlitePool,
    edition: &EditionSlug,
    index: u64,
    limit: u32,
) -> Result<Vec<(u64, Opening)>, StoreError> {
    const SQL: &str = "
        SELECT log_entry.idx, log_entry.leaf, ballot.salt, ballot.marks
        FROM log_entry JOIN ballot ON ballot.edition = log_entry.edition
            AND ballot.position = log_entry.position
        WHERE log_entry.edition = (SELECT id FROM edition WHERE slug = ?1) AND idx >= ?2
            AND salt <> x''
        ORDER BY idx LIMIT ?3";
    let rows = sqlx::query(SQL)
        .bind(edition.as_str())
        .bind(as_i64(index))
        .bind(limit)
        .fetch_all(readers)
        .await?;
    rows.iter().map(opening).collect()
}

fn opening(row: &SqliteRow) -> Result<(u64, Opening), StoreError> {
    let marks = read_marks(row.try_get(3)?).map_err(|_| corrupt("the marks"))?;
    let opening = Opening {
        ballot: row::bytes(row, 1, "a ballot's hash")?,
        salt: row::bytes(row, 2, "a salt")?,
        marks,
    };
    Ok((row::number(row, 0, "an entry's index")?, opening))
}

pub(super) async fn roll(
    readers: &SqlitePool,
    edition: &EditionSlug,
) -> Result<Vec<RollBatch>, StoreError> {
    const SQL: &str = "
        SELECT code_batch.number, booth, key FROM code_batch
        JOIN code ON code.edition = code_batch.edition AND batch = code_batch.number
        JOIN credential ON credential.edition = code.edition
            AND credential.number = code.credential
        WHERE code_batch.edition = (SELECT id FROM edition WHERE slug = ?1)
        ORDER BY code_batch.number, key";
    let rows = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_all(readers)
        .await?;
    let mut batches: Vec<RollBatch> = Vec::new();
    for row in &rows {
        let number = row::number(row, 0, "a batch's number")?;
        let key = row::bytes(row, 2, "a credential")?;
        match batches.last_mut() {
            Some(batch) if batch.number == number => batch.keys.push(key),
            _ => batches.push(RollBatch {
                number,
                booth: Some(row.try_get(1)?),
                keys: vec![key],
            }),
        }
    }
    Ok(batches)
}

pub(super) async fn publish(
    transaction: &mut SqliteConnection,
    edition: &EditionSlug,
    result: &LogResult,
    root: Hash,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        INSERT INTO log_result (edition, size, ballots, counted, open, body, roll, sample)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let (size, is_waiting) = sequence::look(transaction, edition).await?;
    if is_waiting || size != result.size {
        return Ok(false);
    }
    let id: i64 = sqlx::query_scalar("SELECT id FROM edition WHERE slug = ?1")
        .bind(edition.as_str())
        .fetch_one(&mut *transaction)
        .await?;
    sqlx::query(SQL)
        .bind(id)
        .bind(as_i64(size))
        .bind(as_i64(result.ballots))
        .bind(&result.counted)
        .bind(result.is_open)
        .bind(&result.body)
        .bind(&result.roll)
        .bind(&result.sample)
        .execute(&mut *transaction)
        .await?;
    let count = result.ballots;
    let hash = document_hash(&result.body);
    for entry in [
        LogEntry::Openings { count, root },
        LogEntry::Result { hash, size },
    ] {
        log_event::add(transaction, id, &entry).await?;
    }
    Ok(true)
}

pub(super) async fn result(
    readers: &SqlitePool,
    edition: &EditionSlug,
) -> Result<Option<LogResult>, StoreError> {
    const SQL: &str = "
        SELECT size, ballots, counted, open, body, roll, sample FROM log_result
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1)
        ORDER BY size DESC LIMIT 1";
    let row = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_optional(readers)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(LogResult {
        size: row::number(&row, 0, "the log's size")?,
        ballots: row::number(&row, 1, "a count")?,
        counted: row.try_get(2)?,
        is_open: row.try_get(3)?,
        body: row.try_get(4)?,
        roll: row.try_get(5)?,
        sample: row.try_get(6)?,
    }))
}
