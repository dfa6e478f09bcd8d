//! What waits in the database while published entries are put in front of it.

use std::collections::{HashMap, VecDeque};

use ledger::log::{LogEntry, Voided};
use sqlx::{Row, SqliteConnection};
use wire::Hash;

use crate::{
    StoreError,
    sqlite::{
        log_event,
        row::{self, as_i64},
    },
};

/// Far behind every position and number that a log comes to.
const FAR: u64 = 1 << 48;

/// Ballots and events that the log does not have yet. Their rows keep out of the
/// way, at their place and [`FAR`].
pub(super) struct Aside {
    edition: i64,
    /// Their places before, by hash.
    ballots: HashMap<Hash, u64>,
    events: VecDeque<Waiting>,
    /// Of events that came back: what is not to be said twice.
    said: Vec<LogEntry>,
}

struct Waiting {
    number: u64,
    /// The ballot that it stood behind.
    behind: u64,
    entry: Vec<u8>,
}

impl Aside {
    /// Behind the last ballot and the last event of the log.
    pub(super) async fn set(
        connection: &mut SqliteConnection,
        edition: i64,
        position: u64,
        event: u64,
    ) -> Result<Self, StoreError> {
        const EVENTS: &str = "
            SELECT number, behind, entry FROM log_event WHERE edition = ?1 AND number > ?2
            ORDER BY number";
        let rows =
            sqlx::query("SELECT position, hash FROM ballot WHERE edition = ?1 AND position > ?2")
                .bind(edition)
                .bind(as_i64(position))
                .fetch_all(&mut *connection)
                .await?;
        let ballots = rows.iter().map(|row| {
            let hash = row::bytes(row, 1, "a ballot's hash")?;
            Ok((hash, row::number(row, 0, "a position")?))
        });
        let ballots = ballots.collect::<Result<_, StoreError>>()?;
        let rows = sqlx::query(EVENTS)
            .bind(edition)
            .bind(as_i64(event))
            .fetch_all(&mut *connection)
            .await?;
        let events = rows.iter().map(|row| {
            Ok(Waiting {
                number: row::number(row, 0, "an event's number")?,
                behind: row::number(row, 1, "a position")?,
                entry: row.try_get(2)?,
            })
        });
        let events = events.collect::<Result<_, StoreError>>()?;
        for (sql, last) in [
            (
                "UPDATE ballot SET position = position + ?3 WHERE edition = ?1 AND position > ?2",
                position,
            ),
            (
                "UPDATE log_event SET number = number + ?3 WHERE edition = ?1 AND number > ?2",
                event,
            ),
        ] {
            sqlx::query(sql)
                .bind(edition)
                .bind(as_i64(last))
                .bind(as_i64(FAR))
                .execute(&mut *connection)
                .await?;
        }
        Ok(Self {
            edition,
            ballots,
            events,
            said: Vec::new(),
        })
    }

    /// Puts the ballot with that hash into its place. False if it does not wait.
    pub(super) async fn ballot(
        &mut self,
        connection: &mut SqliteConnection,
        hash: &Hash,
        position: u64,
    ) -> Result<bool, StoreError> {
        let Some(place) = self.ballots.remove(hash) else {
            return Ok(false);
        };
        self.move_ballot(connection, place, position).await?;
        Ok(true)
    }

    /// Puts the event with these bytes into its place. False if it does not wait.
    pub(super) async fn event(
        &mut self,
        connection: &mut SqliteConnection,
        entry: &[u8],
        number: u64,
        behind: u64,
    ) -> Result<bool, StoreError> {
        self.said.extend(LogEntry::from_bytes(entry));
        let place = self.events.iter().position(|it| it.entry == entry);
        let Some(waiting) = place.and_then(|at| self.events.remove(at)) else {
            return Ok(false);
        };
        self.drop_event(&mut *connection, waiting.number).await?;
        log_event::put(connection, self.edition, number, behind, entry).await?;
        Ok(true)
    }

    /// Takes a ballot out that has a published one's credential and seq, and can
    /// be in no log with it; how many there were.
    pub(super) async fn displace(
        &mut self,
        connection: &mut SqliteConnection,
        credential: i64,
        seq: u16,
    ) -> Result<u64, StoreError> {
        const SQL: &str = "
            DELETE FROM ballot
            WHERE edition = ?1 AND credential = ?2 AND seq = ?3 AND position > ?4
            RETURNING hash";
        let rows = sqlx::query(SQL)
            .bind(self.edition)
            .bind(credential)
            .bind(seq)
            .bind(as_i64(FAR))
            .fetch_all(connection)
            .await?;
        for row in &rows {
            self.ballots.remove(&row::bytes(row, 0, "a ballot's hash")?);
        }
        Ok(rows.len() as u64)
    }

    /// What is left follows the last ballot and the last event that came back, in
    /// its order; but nothing of the organiser's that the entries have said.
    pub(super) async fn put_behind(
        &self,
        connection: &mut SqliteConnection,
        position: u64,
        event: u64,
    ) -> Result<(), StoreError> {
        let mut places: Vec<u64> = self.ballots.values().copied().collect();
        places.sort_unstable();
        for (to, from) in (position + 1..).zip(&places) {
            self.move_ballot(&mut *connection, *from, to).await?;
        }
        let mut number = event;
        for waiting in &self.events {
            self.drop_event(&mut *connection, waiting.number).await?;
            let entry = LogEntry::from_bytes(&waiting.entry);
            if entry.is_ok_and(|it| self.said.iter().any(|said| is_same_deed(said, &it))) {
                continue;
            }
            number += 1;
            let before = places.partition_point(|it| *it <= waiting.behind) as u64;
            let (edition, behind) = (self.edition, position + before);
            log_event::put(&mut *connection, edition, number, behind, &waiting.entry).await?;
        }
        Ok(())
    }

    async fn move_ballot(
        &self,
        connection: &mut SqliteConnection,
        from: u64,
        to: u64,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE ballot SET position = ?3 WHERE edition = ?1 AND position = ?2")
            .bind(self.edition)
            .bind(as_i64(from + FAR))
            .bind(as_i64(to))
            .execute(connection)
            .await?;
        Ok(())
    }

    async fn drop_event(
        &self,
        connection: &mut SqliteConnection,
        number: u64,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM log_event WHERE edition = ?1 AND number = ?2")
            .bind(self.edition)
            .bind(as_i64(number + FAR))
            .execute(connection)
            .await?;
        Ok(())
    }
}

/// Whether both say that the same was done, be it at another time: it stands in
/// a log once.
fn is_same_deed(one: &LogEntry, other: &LogEntry) -> bool {
    use LogEntry as L;
    match (one, other) {
        (L::Manifest(_), L::Manifest(_))
        | (L::Open { .. }, L::Open { .. })
        | (L::Close { .. }, L::Close { .. }) => true,
        (L::Activation { batch: one, .. }, L::Activation { batch: other, .. }) => one == other,
        (L::Void { what: one, .. }, L::Void { what: other, .. }) => {
            one == other && !matches!(one, Voided::Ballot(_))
        }
        _ => false,
    }
}
