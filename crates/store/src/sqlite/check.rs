//! Reading everything and proving it, page by page.

use ledger::Entry;
use sqlx::{Row, SqlitePool, sqlite::SqliteRow};
use wire::{Contest, EditionSlug, Hash, Manifest};

use super::{
    check_log, read,
    row::{self, as_i64},
};
use crate::{CheckReport, EditionReport, Fault, StoreError, StoredBallot};

/// Ballots in memory at a time.
const PAGE: u32 = 1000;

pub(super) async fn check(readers: &SqlitePool) -> Result<CheckReport, StoreError> {
    let mut report = CheckReport::default();
    let lines = sqlx::query("PRAGMA integrity_check")
        .fetch_all(readers)
        .await?;
    for line in &lines {
        let line: String = line.try_get(0)?;
        if line != "ok" {
            report.database.push(line);
        }
    }
    let orphans = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(readers)
        .await?;
    for orphan in &orphans {
        let (table, parent): (&str, &str) = (orphan.try_get(0)?, orphan.try_get(2)?);
        report
            .database
            .push(format!("a row of {table} has no row of {parent}"));
    }
    let editions = sqlx::query("SELECT slug FROM edition ORDER BY id")
        .fetch_all(readers)
        .await?;
    for row in &editions {
        let slug = EditionSlug::new(row.try_get::<&str, _>(0)?);
        report.editions.push(edition(readers, slug).await?);
    }
    Ok(report)
}

async fn edition(readers: &SqlitePool, slug: EditionSlug) -> Result<EditionReport, StoreError> {
    let mut report = EditionReport::new(slug);
    let contests = contests(readers, &mut report).await?;
    let mut last = 0;
    loop {
        let rows = sqlx::query(read::BALLOTS)
            .bind(report.edition.as_str())
            .bind(as_i64(last))
            .bind(PAGE)
            .fetch_all(readers)
            .await?;
        if rows.is_empty() {
            break;
        }
        let mut ballots = Vec::with_capacity(rows.len());
        let mut sealed = Vec::new();
        for row in &rows {
            let position = row::number(row, 0, "a position")?;
            report.ballots += 1;
            if position != last + 1 {
                report.add(Fault::Gap {
                    expected: last + 1,
                    found: position,
                });
            }
            last = position;
            if row.try_get::<Option<&[u8]>, _>(1)?.is_none() {
                // No key to prove it with; `credentials` says so.
                continue;
            }
            if read::is_sealed(row) {
                report.without_opening += 1;
                let read = read::entry(row).and_then(|it| Ok((it, row::bytes(row, 6, "a hash")?)));
                match read {
                    Ok((entry, hash)) => sealed.push((position, entry, hash)),
                    Err(_) => report.add(Fault::Unreadable { position }),
                }
                continue;
            }
            match read::ballot(row) {
                Ok(ballot) => ballots.push(ballot),
                Err(_) => report.add(Fault::Unreadable { position }),
            }
        }
        let rules = contests.clone();
        // Signatures take long enough to hold up everything else.
        let faults = tokio::task::spawn_blocking(move || {
            let whole = ballots.iter().filter_map(|ballot| prove(ballot, &rules));
            let sealed = sealed.iter().filter_map(prove_sealed);
            whole.chain(sealed).collect::<Vec<_>>()
        })
        .await
        .map_err(|error| StoreError::Database(error.into()))?;
        for fault in faults {
            report.add(fault);
        }
    }
    credentials(readers, &mut report).await?;
    check_log::check(readers, &mut report).await?;
    Ok(report)
}

/// The contests of the manifest; none if there is no manifest, or a broken one.
async fn contests(
    readers: &SqlitePool,
    report: &mut EditionReport,
) -> Result<std::sync::Arc<[Contest]>, StoreError> {
    const SQL: &str = "SELECT manifest, manifest_hash FROM edition WHERE slug = ?1";
    let row = sqlx::query(SQL)
        .bind(report.edition.as_str())
        .fetch_one(readers)
        .await?;
    let Some(bytes): Option<&[u8]> = row.try_get(0)? else {
        return Ok([].into());
    };
    let manifest = manifest(&row, bytes).filter(|it| it.edition == report.edition);
    if manifest.is_none() {
        report.add(Fault::Manifest);
    }
    Ok(manifest
        .map(|manifest| manifest.contests)
        .unwrap_or_default()
        .into())
}

fn manifest(row: &SqliteRow, bytes: &[u8]) -> Option<Manifest> {
    let hash = row::bytes(row, 1, "the manifest's hash").ok()?;
    if ledger::manifest_hash(bytes) != hash {
        return None;
    }
    serde_json::from_slice(bytes).ok()
}

/// The first thing that is wrong with a ballot.
fn prove(stored: &StoredBallot, contests: &[Contest]) -> Option<Fault> {
    let position = stored.position;
    match ledger::verify(&stored.ballot) {
        Err(ledger::BallotError::CommitmentMismatch) => {
            return Some(Fault::Commitment { position });
        }
        Err(ledger::BallotError::BadSignature) => return Some(Fault::Signature { position }),
        Ok(()) => {}
    }
    if ledger::ballot_hash(&stored.ballot) != stored.hash {
        return Some(Fault::Hash { position });
    }
    voting::Marks::check(stored.ballot.marks.clone(), contests)
        .err()
        .map(|_| Fault::Marks { position })
}

/// The same of a ballot without its opening, by its position and hash.
fn prove_sealed((position, entry, hash): &(u64, Entry, Hash)) -> Option<Fault> {
    let position = *position;
    if !entry.is_signed() {
        return Some(Fault::Signature { position });
    }
    (entry.leaf_hash() != *hash).then_some(Fault::Hash { position })
}

async fn credentials(readers: &SqlitePool, report: &mut EditionReport) -> Result<(), StoreError> {
    const STRANGERS: &str = "
        SELECT ballot.position FROM ballot
        JOIN edition ON edition.id = ballot.edition AND edition.slug = ?1
        LEFT JOIN credential ON credential.edition = ballot.edition
            AND credential.number = ballot.credential
            AND (credential.channel = ballot.channel
                OR credential.channel = 'code' AND ballot.channel IN ('kiosk', 'paper'))
        WHERE credential.number IS NULL ORDER BY ballot.position LIMIT ?2";
    const DEVICES: &str = "
        SELECT count(*) FROM (
            SELECT device FROM credential
            WHERE edition = (SELECT id FROM edition WHERE slug = ?1) AND device IS NOT NULL
            GROUP BY device HAVING count(*) > 1)";
    let strangers = sqlx::query(STRANGERS)
        .bind(report.edition.as_str())
        .bind(PAGE)
        .fetch_all(readers)
        .await?;
    for row in &strangers {
        report.add(Fault::Credential {
            position: row::number(row, 0, "a position")?,
        });
    }
    let devices = sqlx::query(DEVICES)
        .bind(report.edition.as_str())
        .fetch_one(readers)
        .await?;
    let count: u64 = row::number(&devices, 0, "a count")?;
    if count > 0 {
        report.add(Fault::Devices { count });
    }
    Ok(())
}
