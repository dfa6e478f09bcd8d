//! Reading ballots.

use chrono::{DateTime, Utc};
use ledger::Entry;
use sqlx::{Row, SqliteConnection, SqlitePool, sqlite::SqliteRow};
use wire::{Ballot, EditionSlug, Hash, PublicKey, Receipt};

use super::row::{self, as_i64, corrupt};
use crate::{CountedBallot, StoreError, StoredBallot};

pub(super) async fn counted_after(
    readers: &SqlitePool,
    edition: &EditionSlug,
    position: u64,
    limit: u32,
) -> Result<Vec<CountedBallot>, StoreError> {
    const SQL: &str = "
        SELECT position, key, seq, ballot.channel, minute, marks FROM ballot
        LEFT JOIN credential
            ON credential.edition = ballot.edition AND number = ballot.credential
        WHERE ballot.edition = (SELECT id FROM edition WHERE slug = ?1) AND position > ?2
            AND salt <> x''
        ORDER BY position LIMIT ?3";
    let rows = sqlx::query(SQL)
        .bind(edition.as_str())
        .bind(as_i64(position))
        .bind(limit)
        .fetch_all(readers)
        .await?;
    rows.iter().map(counted).collect()
}

fn counted(row: &SqliteRow) -> Result<CountedBallot, StoreError> {
    Ok(CountedBallot {
        position: row::number(row, 0, "a position")?,
        credential: row::bytes(row, 1, "a credential")?,
        seq: row::number(row, 2, "a seq")?,
        channel: row::channel(row.try_get(3)?)?,
        recorded_at: row::minute(row, 4)?,
        marks: ledger::read_marks(row.try_get(5)?).map_err(|_| corrupt("a ballot's marks"))?,
    })
}

/// Those without an opening, too. With the manifest's hash, which is the same for all ballots of an edition.
/// The key, column 1, is NULL where the credential's row is missing.
pub(super) const BALLOTS: &str = "
    SELECT position, key, seq, ballot.channel, minute, marks,
           hash, commitment, signature, salt, edition.manifest_hash, edition.slug
    FROM ballot JOIN edition ON edition.id = ballot.edition
    LEFT JOIN credential ON credential.edition = ballot.edition AND number = ballot.credential
    WHERE edition.slug = ?1 AND position > ?2
    ORDER BY position LIMIT ?3";

pub(super) async fn ballots_after(
    readers: &SqlitePool,
    edition: &EditionSlug,
    position: u64,
    limit: u32,
) -> Result<Vec<StoredBallot>, StoreError> {
    let rows = sqlx::query(BALLOTS)
        .bind(edition.as_str())
        .bind(as_i64(position))
        .bind(limit)
        .fetch_all(readers)
        .await?;
    let with_opening = rows.iter().filter(|row| !is_sealed(row));
    with_opening.map(ballot).collect()
}

/// Whether a row of [`BALLOTS`] came back from the public log, without its opening.
pub(super) fn is_sealed(row: &SqliteRow) -> bool {
    row.try_get::<&[u8], _>(9).is_ok_and(<[u8]>::is_empty)
}

/// What there is of such a row.
pub(super) fn entry(row: &SqliteRow) -> Result<Entry, StoreError> {
    Ok(Entry {
        channel: row::channel(row.try_get(3)?)?,
        manifest: row::bytes(row, 10, "the manifest's hash")?,
        credential: row::bytes(row, 1, "a credential")?,
        seq: row::number(row, 2, "a seq")?,
        commitment: row::bytes(row, 7, "a commitment")?,
        signature: row::bytes(row, 8, "a signature")?,
    })
}

/// The hashes of ballots that wait for their opening, in order.
pub(super) async fn without_opening(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
) -> Result<Vec<Hash>, StoreError> {
    const SQL: &str = "
        SELECT hash FROM ballot
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1) AND salt = x''
        ORDER BY position";
    let rows = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_all(connection)
        .await?;
    let hashes = rows.iter().map(|row| row::bytes(row, 0, "a ballot's hash"));
    hashes.collect()
}

/// A row of [`BALLOTS`].
pub(super) fn ballot(row: &SqliteRow) -> Result<StoredBallot, StoreError> {
    let counted = counted(row)?;
    let hash: Hash = row::bytes(row, 6, "a ballot's hash")?;
    Ok(StoredBallot {
        position: counted.position,
        hash,
        recorded_at: counted.recorded_at,
        ballot: Ballot {
            edition: EditionSlug::new(row.try_get::<&str, _>(11)?),
            manifest: row::bytes(row, 10, "the manifest's hash")?,
            credential: counted.credential,
            seq: counted.seq,
            channel: counted.channel,
            commitment: row::bytes(row, 7, "a commitment")?,
            signature: row::bytes(row, 8, "a signature")?,
            salt: row::bytes(row, 9, "a salt")?,
            marks: counted.marks,
        },
    })
}

pub(super) async fn receipt(
    readers: &SqlitePool,
    edition: &EditionSlug,
    credential: &PublicKey,
) -> Result<Option<Receipt>, StoreError> {
    const SQL: &str = "
        SELECT position, seq, ballot.channel, minute, hash FROM credential
        JOIN ballot ON ballot.edition = credential.edition AND ballot.credential = number
        WHERE credential.edition = (SELECT id FROM edition WHERE slug = ?1) AND key = ?2
        ORDER BY seq DESC LIMIT 1";
    let row = sqlx::query(SQL)
        .bind(edition.as_str())
        .bind(&credential.0[..])
        .fetch_optional(readers)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Receipt {
        edition: edition.clone(),
        credential: *credential,
        position: row::number(&row, 0, "a position")?,
        seq: row::number(&row, 1, "a seq")?,
        channel: row::channel(row.try_get(2)?)?,
        recorded_at: row::minute(&row, 3)?,
        ballot: row::bytes(&row, 4, "a ballot's hash")?,
        replaced: false,
        promise: None,
    }))
}

pub(super) async fn newest(
    readers: &SqlitePool,
    edition: &EditionSlug,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "
        SELECT (SELECT minute FROM ballot WHERE ballot.edition = edition.id
                ORDER BY position DESC LIMIT 1), changed_at
        FROM edition WHERE slug = ?1";
    let row = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_optional(readers)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let ballot = match row.try_get::<Option<i64>, _>(0)? {
        Some(_) => Some(row::minute(&row, 0)?),
        None => None,
    };
    Ok(ballot.max(row::moment(&row, 1)?))
}
