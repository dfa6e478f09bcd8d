//! The one way to write: every transaction begins and ends here.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use sqlx::{Connection as _, Sqlite, SqliteConnection, SqlitePool, pool::PoolConnection};

use super::schema;
use crate::{StoreError, WriteHealth};

/// The only connection that writes. It is as good as its last transaction: one that
/// did not end in order takes the connection with it, and the next write opens
/// another.
///
/// `SQLite` takes a transaction back by itself where the disk is full or failed, or
/// memory ran out; sqlx does not know, and counts on a transaction that is gone.
#[derive(Debug)]
pub(super) struct Writer {
    /// A single connection, so that writers queue here and not in `SQLite`.
    pool: SqlitePool,
    failures: AtomicU64,
    /// By the last write.
    is_failing: AtomicBool,
}

impl Writer {
    pub(super) fn new(pool: SqlitePool) -> Self {
        Self {
            pool,
            failures: AtomicU64::new(0),
            is_failing: AtomicBool::new(false),
        }
    }

    /// Runs `body` in a transaction that no other write runs beside. `Ok` commits:
    /// what it wrote is durable when this returns. On `Err` nothing of it is left.
    ///
    /// ```ignore
    /// writer.write(async |transaction| codes::add(transaction, …).await).await
    /// ```
    pub(super) async fn write<T>(
        &self,
        body: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = self.attempt(body).await;
        let is_failing = matches!(done, Err(StoreError::Database(_)));
        if is_failing {
            self.failures.fetch_add(1, Ordering::Relaxed);
        }
        self.is_failing.store(is_failing, Ordering::Relaxed);
        done
    }

    async fn attempt<T>(
        &self,
        body: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.connection().await?;
        let done = transact(&mut connection, body).await;
        if matches!(done, Err(StoreError::Database(_))) || connection.is_in_transaction() {
            // What it would say while it closes, the error says already.
            let _ = connection.close().await;
        }
        done
    }

    async fn connection(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        let connection = self.pool.acquire().await?;
        if !connection.is_in_transaction() {
            return Ok(connection);
        }
        // Whoever wrote before went away halfway, and nothing could be taken back.
        let _ = connection.close().await;
        Ok(self.pool.acquire().await?)
    }

    /// Whether a write would succeed now. Writes something only where the last
    /// write has failed.
    pub(super) async fn probe(&self) -> Result<(), StoreError> {
        let is_failing = self.is_failing.load(Ordering::Relaxed);
        self.write(async |transaction| {
            if is_failing {
                schema::touch(transaction).await?;
            }
            Ok(())
        })
        .await
    }

    pub(super) fn health(&self) -> WriteHealth {
        WriteHealth {
            failures: self.failures.load(Ordering::Relaxed),
            is_failing: self.is_failing.load(Ordering::Relaxed),
        }
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

async fn transact<T>(
    connection: &mut SqliteConnection,
    body: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    match body(&mut transaction).await {
        Ok(done) => {
            transaction.commit().await?;
            Ok(done)
        }
        Err(refused) => {
            // Where this fails, `attempt` sees it: the transaction is still open.
            let _ = transaction.rollback().await;
            Err(refused)
        }
    }
}
