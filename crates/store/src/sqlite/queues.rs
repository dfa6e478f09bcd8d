//! What there is of all queues, for those who look after them.

use core::ops::RangeInclusive;
use std::collections::BTreeMap;

use sqlx::{Row, SqliteConnection, SqlitePool, sqlite::SqliteRow};
use wire::EditionSlug;

use super::{queue, row};
use crate::{KioskQueue, StoreError};

/// Gaps that are listed of one queue at most.
const GAPS: usize = 50;

// `{}` stands for the edition.
const KIOSKS: &str = "SELECT number FROM link WHERE edition = {} AND key IS NOT NULL";
const STATES: &str = "
    SELECT kiosk, state, code, count(*) FROM envelope WHERE edition = {}
    GROUP BY kiosk, state, code ORDER BY kiosk, state, code";
const FORKS: &str = "SELECT kiosk, count(*) FROM queue_fork WHERE edition = {} GROUP BY kiosk";
const HEADS: &str = "
    SELECT idx, logged_at, in_time, kiosk FROM queue_head WHERE edition = {}
    ORDER BY kiosk, idx";
const INDEXES: &str = "SELECT kiosk, idx FROM envelope WHERE edition = {} ORDER BY kiosk, idx";

pub(super) async fn list(
    readers: &SqlitePool,
    slug: &EditionSlug,
) -> Result<Vec<KioskQueue>, StoreError> {
    let mut transaction = readers.begin().await?;
    let mut queues: BTreeMap<u32, KioskQueue> = BTreeMap::new();
    for row in &all(&mut transaction, slug, KIOSKS).await? {
        let kiosk = of(row)?;
        let queue = KioskQueue {
            kiosk,
            ..KioskQueue::default()
        };
        queues.insert(kiosk, queue);
    }
    for row in &all(&mut transaction, slug, STATES).await? {
        let queue = queues.entry(of(row)?).or_default();
        let count: u64 = row::number(row, 3, "a count")?;
        queue.known += count;
        match row.try_get(1)? {
            "stored" => queue.stored += count,
            "entered" => queue.entered += count,
            "waiting" => queue.late += count,
            _ => queue.refused.push((row.try_get(2)?, count)),
        }
    }
    for row in &all(&mut transaction, slug, FORKS).await? {
        queues.entry(of(row)?).or_default().forks = row::number(row, 1, "a count")?;
    }
    for row in &all(&mut transaction, slug, HEADS).await? {
        let kiosk = row::number(row, 3, "a kiosk")?;
        queues.entry(kiosk).or_default().head = Some(queue::logged(row)?);
    }
    let mut indexes: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in &all(&mut transaction, slug, INDEXES).await? {
        let known = indexes.entry(of(row)?).or_default();
        known.push(row::number(row, 1, "an index")?);
    }
    for (kiosk, queue) in &mut queues {
        let known = indexes.remove(kiosk).unwrap_or_default();
        queue.missing = gaps(&known, queue.head.map_or(0, |head| head.index));
    }
    Ok(queues.into_values().collect())
}

fn of(row: &SqliteRow) -> Result<u32, StoreError> {
    row::number(row, 0, "a kiosk")
}

/// `sql` with `{}` for the edition.
async fn all(
    connection: &mut SqliteConnection,
    slug: &EditionSlug,
    sql: &'static str,
) -> Result<Vec<SqliteRow>, StoreError> {
    let sql = sql.replace("{}", "(SELECT id FROM edition WHERE slug = ?1)");
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(slug.as_str());
    Ok(query.fetch_all(connection).await?)
}

/// What is not in `known`, which ascends, from 1 to its end or to `last`.
fn gaps(known: &[u32], last: u32) -> Vec<RangeInclusive<u32>> {
    let mut gaps = Vec::new();
    let mut next = 1;
    for &index in known.iter().chain(&[last.saturating_add(1)]) {
        if index > next && gaps.len() < GAPS {
            gaps.push(next..=index - 1);
        }
        next = next.max(index.saturating_add(1));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_came_is_named() {
        assert_eq!(gaps(&[], 0), []);
        assert_eq!(gaps(&[1, 2, 3], 0), []);
        assert_eq!(gaps(&[1, 2, 3], 2), []);
        assert_eq!(gaps(&[2, 3, 6], 8), [1..=1, 4..=5, 7..=8]);
        assert_eq!(gaps(&[], 4), [1..=4]);
    }
}
