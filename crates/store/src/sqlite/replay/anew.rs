//! A new log, where the published end of the old one is lost.

use chrono::{DateTime, Utc};
use ledger::log::{LogEntry, Remark};
use sqlx::{Row, SqliteConnection};
use wire::{EditionSlug, Phase};

use crate::{
    StoreError,
    sqlite::{codes, log_event, row},
};

pub(in crate::sqlite) async fn begin_anew(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    text: &Remark,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const EVENTS: &str = "
        SELECT behind, entry FROM log_event WHERE edition = ?1 ORDER BY number";
    const GONE: [&str; 5] = [
        "DELETE FROM log_entry WHERE edition = ?1",
        "DELETE FROM log_node WHERE edition = ?1",
        "DELETE FROM log_head WHERE edition = ?1",
        "DELETE FROM log_result WHERE edition = ?1",
        "DELETE FROM log_event WHERE edition = ?1",
    ];
    let edition = codes::edition(transaction, slug, Phase::Archived).await?;
    let rows = sqlx::query(EVENTS)
        .bind(edition)
        .fetch_all(&mut *transaction)
        .await?;
    for sql in GONE {
        sqlx::query(sql)
            .bind(edition)
            .execute(&mut *transaction)
            .await?;
    }
    let incident = log_event::told(text, now).to_bytes();
    log_event::put(transaction, edition, 1, 0, &incident).await?;
    let mut number = 1;
    for row in &rows {
        let entry: &[u8] = row.try_get(1)?;
        // Results were counted from the log that ended.
        if let Ok(LogEntry::Openings { .. } | LogEntry::Result { .. }) = LogEntry::from_bytes(entry)
        {
            continue;
        }
        number += 1;
        let behind = row::number(row, 0, "a position")?;
        log_event::put(transaction, edition, number, behind, entry).await?;
    }
    codes::changed(transaction, edition, now).await?;
    Ok(())
}
