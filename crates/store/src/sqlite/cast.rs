//! Taking ballots: one transaction for a whole batch.
//!
//! Statements carry many rows each, in a few fixed sizes, so that each is
//! prepared once and a batch costs a handful of them. They are `OR FAIL`, so
//! that `SQLite` need not keep every page they change to take back half a
//! statement: on any error the whole transaction is rolled back.

use std::sync::LazyLock;

use sqlx::{Row, SqliteConnection};
use wire::{EditionSlug, Hash};

use super::{
    codes,
    row::{self, as_i64, as_minute},
};
use crate::{
    Cast, CastOutcome, StoreError,
    decide::{
        Known, KnownBallot, NewBallot, NewCredential, NewOpening, Registered, Situation, decide,
    },
};

/// Rows in one statement, the largest first.
pub(super) const SIZES: [usize; 10] = [512, 256, 128, 64, 32, 16, 8, 4, 2, 1];
/// A statement in each of [`SIZES`].
pub(super) type Statements = [String; SIZES.len()];

pub(super) async fn cast(
    transaction: &mut SqliteConnection,
    edition: &EditionSlug,
    batch: &[Cast],
) -> Result<Vec<CastOutcome>, StoreError> {
    let (id, situation) = situation(transaction, edition).await?;
    let mut known = Vec::with_capacity(batch.len());
    for part in parts(batch) {
        read_known(transaction, id, part, &mut known).await?;
    }
    let plan = decide(&situation, batch, known);
    for part in parts(&plan.credentials) {
        write_credentials(transaction, id, batch, part).await?;
    }
    for part in parts(&plan.ballots) {
        write_ballots(transaction, id, batch, part).await?;
    }
    for new in &plan.openings {
        write_opening(transaction, id, batch, new).await?;
    }
    Ok(plan.outcomes)
}

async fn situation(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
) -> Result<(i64, Situation), StoreError> {
    const SQL: &str = "
        SELECT id, phase, opens_at, closes_at, manifest_hash,
               (SELECT coalesce(max(position), 0) FROM ballot WHERE ballot.edition = edition.id),
               (SELECT coalesce(max(number), 0) FROM credential
                WHERE credential.edition = edition.id)
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
        last_credential: row::number(&row, 6, "a credential's number")?,
    };
    Ok((row.try_get(0)?, situation))
}

/// Each cast adds its edition, index, key, seq and device. Answers with the
/// casts that something is known about, which most often are none.
static KNOWN: LazyLock<Statements> = LazyLock::new(|| {
    SIZES.map(|size| {
        format!(
            "WITH asked (edition, place, key, seq, device) AS ({})
             SELECT asked.place, mine.number, mine.channel,
                    (SELECT max(b.seq) FROM ballot b
                     WHERE b.edition = asked.edition AND b.credential = mine.number),
                    same.hash, same.position, same.minute, theirs.number IS NOT NULL,
                    code.credential IS NULL OR (code_batch.activated_at IS NOT NULL
                        AND code_batch.voided_at IS NULL AND code.voided_at IS NULL),
                    same.salt <> x''
             FROM asked
             LEFT JOIN credential mine
                ON mine.edition = asked.edition AND mine.key = asked.key
             LEFT JOIN code
                ON code.edition = asked.edition AND code.credential = mine.number
             LEFT JOIN code_batch
                ON code_batch.edition = asked.edition AND code_batch.number = code.batch
             LEFT JOIN ballot same
                ON same.edition = asked.edition AND same.credential = mine.number
                AND same.seq = asked.seq
             LEFT JOIN credential theirs
                ON theirs.edition = asked.edition AND theirs.device = asked.device
             WHERE mine.number IS NOT NULL OR theirs.number IS NOT NULL",
            values(size, 5)
        )
    })
});

