//! Putting published entries back that the database has lost: one transaction
//! for all of them.
//!
//! What waits in the database is set aside first. Some of it was published by the
//! server that was lost and takes its place among the entries; the rest follows
//! behind them.

mod anew;
mod aside;
mod deed;

use chrono::{DateTime, Utc};
use ledger::{
    Entry,
    log::{LogEntry, leaf_hash},
};
use sqlx::{Row, SqliteConnection};
use wire::{Channel, EditionSlug, Hash, Phase};

use super::{
    codes, log_event, log_read,
    row::{self, as_i64, as_minute},
    sequence::{self, New, Source},
};
use crate::{LogHead, Replayed, StoreError};
use aside::Aside;

pub(super) use anew::begin_anew;

/// A replay inside of its transaction.
struct Replay<'a> {
    connection: &'a mut SqliteConnection,
    slug: &'a EditionSlug,
    edition: i64,
    now: DateTime<Utc>,
    aside: Aside,
    /// The last ballot and the last event that stand in the log.
    position: u64,
    event: u64,
    manifest: Option<Hash>,
    done: Replayed,
}

pub(super) async fn replay(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    entries: &[LogEntry],
    head: &LogHead,
    now: DateTime<Utc>,
) -> Result<Replayed, StoreError> {
    let found = log_read::head(transaction, slug).await?;
    let old = found.as_ref().map_or(0, |it| it.size);
    let mut replay = begin(transaction, slug, old, now).await?;
    let mut new = Vec::with_capacity(entries.len());
    for (index, entry) in (old..).zip(entries) {
        new.push(replay.entry(index, entry).await?);
    }
    let (position, event) = (replay.position, replay.event);
    replay
        .aside
        .put_behind(&mut *replay.connection, position, event)
        .await?;
    replay.turn().await?;
    let (edition, done) = (replay.edition, replay.done);
    let (size, root) = sequence::append(transaction, (edition, slug), found.as_ref(), new).await?;
    if (size, root) != (head.size, head.root) {
        return Err(StoreError::ReplayedRoot);
    }
    sequence::write_head(transaction, edition, size, root, &head.checkpoint).await?;
    codes::changed(transaction, edition, now).await?;
    Ok(done)
}

async fn begin<'a>(
    connection: &'a mut SqliteConnection,
    slug: &'a EditionSlug,
    old: u64,
    now: DateTime<Utc>,
) -> Result<Replay<'a>, StoreError> {
    const SQL: &str = "
        SELECT id, phase, manifest_hash,
               (SELECT coalesce(max(position), 0) FROM log_entry WHERE log_entry.edition = id),
               (SELECT coalesce(max(event), 0) FROM log_entry
                WHERE log_entry.edition = id AND event IS NOT NULL)
        FROM edition WHERE slug = ?1";
    let row = sqlx::query(SQL)
        .bind(slug.as_str())
        .fetch_optional(&mut *connection)
        .await?
        .ok_or_else(|| StoreError::UnknownEdition(slug.clone()))?;
    let edition = row.try_get(0)?;
    let position = row::number(&row, 3, "a position")?;
    let event = row::number(&row, 4, "an event's number")?;
    let aside = Aside::set(&mut *connection, edition, position, event).await?;
    Ok(Replay {
        connection,
        slug,
        edition,
        now,
        aside,
        position,
        event,
        manifest: row::bytes_if_any(&row, 2, "the manifest's hash")?,
        done: Replayed {
            old,
            ballots: 0,
            known: 0,
            events: 0,
            displaced: 0,
            phase: row::phase(&row, 1)?,
        },
    })
}

/// Why an entry can't be replayed.
fn cannot(index: u64, reason: &'static str) -> StoreError {
    StoreError::Replay { index, reason }
}

