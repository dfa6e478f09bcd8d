//! Queues of kiosks: what came, in which order ever, and what became of it.

mod known;
mod settle;

use chrono::{DateTime, Utc};
use sqlx::{Row, SqliteConnection};
use voting::{Gate, gate};
use wire::{EditionSlug, Hash, Head};

use super::{
    links,
    row::{self, as_minute},
};
use crate::{Arrival, Place, Received, Sealed, StoreError, Way, chain};

pub(super) use known::logged;
pub(super) use settle::settle;

/// Earlier envelopes that one answer gives out at most.
const READY: usize = 200;
/// Forks that are kept of one kiosk at most: one is proof enough.
const FORKS: i64 = 100;

/// A kiosk's queue inside of a transaction.
struct Visit<'a> {
    connection: &'a mut SqliteConnection,
    edition: i64,
    kiosk: u32,
    now: DateTime<Utc>,
    /// Voting is open.
    is_open: bool,
}

pub(super) async fn receive(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    kiosk: u32,
    envelopes: &[Sealed],
    head: Option<&Head>,
    Arrival { at: now, way }: Arrival,
) -> Result<Received, StoreError> {
    let (edition, link) = links::kiosk(transaction, slug, kiosk).await?;
    if link.kiosk.is_none() {
        return Err(StoreError::UnknownKiosk(kiosk));
    }
    if way == Way::Tablet && link.revoked.is_some() {
        return Err(StoreError::KioskRevoked(kiosk));
    }
    let gate = gate_at(transaction, edition, now).await?;
    let mut open = Visit {
        connection: transaction,
        edition,
        kiosk,
        now,
        is_open: gate == Gate::Open,
    };
    let is_head_forked = match head {
        Some(head) => !open.log(head).await?,
        None => false,
    };
    // While voting is open all that comes was in time by itself: what waits then
    // is from a request that was not finished.
    let has_waiting = open.has_waiting().await?;
    let mut places = Vec::with_capacity(envelopes.len());
    for it in envelopes {
        places.push(open.take(it).await?);
    }
    let mut ready = Vec::new();
    if has_waiting || places.contains(&Place::Late) {
        let (chain, heads) = (open.chain().await?, open.heads().await?);
        let mut proven = chain::in_time(&chain, &heads);
        // After the close all of a queue or nothing more of it: else whoever
        // holds the tablet could choose, with the result in view, what arrives.
        if !open.is_open && way != Way::Incomplete && !chain::is_whole(&chain, &heads, &proven) {
            proven.retain(|index| chain[index].in_time);
        }
        for (it, place) in envelopes.iter().zip(&mut places) {
            if *place == Place::Late && proven.contains(&it.envelope().index) {
                *place = Place::InTime { is_stored: false };
            }
        }
        let mut waiting = open.waiting().await?;
        waiting.retain(|index| {
            let came = |it: &Sealed| it.envelope().index == *index;
            proven.contains(index) && !envelopes.iter().any(came)
        });
        waiting.truncate(READY);
        for index in waiting {
            ready.extend(open.envelope(index).await?);
        }
    }
    if gate == Gate::NotYet {
        for place in &mut places {
            if *place == Place::Late {
                *place = Place::Early;
            }
        }
    }
    let head = open.head().await?;
    Ok(Received {
        places,
        ready,
        head,
        is_head_forked,
    })
}

async fn gate_at(
    connection: &mut SqliteConnection,
    edition: i64,
    now: DateTime<Utc>,
) -> Result<Gate, StoreError> {
    let row = sqlx::query("SELECT phase, opens_at, closes_at FROM edition WHERE id = ?1")
        .bind(edition)
        .fetch_one(connection)
        .await?;
    let (opens_at, closes_at) = (row::moment(&row, 1)?, row::moment(&row, 2)?);
    Ok(gate(row::phase(&row, 0)?, opens_at, closes_at, now))
}

