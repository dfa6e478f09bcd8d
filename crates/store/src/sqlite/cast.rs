//! Taking ballots: one transaction for a whole batch.
//!
//! Statements carry many rows each, in a few fixed sizes, so that each is
//! prepared once and a batch costs a handful of them.

use std::sync::LazyLock;

use sqlx::{Row, SqliteConnection, SqlitePool};
use wire::{EditionSlug, Hash, PublicKey};

use super::row::{self, as_i64, as_minute};
use crate::{
    Cast, CastOutcome, StoreError,
    decide::{Known, KnownBallot, Situation, decide},
};

/// Rows in one statement, the largest first.
const SIZES: [usize; 3] = [64, 8, 1];

pub(super) async fn cast(
    writer: &SqlitePool,
    edition: &EditionSlug,
    batch: &[Cast],
) -> Result<Vec<CastOutcome>, StoreError> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let (id, situation) = situation(&mut transaction, edition).await?;
    let mut known = Vec::with_capacity(batch.len());
    for part in parts(batch) {
        read_known(&mut transaction, id, part, &mut known).await?;
    }
    let plan = decide(&situation, batch, known);
    for part in parts(&plan.credentials) {
        write_credentials(&mut transaction, id, batch, part).await?;
    }
    for part in parts(&plan.ballots) {
        write_ballots(&mut transaction, id, batch, part).await?;
    }
    transaction.commit().await?;
    Ok(plan.outcomes)
}

async fn situation(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
) -> Result<(i64, Situation), StoreError> {
    const SQL: &str = "
        SELECT id, phase, opens_at, closes_at, manifest_hash,
               (SELECT coalesce(max(position), 0) FROM ballot WHERE ballot.edition = edition.id)
        FROM edition WHERE slug = ?1";
    let row = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| StoreError::UnknownEdition(edition.clone()))?;
    let manifest: Option<Hash> = row::bytes_if_any(&row, 4, "the manifest's hash")?;
    let situation = Situation {
        edition: edition.clone(),
        phase: row::phase(&row, 1)?,
        opens_at: row::moment(&row, 2)?,
        closes_at: row::moment(&row, 3)?,
        manifest,
        last_position: row::number(&row, 5, "a position")?,
    };
    Ok((row.try_get(0)?, situation))
}

/// `?1` is the edition; each cast adds its index, credential, seq and device.
static KNOWN: LazyLock<[String; 3]> = LazyLock::new(|| {
    SIZES.map(|size| {
        format!(
            "WITH asked (place, credential, seq, device) AS (VALUES {})
             SELECT asked.place, mine.channel,
                    (SELECT max(b.seq) FROM ballot b
                     WHERE b.edition = ?1 AND b.credential = asked.credential),
                    same.hash, same.position, same.minute, theirs.key
             FROM asked
             LEFT JOIN credential mine
                ON mine.edition = ?1 AND mine.key = asked.credential
             LEFT JOIN ballot same
                ON same.edition = ?1 AND same.credential = asked.credential
                AND same.seq = asked.seq
             LEFT JOIN credential theirs
                ON theirs.edition = ?1 AND theirs.device = asked.device",
            rows(size, 4)
        )
    })
});

async fn read_known(
    connection: &mut SqliteConnection,
    edition: i64,
    part: &[Cast],
    known: &mut Vec<Known>,
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sized(&KNOWN, part.len())).bind(edition);
    for (place, cast) in (0_i64..).zip(part) {
        query = query
            .bind(place)
            .bind(&cast.ballot().credential.0[..])
            .bind(cast.ballot().seq)
            .bind(cast.device().map(|device| device.0.to_vec()));
    }
    let begin = known.len();
    known.resize_with(begin + part.len(), Known::default);
    for row in query.fetch_all(connection).await? {
        let place: usize = row::number(&row, 0, "a batch")?;
        let channel: Option<&str> = row.try_get(1)?;
        let latest: Option<u16> = row.try_get(2)?;
        let hash: Option<Hash> = row::bytes_if_any(&row, 3, "a ballot's hash")?;
        let device_owner: Option<PublicKey> = row::bytes_if_any(&row, 6, "a credential")?;
        let same_seq = match hash {
            None => None,
            Some(hash) => Some(KnownBallot {
                hash,
                position: row::number(&row, 4, "a position")?,
                recorded_at: row::minute(&row, 5)?,
            }),
        };
        known[begin + place] = Known {
            channel: channel.map(row::channel).transpose()?,
            latest,
            same_seq,
            device_owner,
        };
    }
    Ok(())
}