impl Replay<'_> {
    async fn entry(&mut self, index: u64, entry: &LogEntry) -> Result<New, StoreError> {
        let bytes = entry.to_bytes();
        let leaf = leaf_hash(&bytes);
        let source = if let LogEntry::Ballot(ballot) = entry {
            self.position += 1;
            if self
                .aside
                .ballot(&mut *self.connection, &leaf, self.position)
                .await?
            {
                self.done.known += 1;
            } else {
                self.ballot(index, ballot, leaf).await?;
                self.done.ballots += 1;
            }
            Source::Ballot(self.position)
        } else {
            let (number, behind) = (self.event + 1, self.position);
            let known = self
                .aside
                .event(&mut *self.connection, &bytes, number, behind);
            if !known.await? {
                self.deed(index, entry).await?;
                log_event::put(&mut *self.connection, self.edition, number, behind, &bytes).await?;
            }
            self.event = number;
            self.done.events += 1;
            Source::Event(number)
        };
        Ok(New { leaf, source })
    }

    /// Writes a ballot down that was lost, without its opening.
    async fn ballot(&mut self, index: u64, entry: &Entry, leaf: Hash) -> Result<(), StoreError> {
        const SQL: &str = "
            INSERT INTO ballot (edition, position, credential, seq, channel, minute, hash,
                                commitment, signature, salt, marks)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, x'', x'')";
        if Some(entry.manifest) != self.manifest {
            return Err(cannot(
                index,
                "it is of another manifest than the database's",
            ));
        }
        let credential = self.credential(index, entry).await?;
        let displaced = self
            .aside
            .displace(&mut *self.connection, credential, entry.seq);
        self.done.displaced += displaced.await?;
        sqlx::query(SQL)
            .bind(self.edition)
            .bind(as_i64(self.position))
            .bind(credential)
            .bind(entry.seq)
            .bind(entry.channel.as_str())
            // The log has no times.
            .bind(as_minute(self.now))
            .bind(leaf.0.to_vec())
            .bind(&entry.commitment.0[..])
            .bind(&entry.signature.0[..])
            .execute(&mut *self.connection)
            .await?;
        Ok(())
    }

    /// The number of a ballot's credential. Only devices register by casting.
    async fn credential(&mut self, index: u64, entry: &Entry) -> Result<i64, StoreError> {
        const ADD: &str = "
            INSERT INTO credential (edition, number, key, channel)
            SELECT ?1, coalesce(max(number), 0) + 1, ?2, 'device'
            FROM credential WHERE edition = ?1 RETURNING number";
        let known =
            sqlx::query("SELECT number, channel FROM credential WHERE edition = ?1 AND key = ?2")
                .bind(self.edition)
                .bind(&entry.credential.0[..])
                .fetch_optional(&mut *self.connection)
                .await?;
        let Some(row) = known else {
            if entry.channel != Channel::Device {
                return Err(cannot(
                    index,
                    "the database is from before its code was made",
                ));
            }
            let added = sqlx::query_scalar(ADD)
                .bind(self.edition)
                .bind(&entry.credential.0[..])
                .fetch_one(&mut *self.connection)
                .await?;
            return Ok(added);
        };
        let is_device = row::channel(row.try_get(1)?)? == Channel::Device;
        if is_device != (entry.channel == Channel::Device) {
            return Err(cannot(
                index,
                "its credential is another one in the database",
            ));
        }
        Ok(row.try_get(0)?)
    }

    /// Where the entries lead to.
    async fn turn(&mut self) -> Result<(), StoreError> {
        // When it began is in no entry: a period for objections runs anew.
        const SQL: &str = "
            UPDATE edition SET phase = ?2, phase_at = CASE WHEN phase = ?2 THEN phase_at ELSE ?3 END
            WHERE id = ?1";
        let phase: Phase = self.done.phase;
        sqlx::query(SQL)
            .bind(self.edition)
            .bind(phase.as_str())
            .bind(self.now.timestamp_micros())
            .execute(&mut *self.connection)
            .await?;
        Ok(())
    }
}
