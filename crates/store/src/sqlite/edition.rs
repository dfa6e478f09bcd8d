//! Editions: import, contents, phases.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row, SqliteConnection, SqlitePool};
use wire::{
    BallotNumber, Contents, Edition, EditionSlug, InnovationId, Manifest, MediaFile, Phase, Profile,
};

use super::{
    codes, log_event,
    row::{self, corrupt},
    shown, verifier,
};
use crate::{
    Imported, StoreError, StoredEdition, StoredManifest,
    difference::difference,
    import::{number, summary},
};

pub(super) async fn list(readers: &SqlitePool) -> Result<Vec<(EditionSlug, Phase)>, StoreError> {
    const SQL: &str = "SELECT slug, phase FROM edition ORDER BY changed_at DESC, id DESC";
    let rows = sqlx::query(SQL).fetch_all(readers).await?;
    rows.iter()
        .map(|row| {
            Ok((
                EditionSlug::new(row.try_get::<&str, _>(0)?),
                row::phase(row, 1)?,
            ))
        })
        .collect()
}

pub(super) async fn revision(
    readers: &SqlitePool,
    edition: &EditionSlug,
) -> Result<Option<u64>, StoreError> {
    let row = sqlx::query("SELECT revision FROM edition WHERE slug = ?1")
        .bind(edition.as_str())
        .fetch_optional(readers)
        .await?;
    row.map(|row| row::number(&row, 0, "a revision"))
        .transpose()
}

pub(super) async fn contents(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
) -> Result<Option<StoredEdition>, StoreError> {
    const SQL: &str = "
        SELECT id, phase, revision, body, categories, vocabulary, map, manifest, manifest_hash,
               phase_at
        FROM edition WHERE slug = ?1";
    const INNOVATIONS: &str = "
        SELECT body FROM innovation JOIN ballot_number USING (edition, id)
        WHERE edition = ?1 ORDER BY number";
    let row = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let innovations = sqlx::query(INNOVATIONS)
        .bind(row.try_get::<i64, _>(0)?)
        .fetch_all(connection)
        .await?;
    let manifest: Option<&[u8]> = row.try_get(7)?;
    let hash = row::bytes_if_any(&row, 8, "the manifest's hash")?;
    Ok(Some(StoredEdition {
        contents: Contents {
            edition: Edition {
                phase: row::phase(&row, 1)?,
                ..json(row.try_get(3)?, "the edition")?
            },
            categories: json(row.try_get(4)?, "a list of categories")?,
            vocabulary: json(row.try_get(5)?, "a vocabulary")?,
            map: json(row.try_get(6)?, "a map")?,
            innovations: innovations
                .iter()
                .map(|row| json(row.try_get(0)?, "an innovation"))
                .collect::<Result<_, StoreError>>()?,
            media: Vec::new(),
        },
        manifest: manifest.zip(hash).map(|(bytes, hash)| StoredManifest {
            bytes: bytes.into(),
            hash,
        }),
        revision: row::number(&row, 2, "a revision")?,
        phase_since: row::moment(&row, 9)?.ok_or_else(|| corrupt("the time"))?,
    }))
}

pub(super) async fn media(
    readers: &SqlitePool,
    edition: &EditionSlug,
    file: &str,
) -> Result<Option<MediaFile>, StoreError> {
    const SQL: &str = "
        SELECT content_type, bytes FROM media
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1) AND name = ?2";
    let row = sqlx::query(SQL)
        .bind(edition.as_str())
        .bind(file)
        .fetch_optional(readers)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(MediaFile {
        name: file.into(),
        content_type: row.try_get(0)?,
        bytes: row.try_get(1)?,
    }))
}

