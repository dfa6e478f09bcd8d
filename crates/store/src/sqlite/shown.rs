//! Which edition is on show, and how many have voted in one.

use sqlx::{Row as _, SqliteConnection, SqlitePool};
use wire::{EditionSlug, Phase};

use super::{codes, row};
use crate::{StoreError, Turnout};

pub(super) async fn get(readers: &SqlitePool) -> Result<Option<EditionSlug>, StoreError> {
    const SQL: &str = "SELECT slug FROM shown JOIN edition ON edition.id = shown.edition";
    let slug: Option<String> = sqlx::query_scalar(SQL).fetch_optional(readers).await?;
    Ok(slug.map(EditionSlug::new))
}

pub(super) async fn set(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
) -> Result<(), StoreError> {
    const RUNNING: &str = "SELECT slug FROM edition WHERE phase = 'voting' AND id <> ?1";
    const SET: &str = "
        INSERT INTO shown (id, edition) VALUES (1, ?1)
        ON CONFLICT (id) DO UPDATE SET edition = excluded.edition";
    let id = codes::edition(&mut *transaction, slug, Phase::Archived).await?;
    let running: Option<String> = sqlx::query_scalar(RUNNING)
        .bind(id)
        .fetch_optional(&mut *transaction)
        .await?;
    if let Some(running) = running {
        return Err(StoreError::VoteRunning(EditionSlug::new(running)));
    }
    sqlx::query(SET).bind(id).execute(transaction).await?;
    Ok(())
}

/// The first edition of a database is on show at once; none of those that follow.
pub(super) async fn set_first(
    transaction: &mut SqliteConnection,
    edition: i64,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO shown (id, edition)
        SELECT 1, ?1 WHERE NOT EXISTS (SELECT 1 FROM edition WHERE id <> ?1)
        ON CONFLICT (id) DO NOTHING";
    sqlx::query(SQL).bind(edition).execute(transaction).await?;
    Ok(())
}

pub(super) async fn is_shown(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        SELECT EXISTS (SELECT 1 FROM shown JOIN edition ON edition.id = shown.edition
                       WHERE slug = ?1)";
    let is_shown = sqlx::query_scalar(SQL)
        .bind(slug.as_str())
        .fetch_one(transaction)
        .await?;
    Ok(is_shown)
}

/// One ballot for each credential, the last one.
pub(super) async fn turnout(
    readers: &SqlitePool,
    slug: &EditionSlug,
) -> Result<Vec<Turnout>, StoreError> {
    const SQL: &str = "
        SELECT ballot.channel, count(*),
               coalesce(sum(code.voided_at IS NOT NULL OR code_batch.voided_at IS NOT NULL), 0)
        FROM ballot
        LEFT JOIN code ON code.edition = ballot.edition AND code.credential = ballot.credential
        LEFT JOIN code_batch ON code_batch.edition = code.edition
            AND code_batch.number = code.batch
        WHERE ballot.edition = (SELECT id FROM edition WHERE slug = ?1)
            AND NOT EXISTS (SELECT 1 FROM ballot AS later
                            WHERE later.edition = ballot.edition
                            AND later.credential = ballot.credential
                            AND later.seq > ballot.seq)
        GROUP BY ballot.channel";
    let rows = sqlx::query(SQL)
        .bind(slug.as_str())
        .fetch_all(readers)
        .await?;
    let mut turnout = Vec::with_capacity(rows.len());
    for row in &rows {
        let all: u64 = row::number(row, 1, "a count")?;
        let void: u64 = row::number(row, 2, "a count")?;
        turnout.push(Turnout {
            channel: row::channel(row.try_get(0)?)?,
            ballots: all - void,
            void,
        });
    }
    turnout.sort_unstable_by_key(|it| it.channel);
    Ok(turnout)
}
