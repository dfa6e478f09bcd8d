//! Server keys, links and enrolment.

use chrono::{DateTime, Utc};
use sqlx::{Row, SqliteConnection, SqlitePool, sqlite::SqliteRow};
use wire::{EditionSlug, LinkRole, Phase, PublicKey};

use super::{
    codes,
    row::{self, corrupt},
};
use crate::{Link, NewLink, ServerKeys, StoreError};

pub(super) async fn server_keys(
    transaction: &mut SqliteConnection,
    fresh: ServerKeys,
) -> Result<ServerKeys, StoreError> {
    const SQL: &str = "
        SELECT secret FROM server_key WHERE purpose IN ('seal', 'sign') ORDER BY purpose";
    for (purpose, secret) in [("seal", fresh.seal), ("sign", fresh.sign)] {
        sqlx::query(
            "INSERT INTO server_key (purpose, secret) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )
        .bind(purpose)
        .bind(secret.to_vec())
        .execute(&mut *transaction)
        .await?;
    }
    let rows = sqlx::query(SQL).fetch_all(&mut *transaction).await?;
    let [seal, sign] = rows.as_slice() else {
        return Err(corrupt("the server's keys"));
    };
    Ok(ServerKeys {
        sign: row::bytes(sign, 0, "the server's key")?.0,
        seal: row::bytes(seal, 0, "the server's key")?.0,
    })
}

pub(super) async fn log_key(
    transaction: &mut SqliteConnection,
    fresh: [u8; 32],
) -> Result<[u8; 32], StoreError> {
    sqlx::query(
        "INSERT INTO server_key (purpose, secret) VALUES ('log', ?1) ON CONFLICT DO NOTHING",
    )
    .bind(fresh.to_vec())
    .execute(&mut *transaction)
    .await?;
    known_log_key(transaction)
        .await?
        .ok_or_else(|| corrupt("the log's key"))
}

pub(super) async fn known_log_key(
    connection: &mut SqliteConnection,
) -> Result<Option<[u8; 32]>, StoreError> {
    let row = sqlx::query("SELECT secret FROM server_key WHERE purpose = 'log'")
        .fetch_optional(connection)
        .await?;
    let key = row.map(|row| row::bytes(&row, 0, "the log's key"));
    Ok(key.transpose()?.map(|it| it.0))
}

pub(super) async fn add(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    link: &NewLink,
    now: DateTime<Utc>,
) -> Result<u32, StoreError> {
    let edition = codes::edition(transaction, slug, Phase::Objection).await?;
    let row = sqlx::query("SELECT coalesce(max(number), 0) FROM link WHERE edition = ?1")
        .bind(edition)
        .fetch_one(&mut *transaction)
        .await?;
    let number = row::number::<u32>(&row, 0, "a link's number")? + 1;
    let (role, booth, expires_at) = match link {
        NewLink::Presenter { expires_at } => (LinkRole::Presenter, None, expires_at),
        NewLink::Kiosk { booth, expires_at } => (LinkRole::Kiosk, Some(booth.as_str()), expires_at),
    };
    sqlx::query(
        "INSERT INTO link (edition, number, role, booth, made_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )
    .bind(edition)
    .bind(number)
    .bind(role.as_str())
    .bind(booth)
    .bind(now.timestamp_micros())
    .bind(expires_at.timestamp_micros())
    .execute(&mut *transaction)
    .await?;
    Ok(number)
}

const LINKS: &str = "
    SELECT number, role, booth, made_at, expires_at, revoked_at, revoke_reason, key, enrolled_at
    FROM link WHERE edition = (SELECT id FROM edition WHERE slug = ?1)
        AND (?2 IS NULL OR number = ?2) ORDER BY number";

fn link(row: &SqliteRow) -> Result<Link, StoreError> {
    let word: &str = row.try_get(1)?;
    let moment =
        |column| row::moment(row, column).and_then(|it| it.ok_or_else(|| corrupt("the time")));
    let key: Option<PublicKey> = row::bytes_if_any(row, 7, "a kiosk's key")?;
    Ok(Link {
        number: row::number(row, 0, "a link's number")?,
        role: LinkRole::ALL
            .into_iter()
            .find(|role| role.as_str() == word)
            .ok_or_else(|| corrupt("a link's role"))?,
        booth: row.try_get(2)?,
        made_at: moment(3)?,
        expires_at: moment(4)?,
        revoked: row::moment(row, 5)?.zip(row.try_get(6)?),
        kiosk: key.zip(row::moment(row, 8)?),
    })
}

pub(super) async fn list(
    readers: &SqlitePool,
    slug: &EditionSlug,
) -> Result<Vec<Link>, StoreError> {
    let rows = sqlx::query(LINKS)
        .bind(slug.as_str())
        .bind(None::<u32>)
        .fetch_all(readers)
        .await?;
    rows.iter().map(link).collect()
}

pub(super) async fn get(
    readers: &SqlitePool,
    slug: &EditionSlug,
    number: u32,
) -> Result<Option<Link>, StoreError> {
    let row = sqlx::query(LINKS)
        .bind(slug.as_str())
        .bind(number)
        .fetch_optional(readers)
        .await?;
    row.as_ref().map(link).transpose()
}

/// The same inside of a transaction, with the edition's id.
pub(super) async fn kiosk(
    connection: &mut SqliteConnection,
    slug: &EditionSlug,
    number: u32,
) -> Result<(i64, Link), StoreError> {
    let edition = codes::edition(connection, slug, Phase::Archived).await?;
    let row = sqlx::query(LINKS)
        .bind(slug.as_str())
        .bind(number)
        .fetch_optional(connection)
        .await?;
    let link = row.as_ref().map(link).transpose()?;
    match link {
        Some(link) if link.role == LinkRole::Kiosk => Ok((edition, link)),
        _ => Err(StoreError::UnknownKiosk(number)),
    }
}

pub(super) async fn revoke(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    number: u32,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let edition = codes::edition(transaction, slug, Phase::Archived).await?;
    let done = sqlx::query(
        "UPDATE link SET revoke_reason = coalesce(revoke_reason, ?3),
                         revoked_at = coalesce(revoked_at, ?4)
         WHERE edition = ?1 AND number = ?2",
    )
    .bind(edition)
    .bind(number)
    .bind(reason)
    .bind(now.timestamp_micros())
    .execute(&mut *transaction)
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::UnknownLink(number));
    }
    codes::changed(transaction, edition, now).await?;
    Ok(())
}

pub(super) async fn enrol(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    number: u32,
    key: &PublicKey,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let (edition, link) = kiosk(transaction, slug, number).await?;
    if link.revoked.is_some() {
        return Err(StoreError::KioskRevoked(number));
    }
    match link.kiosk {
        Some((known, _)) if known == *key => return Ok(false),
        Some(_) => return Err(StoreError::KioskTaken(number)),
        None => {}
    }
    // A tablet with two links would have one queue under two numbers.
    let done = sqlx::query(
        "UPDATE link SET key = ?3, enrolled_at = ?4 WHERE edition = ?1 AND number = ?2
         AND NOT EXISTS (SELECT 1 FROM link other WHERE other.edition = ?1 AND other.key = ?3)",
    )
    .bind(edition)
    .bind(number)
    .bind(&key.0[..])
    .bind(now.timestamp_micros())
    .execute(&mut *transaction)
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::KioskTaken(number));
    }
    Ok(true)
}