pub(super) async fn set_phase(
    transaction: &mut SqliteConnection,
    edition: &EditionSlug,
    phase: Phase,
    revision: Option<u64>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "
        UPDATE edition SET phase = ?2, manifest = ?3, manifest_hash = ?4,
                           revision = revision + 1, changed_at = ?5, phase_at = ?5
        WHERE slug = ?1 RETURNING id";
    let stored = contents(transaction, edition)
        .await?
        .ok_or_else(|| StoreError::UnknownEdition(edition.clone()))?;
    let from = stored.contents.edition.phase;
    if from == phase {
        return Ok(());
    }
    if !voting::may_follow(from, phase) {
        return Err(StoreError::PhaseOrder { from, to: phase });
    }
    if revision.is_some_and(|it| it != stored.revision) {
        return Err(StoreError::Changed(edition.clone()));
    }
    if phase == Phase::Voting && !shown::is_shown(transaction, edition).await? {
        return Err(StoreError::NotShown(edition.clone()));
    }
    let days = stored.contents.edition.objection_days;
    let final_from = voting::final_from(from, stored.phase_since, days);
    if phase >= Phase::Final && final_from.is_none_or(|it| now < it) {
        return Err(StoreError::Objections { days, final_from });
    }
    let is_new = stored.manifest.is_none() && phase == Phase::Voting;
    let manifest = if is_new {
        Some(make_manifest(transaction, &stored.contents).await?)
    } else {
        stored.manifest
    };
    let id: i64 = sqlx::query_scalar(SQL)
        .bind(edition.as_str())
        .bind(phase.as_str())
        .bind(manifest.as_ref().map(|manifest| manifest.bytes.to_vec()))
        .bind(manifest.as_ref().map(|manifest| manifest.hash.0.to_vec()))
        .bind(now.timestamp_micros())
        .fetch_one(&mut *transaction)
        .await?;
    if let Some(manifest) = &manifest {
        for entry in log_event::turn(from, phase, manifest.hash, is_new, now) {
            log_event::add(transaction, id, &entry).await?;
        }
    }
    if phase == Phase::Archived {
        forget_devices(transaction, edition).await?;
    }
    Ok(())
}

/// Nobody votes any more, so nobody has to be told apart.
async fn forget_devices(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
) -> Result<(), StoreError> {
    const SQL: &str = "
        UPDATE credential SET device = NULL
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1)";
    sqlx::query(SQL)
        .bind(edition.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Of the edition with these contents as it would be if voting opened now.
pub(super) async fn make_manifest(
    connection: &mut SqliteConnection,
    contents: &Contents,
) -> Result<StoredManifest, StoreError> {
    let slug = &contents.edition.slug;
    let codes = codes::keys(&mut *connection, slug).await?;
    let roll = (!codes.is_empty()).then(|| ledger::roll_root(&codes));
    let manifest = Manifest {
        verifier: verifier::hash(connection, slug).await?,
        ..voting::manifest(
            &contents.edition,
            &contents.categories,
            &contents.innovations,
            roll,
        )
    };
    if manifest.contests.is_empty() {
        return Err(StoreError::NothingToVote);
    }
    let bytes = text(&manifest)?.into_bytes();
    let hash = ledger::manifest_hash(&bytes);
    Ok(StoredManifest {
        bytes: bytes.into(),
        hash,
    })
}

pub(super) async fn import(
    transaction: &mut SqliteConnection,
    given: &Contents,
    now: DateTime<Utc>,
) -> Result<Imported, StoreError> {
    let slug = &given.edition.slug;
    let before = contents(transaction, slug).await?;
    let numbers = numbers(transaction, slug).await?;
    let after = Contents {
        edition: Edition {
            phase: before
                .as_ref()
                .map_or(Phase::Preparing, |it| it.contents.edition.phase),
            ..given.edition.clone()
        },
        innovations: number(&given.innovations, &numbers),
        categories: given.categories.clone(),
        vocabulary: given.vocabulary.clone(),
        map: given.map.clone(),
        media: Vec::new(),
    };
    if let Some(before) = before.as_ref().filter(|it| it.manifest.is_some())
        && let Some(difference) = difference(&before.contents, &after)
    {
        return Err(StoreError::VotingOpened(difference));
    }
    let id = write_edition(transaction, &after, now).await?;
    shown::set_first(transaction, id).await?;
    write_innovations(transaction, id, &after.innovations).await?;
    write_media(transaction, id, &given.media).await?;
    let before = before.map(|it| it.contents.innovations).unwrap_or_default();
    Ok(summary(&before, &after.innovations))
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
) -> Result<i64, StoreError> {
    const SQL: &str = "
        INSERT INTO edition (slug, phase, phase_at, opens_at, closes_at, revision, changed_at,
                             body, categories, vocabulary, map)
        VALUES (?1, 'preparing', ?4, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (slug) DO UPDATE SET
            opens_at = excluded.opens_at, closes_at = excluded.closes_at,
            revision = revision + 1, changed_at = excluded.changed_at,
            body = excluded.body, categories = excluded.categories,
            vocabulary = excluded.vocabulary, map = excluded.map
        RETURNING id";
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
    Ok(row.try_get(0)?)
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

fn json<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| corrupt(what))
}

fn text<T: Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(error.into()))
}
