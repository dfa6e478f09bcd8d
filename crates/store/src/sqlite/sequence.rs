//! Appending to the public log: one transaction for a whole batch.

use std::sync::LazyLock;

use ledger::log::{TileKind, decode_hashes, leaf_hash, root};
use sqlx::{Row, SqliteConnection};
use wire::{EditionSlug, Hash};

use super::{
    cast::{SIZES, Statements, parts, sized, values},
    log_read,
    row::{self, as_i64, corrupt},
};
use crate::{LogHead, Sequenced, Sign, StoreError};

/// An entry that is to be appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct New {
    pub(super) leaf: Hash,
    pub(super) source: Source,
}

/// By its position, or its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Ballot(u64),
    Event(u64),
}

/// The log's size, and whether anything waits to be appended.
pub(super) async fn look(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
) -> Result<(u64, bool), StoreError> {
    const SQL: &str = "
        SELECT coalesce((SELECT size FROM log_head WHERE log_head.edition = id), 0),
            (SELECT coalesce(max(position), 0) FROM ballot WHERE ballot.edition = id)
                > (SELECT coalesce(max(position), 0) FROM log_entry WHERE log_entry.edition = id)
            OR (SELECT coalesce(max(number), 0) FROM log_event WHERE log_event.edition = id)
                > (SELECT coalesce(max(event), 0) FROM log_entry
                   WHERE log_entry.edition = id AND event IS NOT NULL)
        FROM edition WHERE slug = ?1";
    let row = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| StoreError::UnknownEdition(edition.clone()))?;
    Ok((row::number(&row, 0, "the log's size")?, row.try_get(1)?))
}

pub(super) async fn sequence(
    transaction: &mut SqliteConnection,
    edition: &EditionSlug,
    max: u32,
    sign: &Sign<'_>,
) -> Result<Sequenced, StoreError> {
    let id: i64 = sqlx::query_scalar("SELECT id FROM edition WHERE slug = ?1")
        .bind(edition.as_str())
        .fetch_optional(&mut *transaction)
        .await?
        .ok_or_else(|| StoreError::UnknownEdition(edition.clone()))?;
    let head = log_read::head(transaction, edition).await?;
    let old = head.as_ref().map_or(0, |it| it.size);
    let (new, is_full) = waiting(transaction, id, max).await?;
    if new.is_empty() {
        return Ok(Sequenced {
            old,
            size: old,
            is_full: false,
        });
    }
    let (size, root) = append(transaction, (id, edition), head.as_ref(), new).await?;
    write_head(transaction, id, size, root, &sign(size, root)?).await?;
    Ok(Sequenced { old, size, is_full })
}

/// Appends entries behind a head, which is none of an empty log; gives the new
/// size and root. The head is still to be written.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    (id, edition): (i64, &EditionSlug),
    head: Option<&LogHead>,
    new: Vec<New>,
) -> Result<(u64, Hash), StoreError> {
    let old = head.map_or(0, |it| it.size);
    let edge = log_read::edge(&mut *connection, edition, old).await?;
    let mut edge = edge.ok_or_else(|| corrupt("the log"))?;
    if head.is_some_and(|it| it.root != edge.root()) {
        return Err(corrupt("the log"));
    }
    let tiles = edge.append(new.iter().map(|it| it.leaf));
    let numbered: Vec<(u64, New)> = (old..).zip(new).collect();
    for part in parts(&numbered) {
        write_entries(&mut *connection, id, part).await?;
    }
    let mut nodes = Vec::new();
    for (tile, bytes) in tiles {
        if let TileKind::Hashes { level } = tile.kind()
            && tile.is_full()
        {
            let hashes = decode_hashes(&bytes, tile.width()).map_err(|_| corrupt("the log"))?;
            nodes.push((level + 1, tile.index(), root(hashes)));
        }
    }
    for part in parts(&nodes) {
        write_nodes(&mut *connection, id, part).await?;
    }
    Ok((edge.size(), edge.root()))
}

/// In the order of the log, and whether there may be more.
async fn waiting(
    connection: &mut SqliteConnection,
    edition: i64,
    max: u32,
) -> Result<(Vec<New>, bool), StoreError> {
    const LAST: &str = "
        SELECT (SELECT coalesce(max(position), 0) FROM log_entry WHERE edition = ?1),
               (SELECT coalesce(max(event), 0) FROM log_entry
                WHERE edition = ?1 AND event IS NOT NULL)";
    const BALLOTS: &str = "
        SELECT position, hash FROM ballot WHERE edition = ?1 AND position > ?2
        ORDER BY position LIMIT ?3";
    const EVENTS: &str = "
        SELECT number, behind, entry FROM log_event WHERE edition = ?1 AND number > ?2
        ORDER BY number";
    let last = sqlx::query(LAST)
        .bind(edition)
        .fetch_one(&mut *connection)
        .await?;
    let position: u64 = row::number(&last, 0, "a position")?;
    let number: u64 = row::number(&last, 1, "an event's number")?;
    let rows = sqlx::query(BALLOTS)
        .bind(edition)
        .bind(as_i64(position))
        .bind(max)
        .fetch_all(&mut *connection)
        .await?;
    let mut ballots = Vec::with_capacity(rows.len());
    for (expected, row) in (position + 1..).zip(&rows) {
        if row::number::<u64>(row, 0, "a position")? != expected {
            return Err(corrupt("the order of ballots"));
        }
        ballots.push(New {
            leaf: row::bytes(row, 1, "a ballot's hash")?,
            source: Source::Ballot(expected),
        });
    }
    let rows = sqlx::query(EVENTS)
        .bind(edition)
        .bind(as_i64(number))
        .fetch_all(connection)
        .await?;
    let mut events = Vec::with_capacity(rows.len());
    for row in &rows {
        let new = New {
            leaf: leaf_hash(row.try_get(2)?),
            source: Source::Event(row::number(row, 0, "an event's number")?),
        };
        events.push((row::number(row, 1, "a position")?, new));
    }
    let is_full = ballots.len() >= usize::try_from(max).unwrap_or(usize::MAX);
    Ok((merge(position, ballots, &events, is_full), is_full))
}

