//! What the organiser does, kept for the public log.

use chrono::{DateTime, Utc};
use ledger::log::LogEntry;
use sqlx::SqliteConnection;

use crate::StoreError;

/// Writes an entry down. It stands behind all ballots that are there.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    edition: i64,
    entry: &LogEntry,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO log_event (edition, number, behind, entry)
        SELECT ?1,
            (SELECT coalesce(max(number), 0) + 1 FROM log_event WHERE edition = ?1),
            (SELECT coalesce(max(position), 0) FROM ballot WHERE edition = ?1), ?2";
    sqlx::query(SQL)
        .bind(edition)
        .bind(entry.to_bytes())
        .execute(connection)
        .await?;
    Ok(())
}

/// Seconds since 1970.
pub(super) fn seconds(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or(0)
}
