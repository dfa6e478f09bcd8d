//! Reading the public log: its head, its tiles, where a ballot stands.

use std::collections::BTreeMap;

use ledger::{
    Entry,
    log::{Edge, TILE_WIDTH, Tile, TileError, TileKind, encode_bundle},
};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};
use wire::{EditionSlug, Hash};

use super::row::{self, as_i64, corrupt};
use crate::{LogHead, StoreError};

pub(super) async fn head(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
) -> Result<Option<LogHead>, StoreError> {
    const SQL: &str = "
        SELECT size, root, checkpoint FROM log_head
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1)";
    let row = sqlx::query(SQL)
        .bind(edition.as_str())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(LogHead {
        size: row::number(&row, 0, "the log's size")?,
        root: row::bytes(&row, 1, "the log's root")?,
        checkpoint: row.try_get(2)?,
    }))
}

/// Index and hash of ballots from an index on, in their order.
pub(super) async fn ballots_from(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
    index: i64,
    limit: u32,
) -> Result<Vec<(u64, Hash)>, StoreError> {
    const SQL: &str = "
        SELECT idx, leaf FROM log_entry
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1) AND idx >= ?2
            AND position IS NOT NULL
        ORDER BY idx LIMIT ?3";
    let rows = sqlx::query(SQL)
        .bind(edition.as_str())
        .bind(index)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let index = row::number(row, 0, "an entry's index")?;
            Ok((index, row::bytes(row, 1, "an entry's leaf")?))
        })
        .collect()
}

pub(super) async fn tile(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
    tile: Tile,
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(first) = tile.index().checked_mul(u64::from(TILE_WIDTH)) else {
        return Ok(None);
    };
    let bytes = match tile.kind() {
        TileKind::Hashes { level } => hashes(connection, edition, level, first, tile.width()).await,
        TileKind::Entries => bundle(connection, edition, first, tile.width()).await,
    };
    bytes.map(|bytes| (!bytes.is_empty()).then_some(bytes))
}

/// Empty where the tree does not have all of them.
async fn hashes(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
    level: u8,
    first: u64,
    width: u16,
) -> Result<Vec<u8>, StoreError> {
    const LEAVES: &str = "
        SELECT leaf FROM log_entry
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1) AND idx >= ?2
        ORDER BY idx LIMIT ?3";
    const NODES: &str = "
        SELECT hash FROM log_node
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1) AND idx >= ?2 AND level = ?4
        ORDER BY idx LIMIT ?3";
    let query = sqlx::query(if level == 0 { LEAVES } else { NODES })
        .bind(edition.as_str())
        .bind(as_i64(first))
        .bind(width);
    let query = if level == 0 { query } else { query.bind(level) };
    let rows = query.fetch_all(connection).await?;
    if rows.len() < usize::from(width) {
        return Ok(Vec::new());
    }
    let mut bytes = Vec::with_capacity(32 * rows.len());
    for row in &rows {
        bytes.extend(row::bytes::<32>(row, 0, "a hash of the log")?.0);
    }
    Ok(bytes)
}

async fn bundle(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
    first: u64,
    width: u16,
) -> Result<Vec<u8>, StoreError> {
    let rows = sqlx::query(ENTRIES)
        .bind(edition.as_str())
        .bind(as_i64(first))
        .bind(width)
        .fetch_all(connection)
        .await?;
    if rows.len() < usize::from(width) {
        return Ok(Vec::new());
    }
    let entries: Vec<_> = rows.iter().map(entry).collect::<Result<_, _>>()?;
    encode_bundle(entries.iter().map(Vec::as_slice)).map_err(|_| corrupt("an entry of the log"))
}

/// Entries from an index on. Columns 3 and after are NULL where what they come
/// from is missing.
pub(super) const ENTRIES: &str = "
    SELECT log_entry.idx, log_entry.leaf, log_entry.position, log_event.entry,
           ballot.channel, edition.manifest_hash, credential.key, ballot.seq,
           ballot.commitment, ballot.signature
    FROM log_entry JOIN edition ON edition.id = log_entry.edition
    LEFT JOIN log_event ON log_event.edition = log_entry.edition
        AND log_event.number = log_entry.event
    LEFT JOIN ballot ON ballot.edition = log_entry.edition
        AND ballot.position = log_entry.position
    LEFT JOIN credential ON credential.edition = ballot.edition
        AND credential.number = ballot.credential
    WHERE edition.slug = ?1 AND idx >= ?2 ORDER BY idx LIMIT ?3";

/// The bytes of a row of [`ENTRIES`].
pub(super) fn entry(row: &SqliteRow) -> Result<Vec<u8>, StoreError> {
    if row.try_get::<Option<i64>, _>(2)?.is_none() {
        return Ok(row.try_get(3)?);
    }
    let entry = Entry {
        channel: row::channel(row.try_get(4)?)?,
        manifest: row::bytes(row, 5, "the manifest's hash")?,
        credential: row::bytes(row, 6, "a credential")?,
        seq: row::number(row, 7, "a seq")?,
        commitment: row::bytes(row, 8, "a commitment")?,
        signature: row::bytes(row, 9, "a signature")?,
    };
    Ok(entry.to_bytes().into())
}

/// The right edge of the tree at a size; none if the log is shorter.
pub(super) async fn edge(
    connection: &mut SqliteConnection,
    edition: &EditionSlug,
    size: u64,
) -> Result<Option<Edge>, StoreError> {
    let mut tiles = BTreeMap::new();
    let (mut level, mut held) = (0, size);
    while held > 0 {
        held /= u64::from(TILE_WIDTH);
        if let Some(name) = Tile::in_tree(TileKind::Hashes { level }, held, size) {
            let Some(bytes) = tile(connection, edition, name).await? else {
                return Ok(None);
            };
            tiles.insert(name, bytes);
        }
        level += 1;
    }
    let read = |name| tiles.remove(&name).ok_or(TileError::OutOfRange);
    Edge::read(size, read)
        .map(Some)
        .map_err(|_| corrupt("a tile of the log"))
}
