//! Paper ballots, as two people entered them.

use std::collections::BTreeMap;

use sqlx::{Row, SqliteConnection, SqlitePool, sqlite::SqliteRow};
use wire::{EditionSlug, Hash, PaperEntry, Phase, PublicKey};

use super::{
    codes,
    row::{self, as_minute, corrupt},
};
use crate::{
    Cast, PaperOutcome, PaperRow, PaperSlip, PaperState, StoreError,
    paper::{self, Entered},
};

/// Kiosk, index, entry and ballot of one code.
const ENTRIES: &str = "
    SELECT kiosk, idx, entry, ballot FROM paper_entry
    WHERE edition = ?1 AND key = ?2 ORDER BY kiosk, idx";

pub(super) async fn enter(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    slip: PaperSlip,
    cast: &Cast,
) -> Result<PaperOutcome, StoreError> {
    const ADD: &str = "
        INSERT INTO paper_entry (edition, kiosk, idx, key, entry, minute, hash, ballot)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING";
    let ballot = cast.ballot();
    let edition = match codes::edition(transaction, slug, Phase::Objection).await {
        Err(StoreError::TooLate(_)) => return Ok(PaperOutcome::Over),
        edition => edition?,
    };
    if !may_vote(transaction, edition, &ballot.credential).await? {
        return Ok(PaperOutcome::ChannelClosed);
    }
    let json = serde_json::to_string(ballot).map_err(|_| corrupt("a paper ballot"))?;
    sqlx::query(ADD)
        .bind(edition)
        .bind(slip.kiosk)
        .bind(slip.index)
        .bind(&ballot.credential.0[..])
        .bind(slip.entry.as_str())
        .bind(as_minute(cast.recorded_at()))
        .bind(cast.hash().0.to_vec())
        .bind(json)
        .execute(&mut *transaction)
        .await?;
    let rows = sqlx::query(ENTRIES)
        .bind(edition)
        .bind(&ballot.credential.0[..])
        .fetch_all(&mut *transaction)
        .await?;
    let entries = rows.iter().map(entered).collect::<Result<Vec<_>, _>>()?;
    Ok(paper::judge(&entries, slip))
}

async fn may_vote(
    connection: &mut SqliteConnection,
    edition: i64,
    key: &PublicKey,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        SELECT EXISTS (SELECT 1 FROM credential
            JOIN code ON code.edition = credential.edition AND code.credential = credential.number
            JOIN code_batch ON code_batch.edition = code.edition AND code_batch.number = code.batch
            WHERE credential.edition = ?1 AND credential.key = ?2 AND code.voided_at IS NULL
                AND code_batch.voided_at IS NULL AND code_batch.activated_at IS NOT NULL)";
    let query = sqlx::query(SQL).bind(edition).bind(&key.0[..]);
    Ok(query.fetch_one(connection).await?.try_get(0)?)
}

fn entered(row: &SqliteRow) -> Result<Entered, StoreError> {
    Ok(Entered {
        slip: slip(row)?,
        ballot: serde_json::from_str(row.try_get(3)?).map_err(|_| corrupt("a paper ballot"))?,
    })
}

fn slip(row: &SqliteRow) -> Result<PaperSlip, StoreError> {
    let word: &str = row.try_get(2)?;
    Ok(PaperSlip {
        kiosk: row::number(row, 0, "a kiosk")?,
        index: row::number(row, 1, "an index")?,
        entry: PaperEntry::ALL
            .into_iter()
            .find(|entry| entry.as_str() == word)
            .ok_or_else(|| corrupt("a paper ballot's entry"))?,
    })
}

pub(super) async fn list(
    readers: &SqlitePool,
    slug: &EditionSlug,
) -> Result<Vec<PaperRow>, StoreError> {
    const SQL: &str = "
        SELECT paper_entry.kiosk, idx, entry, ballot, paper_entry.key, minute, booth
        FROM paper_entry
        JOIN link ON link.edition = paper_entry.edition AND link.number = paper_entry.kiosk
        WHERE paper_entry.edition = (SELECT id FROM edition WHERE slug = ?1)
        ORDER BY paper_entry.key, paper_entry.kiosk, idx";
    const STORED: &str = "
        SELECT EXISTS (SELECT 1 FROM credential JOIN ballot
            ON ballot.edition = credential.edition AND ballot.credential = number
            WHERE credential.edition = (SELECT id FROM edition WHERE slug = ?1)
                AND credential.key = ?2 AND ballot.hash = ?3)";
    let mut transaction = readers.begin().await?;
    let rows = sqlx::query(SQL)
        .bind(slug.as_str())
        .fetch_all(&mut *transaction)
        .await?;
    let mut by_code: BTreeMap<PublicKey, Vec<(Entered, &SqliteRow)>> = BTreeMap::new();
    for row in &rows {
        let key = row::bytes(row, 4, "a credential")?;
        by_code.entry(key).or_default().push((entered(row)?, row));
    }
    let mut papers = Vec::with_capacity(rows.len());
    for (credential, entries) in by_code {
        let all: Vec<Entered> = entries.iter().map(|it| it.0.clone()).collect();
        let state = match paper::agreed(&all) {
            Some(first) => {
                let hash: Hash = ledger::ballot_hash(&first.ballot);
                let stored = sqlx::query(STORED)
                    .bind(slug.as_str())
                    .bind(&credential.0[..])
                    .bind(hash.0.to_vec())
                    .fetch_one(&mut *transaction)
                    .await?;
                if stored.try_get(0)? {
                    PaperState::Counted
                } else {
                    PaperState::Refused
                }
            }
            None if paper::has_both(&all) => PaperState::Differs,
            None => PaperState::Pending,
        };
        for (entry, row) in entries {
            papers.push(PaperRow {
                slip: entry.slip,
                booth: row.try_get(6)?,
                credential,
                recorded_at: row::minute(row, 5)?,
                state,
            });
        }
    }
    Ok(papers)
}
