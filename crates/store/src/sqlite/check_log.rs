//! Proving the public log: every entry, the tree over them, the head.

use ledger::log::{EMPTY_ROOT, Frontier, leaf_hash};
use sqlx::SqlitePool;
use wire::Hash;

use super::{
    log_read,
    row::{self, as_i64},
};
use crate::{EditionReport, Fault, StoreError};

/// Entries in memory at a time.
const PAGE: u32 = 1000;

/// Entries up to the head; more may come while this reads.
pub(super) async fn check(
    readers: &SqlitePool,
    report: &mut EditionReport,
) -> Result<(), StoreError> {
    let mut reader = readers.acquire().await?;
    let head = log_read::head(&mut reader, &report.edition).await?;
    drop(reader);
    let (size, root) = head.map_or((0, EMPTY_ROOT), |it| (it.size, it.root));
    report.entries = size;
    let mut tree = Frontier::default();
    let mut next = 0;
    while next < size {
        let rows = sqlx::query(log_read::ENTRIES)
            .bind(report.edition.as_str())
            .bind(as_i64(next))
            .bind(PAGE)
            .fetch_all(readers)
            .await?;
        if rows.is_empty() {
            report.add(Fault::LogGap { index: next });
            break;
        }
        for row in &rows {
            let index: u64 = row::number(row, 0, "an entry's index")?;
            if index >= size {
                next = size;
                break;
            }
            if index != next {
                report.add(Fault::LogGap { index: next });
            }
            next = index + 1;
            let leaf: Option<Hash> = row::bytes(row, 1, "a leaf").ok();
            let entry = log_read::entry(row).ok();
            if leaf.is_none() || leaf != entry.map(|it| leaf_hash(&it)) {
                report.add(Fault::LogEntry { index });
            }
            tree.push(leaf.unwrap_or(EMPTY_ROOT));
        }
    }
    if tree.root() != root {
        report.add(Fault::LogRoot { size });
    }
    ballots(readers, report).await
}

/// Each ballot up to the last is there, and once.
async fn ballots(readers: &SqlitePool, report: &mut EditionReport) -> Result<(), StoreError> {
    const SQL: &str = "
        SELECT count(position), count(DISTINCT position), coalesce(max(position), 0)
        FROM log_entry WHERE edition = (SELECT id FROM edition WHERE slug = ?1)";
    let row = sqlx::query(SQL)
        .bind(report.edition.as_str())
        .fetch_one(readers)
        .await?;
    let [count, distinct, last]: [u64; 3] = [
        row::number(&row, 0, "a count")?,
        row::number(&row, 1, "a count")?,
        row::number(&row, 2, "a position")?,
    ];
    if count != distinct || count != last {
        report.add(Fault::LogBallots { count, last });
    }
    Ok(())
}