impl Visit<'_> {
    /// Keeps a head that says more than those before it. False if it is of
    /// another queue.
    async fn log(&mut self, head: &Head) -> Result<bool, StoreError> {
        const KNOWN: &str = "
            SELECT hash FROM queue_head WHERE edition = ?1 AND kiosk = ?2 AND idx = ?3
            UNION ALL
            SELECT hash FROM envelope WHERE edition = ?1 AND kiosk = ?2 AND idx = ?3";
        // Before voting opens, a head proves nothing yet.
        const LOG: &str = "
            INSERT INTO queue_head (edition, kiosk, idx, hash, signature, logged_at, in_time)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
            WHERE NOT EXISTS (SELECT 1 FROM queue_head
                              WHERE edition = ?1 AND kiosk = ?2 AND idx > ?3)
            ON CONFLICT DO UPDATE SET logged_at = ?6, in_time = 1
            WHERE in_time = 0 AND ?7 = 1";
        let known = sqlx::query(KNOWN)
            .bind(self.edition)
            .bind(self.kiosk)
            .bind(head.index)
            .fetch_all(&mut *self.connection)
            .await?;
        for row in &known {
            if row::bytes(row, 0, "a hash")? != head.hash {
                self.fork(head.index, &head.hash).await?;
                return Ok(false);
            }
        }
        sqlx::query(LOG)
            .bind(self.edition)
            .bind(self.kiosk)
            .bind(head.index)
            .bind(&head.hash.0[..])
            .bind(&head.signature.0[..])
            .bind(self.now.timestamp_micros())
            .bind(self.is_open)
            .execute(&mut *self.connection)
            .await?;
        Ok(true)
    }

    async fn fork(&mut self, index: u32, hash: &Hash) -> Result<(), StoreError> {
        const SQL: &str = "
            INSERT INTO queue_fork (edition, kiosk, idx, hash, minute)
            SELECT ?1, ?2, ?3, ?4, ?5
            WHERE (SELECT count(*) FROM queue_fork WHERE edition = ?1 AND kiosk = ?2) < ?6
            ON CONFLICT DO NOTHING";
        sqlx::query(SQL)
            .bind(self.edition)
            .bind(self.kiosk)
            .bind(index)
            .bind(&hash.0[..])
            .bind(as_minute(self.now))
            .bind(FORKS)
            .execute(&mut *self.connection)
            .await?;
        Ok(())
    }

    /// Writes an envelope down, and says what is known of it without a proof.
    async fn take(&mut self, it: &Sealed) -> Result<Place, StoreError> {
        const KNOWN: &str = "
            SELECT hash, state, in_time FROM envelope
            WHERE edition = ?1 AND kiosk = ?2 AND idx = ?3";
        const ADD: &str = "
            INSERT INTO envelope (edition, kiosk, idx, hash, prev, signature, sealed, state,
                                  minute, in_time)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', ?8, ?9)";
        const IN_TIME: &str = "
            UPDATE envelope SET in_time = 1 WHERE edition = ?1 AND kiosk = ?2 AND idx = ?3";
        let envelope = it.envelope();
        let known = sqlx::query(KNOWN)
            .bind(self.edition)
            .bind(self.kiosk)
            .bind(envelope.index)
            .fetch_optional(&mut *self.connection)
            .await?;
        let (is_stored, in_time) = if let Some(row) = &known {
            if row::bytes(row, 0, "a hash")? != it.hash() {
                self.fork(envelope.index, &it.hash()).await?;
                return Ok(Place::Forked);
            }
            let in_time: bool = row.try_get(2)?;
            if self.is_open && !in_time {
                sqlx::query(IN_TIME)
                    .bind(self.edition)
                    .bind(self.kiosk)
                    .bind(envelope.index)
                    .execute(&mut *self.connection)
                    .await?;
            }
            (row.try_get::<&str, _>(1)? == "stored", in_time)
        } else {
            sqlx::query(ADD)
                .bind(self.edition)
                .bind(self.kiosk)
                .bind(envelope.index)
                .bind(it.hash().0.to_vec())
                .bind(&envelope.prev.0[..])
                .bind(&envelope.signature.0[..])
                .bind(&envelope.sealed.0[..])
                .bind(as_minute(self.now))
                .bind(self.is_open)
                .execute(&mut *self.connection)
                .await?;
            (false, false)
        };
        // What is stored was there in time, by whatever proof.
        Ok(if in_time || is_stored || self.is_open {
            Place::InTime { is_stored }
        } else {
            Place::Late
        })
    }
}