async fn read_known(
    connection: &mut SqliteConnection,
    edition: i64,
    part: &[Cast],
    known: &mut Vec<Known>,
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sized(&KNOWN, part.len()));
    for (place, cast) in (0_i64..).zip(part) {
        query = query
            .bind(edition)
            .bind(place)
            .bind(&cast.ballot().credential.0[..])
            .bind(cast.ballot().seq)
            .bind(cast.device().map(|device| device.0.to_vec()));
    }
    let begin = known.len();
    known.resize_with(begin + part.len(), Known::default);
    for row in query.fetch_all(connection).await? {
        let place: usize = row::number(&row, 0, "a batch")?;
        let channel: Option<&str> = row.try_get(2)?;
        let latest: Option<u16> = row.try_get(3)?;
        let hash: Option<Hash> = row::bytes_if_any(&row, 4, "a ballot's hash")?;
        let registered = match channel {
            None => None,
            Some(channel) => Some(Registered {
                number: row::number(&row, 1, "a credential's number")?,
                channel: row::channel(channel)?,
                is_open: row.try_get(8)?,
            }),
        };
        let same_seq = match hash {
            None => None,
            Some(hash) => Some(KnownBallot {
                hash,
                position: row::number(&row, 5, "a position")?,
                recorded_at: row::minute(&row, 6)?,
                has_opening: row.try_get(9)?,
            }),
        };
        known[begin + place] = Known {
            registered,
            latest,
            same_seq,
            device_taken: row.try_get(7)?,
        };
    }
    Ok(())
}

static CREDENTIALS: LazyLock<Statements> = LazyLock::new(|| {
    SIZES.map(|size| {
        format!(
            "INSERT OR FAIL INTO credential (edition, number, key, channel, device) {}",
            values(size, 5)
        )
    })
});

async fn write_credentials(
    connection: &mut SqliteConnection,
    edition: i64,
    batch: &[Cast],
    part: &[NewCredential],
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sized(&CREDENTIALS, part.len()));
    for new in part {
        let cast = &batch[new.cast];
        query = query
            .bind(edition)
            .bind(as_i64(new.number))
            .bind(&cast.ballot().credential.0[..])
            .bind(cast.ballot().channel.as_str())
            .bind(cast.device().map(|device| device.0.to_vec()));
    }
    query.execute(connection).await?;
    Ok(())
}

static BALLOTS: LazyLock<Statements> = LazyLock::new(|| {
    SIZES.map(|size| {
        format!(
            "INSERT OR FAIL INTO ballot (edition, position, credential, seq, channel, minute, hash,
                                 commitment, signature, salt, marks) {}",
            values(size, 11)
        )
    })
});

async fn write_ballots(
    connection: &mut SqliteConnection,
    edition: i64,
    batch: &[Cast],
    part: &[NewBallot],
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sized(&BALLOTS, part.len()));
    for new in part {
        let cast = &batch[new.cast];
        let ballot = cast.ballot();
        query = query
            .bind(edition)
            .bind(as_i64(new.position))
            .bind(as_i64(new.credential))
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

/// What a ballot from the public log had lost. Not once it is void: then it was
/// counted without.
async fn write_opening(
    connection: &mut SqliteConnection,
    edition: i64,
    batch: &[Cast],
    new: &NewOpening,
) -> Result<(), StoreError> {
    const SQL: &str = "
        UPDATE ballot SET salt = ?3, marks = ?4
        WHERE edition = ?1 AND position = ?2 AND salt = x'' AND NOT EXISTS
            (SELECT 1 FROM log_event WHERE log_event.edition = ?1
             AND substr(entry, 1, 2) = x'0401' AND substr(entry, 3, 32) = ballot.hash)";
    let cast = &batch[new.cast];
    let done = sqlx::query(SQL)
        .bind(edition)
        .bind(as_i64(new.position))
        .bind(&cast.ballot().salt.0[..])
        .bind(ledger::canonical_marks(&cast.ballot().marks))
        .execute(&mut *connection)
        .await?;
    if done.rows_affected() > 0 {
        // Who counts has passed this ballot: it begins anew.
        codes::changed(connection, edition, cast.received_at()).await?;
    }
    Ok(())
}

/// Cuts a batch into parts whose lengths are in [`SIZES`].
pub(super) fn parts<T>(mut batch: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= batch.len())?;
        let (part, rest) = batch.split_at(size);
        batch = rest;
        Some(part)
    })
}

pub(super) fn sized(statements: &'static Statements, size: usize) -> &'static str {
    let at = SIZES
        .iter()
        .position(|it| *it == size)
        .unwrap_or(SIZES.len() - 1);
    &statements[at]
}

/// `VALUES (?, ?), (?, ?), …`
///
/// Without numbers: looking one up takes as long as there are numbers, so that
/// a statement with a thousand of them would spend its time there.
pub(super) fn values(rows: usize, columns: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(", "));
    format!("VALUES {}", vec![row; rows].join(", "))
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
    fn every_row_has_its_parameters() {
        assert_eq!(values(2, 3), "VALUES (?, ?, ?), (?, ?, ?)");
    }
}
