//! What is known of one queue, inside of the transaction.

use std::collections::BTreeMap;

use sqlx::{Row, sqlite::SqliteRow};
use wire::{Envelope, Hash, HexBytes, LoggedHead};

use super::Visit;
use crate::{StoreError, chain::Chained, sqlite::row};

impl Visit<'_> {
    pub(super) async fn has_waiting(&mut self) -> Result<bool, StoreError> {
        const SQL: &str = "
            SELECT EXISTS (SELECT 1 FROM envelope
                           WHERE edition = ?1 AND kiosk = ?2 AND state = 'waiting')";
        let row = self.all(SQL).await?;
        Ok(row.first().map_or(Ok(false), |row| row.try_get(0))?)
    }

    pub(super) async fn chain(&mut self) -> Result<BTreeMap<u32, Chained>, StoreError> {
        const SQL: &str = "
            SELECT idx, hash, prev, in_time FROM envelope WHERE edition = ?1 AND kiosk = ?2";
        let rows = self.all(SQL).await?;
        rows.iter()
            .map(|row| {
                let chained = Chained {
                    index: row::number(row, 0, "an index")?,
                    hash: row::bytes(row, 1, "a hash")?,
                    prev: row::bytes(row, 2, "a hash")?,
                    in_time: row.try_get(3)?,
                };
                Ok((chained.index, chained))
            })
            .collect()
    }

    pub(super) async fn heads(&mut self) -> Result<Vec<(u32, Hash)>, StoreError> {
        const SQL: &str = "
            SELECT idx, hash FROM queue_head WHERE edition = ?1 AND kiosk = ?2 AND in_time = 1";
        let rows = self.all(SQL).await?;
        let head = |row| {
            Ok((
                row::number(row, 0, "an index")?,
                row::bytes(row, 1, "a hash")?,
            ))
        };
        rows.iter().map(head).collect()
    }

    pub(super) async fn head(&mut self) -> Result<Option<LoggedHead>, StoreError> {
        const SQL: &str = "
            SELECT idx, logged_at, in_time FROM queue_head
            WHERE edition = ?1 AND kiosk = ?2 ORDER BY idx DESC LIMIT 1";
        let rows = self.all(SQL).await?;
        rows.first().map(logged).transpose()
    }

    /// Indexes of those that nothing has become of, ascending.
    pub(super) async fn waiting(&mut self) -> Result<Vec<u32>, StoreError> {
        const SQL: &str = "
            SELECT idx FROM envelope
            WHERE edition = ?1 AND kiosk = ?2 AND state = 'waiting' ORDER BY idx";
        let rows = self.all(SQL).await?;
        rows.iter()
            .map(|row| row::number(row, 0, "an index"))
            .collect()
    }

    /// One of them, whole.
    pub(super) async fn envelope(&mut self, index: u32) -> Result<Option<Envelope>, StoreError> {
        const SQL: &str = "
            SELECT prev, signature, sealed FROM envelope
            WHERE edition = ?1 AND kiosk = ?2 AND idx = ?3 AND sealed IS NOT NULL";
        let query = sqlx::query(SQL)
            .bind(self.edition)
            .bind(self.kiosk)
            .bind(index);
        let row = query.fetch_optional(&mut *self.connection).await?;
        row.map(|row| {
            Ok(Envelope {
                index,
                prev: row::bytes(&row, 0, "a hash")?,
                signature: row::bytes(&row, 1, "a signature")?,
                sealed: HexBytes(row.try_get(2)?),
            })
        })
        .transpose()
    }

    /// What a statement says of this queue.
    async fn all(&mut self, sql: &'static str) -> Result<Vec<SqliteRow>, StoreError> {
        let query = sqlx::query(sql).bind(self.edition).bind(self.kiosk);
        Ok(query.fetch_all(&mut *self.connection).await?)
    }
}

/// Index, moment and whether it was in time.
pub(in crate::sqlite) fn logged(row: &SqliteRow) -> Result<LoggedHead, StoreError> {
    Ok(LoggedHead {
        index: row::number(row, 0, "an index")?,
        logged_at: row::moment(row, 1)?.ok_or_else(|| row::corrupt("the time"))?,
        in_time: row.try_get(2)?,
    })
}
