//! Editions: contents, phases.

use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row, SqliteConnection, SqlitePool};
use wire::{Contents, Edition, EditionSlug, InnovationSlug, Manifest, MediaFile, Phase};

use super::{
    codes, log_event,
    row::{self, corrupt},
    shown, verifier,
};
use crate::{StoreError, StoredEdition, StoredManifest};

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
    const FORMER: &str = "
        SELECT former.slug, innovation.slug FROM innovation_slug AS former
        JOIN innovation USING (edition, id)
        WHERE edition = ?1 AND former.slug <> innovation.slug ORDER BY former.slug";
    let row = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let id: i64 = row.try_get(0)?;
    let innovations = sqlx::query(INNOVATIONS)
        .bind(id)
        .fetch_all(&mut *connection)
        .await?;
    let former = sqlx::query(FORMER).bind(id).fetch_all(connection).await?;
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
        former: former
            .iter()
            .map(|row| {
                let slug = |column| row.try_get::<&str, usize>(column).map(InnovationSlug::new);
                Ok((slug(0)?, slug(1)?))
            })
            .collect::<Result<_, StoreError>>()?,
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

fn json<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| corrupt(what))
}

pub(super) fn text<T: Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(error.into()))
}