static CREDENTIALS: LazyLock<[String; 3]> = LazyLock::new(|| {
    SIZES.map(|size| {
        format!(
            "INSERT INTO credential (edition, key, channel, device) {}",
            values(size, 3)
        )
    })
});

async fn write_credentials(
    connection: &mut SqliteConnection,
    edition: i64,
    batch: &[Cast],
    part: &[usize],
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sized(&CREDENTIALS, part.len())).bind(edition);
    for index in part {
        let cast = &batch[*index];
        query = query
            .bind(&cast.ballot().credential.0[..])
            .bind(cast.ballot().channel.as_str())
            .bind(cast.device().map(|device| device.0.to_vec()));
    }
    query.execute(connection).await?;
    Ok(())
}

static BALLOTS: LazyLock<[String; 3]> = LazyLock::new(|| {
    SIZES.map(|size| {
        format!(
            "INSERT INTO ballot (edition, position, credential, seq, channel, minute, hash,
                                 commitment, signature, salt, marks) {}",
            values(size, 10)
        )
    })
});

async fn write_ballots(
    connection: &mut SqliteConnection,
    edition: i64,
    batch: &[Cast],
    part: &[(usize, u64)],
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sized(&BALLOTS, part.len())).bind(edition);
    for (index, position) in part {
        let cast = &batch[*index];
        let ballot = cast.ballot();
        query = query
            .bind(as_i64(*position))
            .bind(&ballot.credential.0[..])
            .bind(ballot.seq)
            .bind(ballot.channel.as_str())
            .bind(as_minute(cast.recorded_at()))
            .bind(cast.hash().0.to_vec())
            .bind(&ballot.commitment.0[..])
            .bind(&ballot.signature.0[..])
            .bind(&ballot.salt.0[..])
            .bind(ledger::canonical_marks(&ballot.marks));
    }
    query.execute(connection).await?;
    Ok(())
}

/// Cuts a batch into parts whose lengths are in [`SIZES`].
fn parts<T>(mut batch: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= batch.len())?;
        let (part, rest) = batch.split_at(size);
        batch = rest;
        Some(part)
    })
}

fn sized(statements: &'static [String; 3], size: usize) -> &'static str {
    let at = SIZES
        .iter()
        .position(|it| *it == size)
        .unwrap_or(SIZES.len() - 1);
    &statements[at]
}

/// `VALUES (?1, ?2, ?3), (?1, ?4, ?5), …`: the edition and `columns` more.
fn values(rows: usize, columns: usize) -> String {
    let row = |row: usize| format!("(?1, {})", parameters(row, columns));
    format!(
        "VALUES {}",
        (0..rows).map(row).collect::<Vec<_>>().join(", ")
    )
}

/// `(?2, ?3), (?4, ?5), …`
fn rows(rows: usize, columns: usize) -> String {
    let row = |row: usize| format!("({})", parameters(row, columns));
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Numbered, because `?` alone would start from the highest number before it.
fn parameters(row: usize, columns: usize) -> String {
    let first = 2 + row * columns;
    (first..first + columns)
        .map(|it| format!("?{it}"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_cut_into_known_sizes_and_nothing_is_lost() {
        for length in 0..200_usize {
            let batch: Vec<usize> = (0..length).collect();
            let cut: Vec<&[usize]> = parts(&batch).collect();
            assert!(cut.iter().all(|part| SIZES.contains(&part.len())));
            assert_eq!(cut.concat(), batch);
        }
    }

    #[test]
    fn parameters_are_numbered_through() {
        assert_eq!(values(2, 2), "VALUES (?1, ?2, ?3), (?1, ?4, ?5)");
        assert_eq!(rows(2, 2), "(?2, ?3), (?4, ?5)");
    }
}