/// `ballots` follow `position`; events come with the position that they stand
/// behind. Where ballots are missing at the end, events behind them wait.
fn merge(position: u64, ballots: Vec<New>, events: &[(u64, New)], is_full: bool) -> Vec<New> {
    let mut merged = Vec::with_capacity(ballots.len() + events.len());
    let (mut at, mut rest) = (position, ballots);
    let sorted = |mut batch: Vec<New>| {
        batch.sort_unstable_by_key(|it| it.leaf.0);
        batch
    };
    for (behind, event) in events {
        let before = usize::try_from(behind.saturating_sub(at)).unwrap_or(usize::MAX);
        if is_full && before > rest.len() {
            break;
        }
        let after = rest.split_off(before.min(rest.len()));
        at += rest.len() as u64;
        merged.extend(sorted(rest));
        merged.push(*event);
        rest = after;
    }
    merged.extend(sorted(rest));
    merged
}

static ENTRIES: LazyLock<Statements> = LazyLock::new(|| {
    SIZES.map(|size| {
        format!(
            "INSERT OR FAIL INTO log_entry (edition, idx, leaf, position, event) {}",
            values(size, 5)
        )
    })
});

async fn write_entries(
    connection: &mut SqliteConnection,
    edition: i64,
    part: &[(u64, New)],
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sized(&ENTRIES, part.len()));
    for (index, new) in part {
        let (position, event) = match new.source {
            Source::Ballot(position) => (Some(as_i64(position)), None),
            Source::Event(number) => (None, Some(as_i64(number))),
        };
        query = query
            .bind(edition)
            .bind(as_i64(*index))
            .bind(new.leaf.0.to_vec())
            .bind(position)
            .bind(event);
    }
    query.execute(connection).await?;
    Ok(())
}

static NODES: LazyLock<Statements> = LazyLock::new(|| {
    SIZES.map(|size| {
        format!(
            "INSERT OR FAIL INTO log_node (edition, level, idx, hash) {}",
            values(size, 4)
        )
    })
});

/// Each with its level and index.
async fn write_nodes(
    connection: &mut SqliteConnection,
    edition: i64,
    part: &[(u8, u64, Hash)],
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sized(&NODES, part.len()));
    for (level, index, hash) in part {
        query = query
            .bind(edition)
            .bind(level)
            .bind(as_i64(*index))
            .bind(hash.0.to_vec());
    }
    query.execute(connection).await?;
    Ok(())
}

pub(super) async fn write_head(
    connection: &mut SqliteConnection,
    edition: i64,
    size: u64,
    root: Hash,
    checkpoint: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO log_head (edition, size, root, checkpoint) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (edition) DO UPDATE SET
            size = excluded.size, root = excluded.root, checkpoint = excluded.checkpoint";
    sqlx::query(SQL)
        .bind(edition)
        .bind(as_i64(size))
        .bind(root.0.to_vec())
        .bind(checkpoint)
        .execute(connection)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use wire::Hex;

    use super::*;

    fn ballot(position: u64, byte: u8) -> New {
        New {
            leaf: Hex([byte; 32]),
            source: Source::Ballot(position),
        }
    }

    fn event(behind: u64, number: u64) -> (u64, New) {
        let source = Source::Event(number);
        (
            behind,
            New {
                leaf: Hex([0; 32]),
                source,
            },
        )
    }

    fn told(merged: &[New]) -> String {
        let told = merged.iter().map(|it| match it.source {
            Source::Ballot(position) => format!("{position} "),
            Source::Event(number) => format!("e{number} "),
        });
        told.collect()
    }

    #[test]
    fn events_cut_batches_and_ballots_are_sorted_between() {
        let ballots = vec![ballot(4, 9), ballot(5, 8), ballot(6, 2), ballot(7, 1)];
        let events = [event(3, 1), event(5, 2), event(5, 3), event(7, 4)];
        let merged = merge(3, ballots.clone(), &events, false);
        assert_eq!(told(&merged), "e1 5 4 e2 e3 7 6 e4 ");
        // What stands behind ballots of the next batch waits for them.
        let merged = merge(3, ballots, &[event(4, 1), event(9, 2)], true);
        assert_eq!(told(&merged), "4 e1 7 6 5 ");
        assert_eq!(told(&merge(3, Vec::new(), &[event(0, 1)], false)), "e1 ");
    }
}
