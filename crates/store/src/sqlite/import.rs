//! Import: a folder's contents in place of what is stored.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::{Row, SqliteConnection};
use wire::{
    BallotNumber, Contents, Edition, EditionSlug, InnovationId, InnovationSlug, MediaFile, Phase,
    Profile,
};

use super::{
    edition::{contents, text},
    row, shown,
};
use crate::{
    Difference, Differences, Imported, StoreError, Subject, Terms,
    difference::differences,
    import::{number, summary},
    removal,
    slug::{self, Given},
};

pub(super) async fn import(
    transaction: &mut SqliteConnection,
    given: &Contents,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Imported, StoreError> {
    let edition = &given.edition.slug;
    let before = contents(transaction, edition).await?;
    let slugs = slugs(transaction, edition).await?;
    let mut innovations = number(&given.innovations, &numbers(transaction, edition).await?);
    let settled = slug::settle(&mut innovations, &slugs, &terms.derived);
    let after = Contents {
        edition: Edition {
            phase: before
                .as_ref()
                .map_or(Phase::Preparing, |it| it.contents.edition.phase),
            ..given.edition.clone()
        },
        innovations,
        categories: given.categories.clone(),
        vocabulary: given.vocabulary.clone(),
        map: given.map.clone(),
        media: Vec::new(),
    };
    let is_opened = before.as_ref().is_some_and(|it| it.manifest.is_some());
    let before = before.map(|it| it.contents);
    let differences = before
        .as_ref()
        .map_or_else(Vec::new, |before| differences(before, &after));
    if is_opened && differences.iter().any(|it| it.is_frozen) {
        let frozen = differences.into_iter().filter(|it| it.is_frozen);
        return Err(StoreError::VotingOpened(Differences(frozen.collect())));
    }
    let before = before.map(|it| it.innovations).unwrap_or_default();
    removal::check(&before, &after.innovations, terms.remove).map_err(StoreError::Removes)?;
    // After that: an id that lost its zeros has the slug of the one that it was.
    settled.map_err(StoreError::TakenSlugs)?;
    let (id, revision) = write_edition(transaction, &after, now).await?;
    shown::set_first(transaction, id).await?;
    write_innovations(transaction, id, &after.innovations).await?;
    write_slugs(transaction, id, revision, &after.innovations, &slugs).await?;
    write_media(transaction, id, &given.media).await?;
    // Innovations are counted.
    let is_told = |it: &Difference| !matches!(it.subject, Subject::Innovation(_));
    Ok(Imported {
        differences: differences.into_iter().filter(is_told).collect(),
        ..summary(&before, &after.innovations)
    })
}

/// All that were ever given.
async fn slugs(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
) -> Result<Given, StoreError> {
    const SQL: &str = "
        SELECT slug, id FROM innovation_slug
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1) ORDER BY revision, id";
    let rows = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_all(connection)
        .await?;
    let all: Result<Vec<_>, StoreError> = rows
        .iter()
        .map(|row| {
            let slug = InnovationSlug::new(row.try_get::<&str, _>(0)?);
            Ok((slug, InnovationId::new(row.try_get::<&str, _>(1)?)))
        })
        .collect();
    Ok(Given::new(all?))
}

/// Those that are new, or an innovation's own again.
async fn write_slugs(
    connection: &mut SqliteConnection,
    edition: i64,
    revision: i64,
    innovations: &[Profile],
    given: &Given,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO innovation_slug (edition, slug, id, revision) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (edition, slug) DO UPDATE SET revision = excluded.revision";
    let cards = innovations.iter().map(|it| &it.card);
    for card in cards.filter(|card| given.latest(&card.id) != Some(&card.slug)) {
        sqlx::query(SQL)
            .bind(edition)
            .bind(card.slug.as_str())
            .bind(card.id.as_str())
            .bind(revision)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn numbers(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
) -> Result<BTreeMap<InnovationId, BallotNumber>, StoreError> {
    const SQL: &str = "
        SELECT id, number FROM ballot_number
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1)";
    let rows = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let id = InnovationId::new(row.try_get::<&str, _>(0)?);
            Ok((id, BallotNumber(row::number(row, 1, "a ballot number")?)))
        })
        .collect()
}

async fn write_edition(
    connection: &mut SqliteConnection,
    contents: &Contents,
    now: DateTime<Utc>,
) -> Result<(i64, i64), StoreError> {
    const SQL: &str = "
        INSERT INTO edition (slug, phase, phase_at, opens_at, closes_at, revision, changed_at,
                             body, categories, vocabulary, map)
        VALUES (?1, 'preparing', ?4, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (slug) DO UPDATE SET
            opens_at = excluded.opens_at, closes_at = excluded.closes_at,
            revision = revision + 1, changed_at = excluded.changed_at,
            body = excluded.body, categories = excluded.categories,
            vocabulary = excluded.vocabulary, map = excluded.map
        RETURNING id, revision";
    let edition = &contents.edition;
    let micros = |moment: Option<DateTime<Utc>>| moment.map(|it| it.timestamp_micros());
    let row = sqlx::query(SQL)
        .bind(edition.slug.as_str())
        .bind(micros(edition.voting_opens_at))
        .bind(micros(edition.voting_closes_at))
        .bind(now.timestamp_micros())
        .bind(text(edition)?)
        .bind(text(&contents.categories)?)
        .bind(text(&contents.vocabulary)?)
        .bind(text(&contents.map)?)
        .fetch_one(connection)
        .await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

async fn write_innovations(
    connection: &mut SqliteConnection,
    edition: i64,
    innovations: &[Profile],
) -> Result<(), StoreError> {
    // All out and in again: two of them may have swapped their slugs.
    sqlx::query("DELETE FROM innovation WHERE edition = ?1")
        .bind(edition)
        .execute(&mut *connection)
        .await?;
    for profile in innovations {
        let card = &profile.card;
        sqlx::query(
            "INSERT INTO ballot_number (edition, id, number) VALUES (?1, ?2, ?3)
             ON CONFLICT (edition, id) DO NOTHING",
        )
        .bind(edition)
        .bind(card.id.as_str())
        .bind(card.number.0)
        .execute(&mut *connection)
        .await?;
        sqlx::query("INSERT INTO innovation (edition, id, slug, body) VALUES (?1, ?2, ?3, ?4)")
            .bind(edition)
            .bind(card.id.as_str())
            .bind(card.slug.as_str())
            .bind(text(profile)?)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn write_media(
    connection: &mut SqliteConnection,
    edition: i64,
    media: &[MediaFile],
) -> Result<(), StoreError> {
    // Equal files are left alone: most imports change none.
    const WRITE: &str = "
        INSERT INTO media (edition, name, content_type, bytes) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (edition, name) DO UPDATE SET
            content_type = excluded.content_type, bytes = excluded.bytes
        WHERE content_type <> excluded.content_type OR bytes <> excluded.bytes";
    const REMOVE: &str = "
        DELETE FROM media WHERE edition = ?1
        AND name NOT IN (SELECT value FROM json_each(?2))";
    let names: Vec<&str> = media.iter().map(|file| file.name.as_str()).collect();
    sqlx::query(REMOVE)
        .bind(edition)
        .bind(text(&names)?)
        .execute(&mut *connection)
        .await?;
    for file in media {
        sqlx::query(WRITE)
            .bind(edition)
            .bind(&file.name)
            .bind(&file.content_type)
            .bind(&file.bytes)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
