//! A bundle of entries: what can be checked of it without any other.

use ledger::log::{LogEntry, Tile, decode_bundle, leaf_hash};
use wire::Hash;

use crate::fault::Fault;

/// The entries of one bundle, with their signatures checked: all of the work that
/// several processors can share.
#[derive(Debug)]
pub struct Bundle {
    pub(crate) first: u64,
    pub(crate) entries: Vec<Checked>,
}

#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) leaf: Hash,
    /// Why the bytes are none, in words.
    pub(crate) entry: Result<LogEntry, String>,
    /// Of a ballot: whether its voter signed it. True for all others.
    pub(crate) is_signed: bool,
}

impl Bundle {
    pub fn check(tile: Tile, bytes: &[u8]) -> Result<Self, Fault> {
        Self::read(tile, bytes, None)
    }

    /// With the answers that [`signed`] gave elsewhere.
    pub fn with(tile: Tile, bytes: &[u8], signed: &[bool]) -> Result<Self, Fault> {
        Self::read(tile, bytes, Some(signed))
    }

    fn read(tile: Tile, bytes: &[u8], signed: Option<&[bool]>) -> Result<Self, Fault> {
        let entries = split(tile, bytes)?;
        let checked = entries.into_iter().enumerate().map(|(at, bytes)| {
            let entry = LogEntry::from_bytes(bytes).map_err(|error| error.to_string());
            Checked {
                leaf: leaf_hash(bytes),
                is_signed: match signed {
                    Some(signed) => signed.get(at).copied().unwrap_or(false),
                    None => is_signed(&entry),
                },
                entry,
            }
        });
        Ok(Self {
            first: tile.index() * u64::from(ledger::log::TILE_WIDTH),
            entries: checked.collect(),
        })
    }
}

/// Of each entry whether its voter signed it, if it is a ballot; true for all
/// others.
pub fn signed(tile: Tile, bytes: &[u8]) -> Result<Vec<bool>, Fault> {
    let entries = split(tile, bytes)?.into_iter();
    Ok(entries
        .map(|bytes| is_signed(&LogEntry::from_bytes(bytes)))
        .collect())
}

fn is_signed<E>(entry: &Result<LogEntry, E>) -> bool {
    match entry {
        Ok(LogEntry::Ballot(ballot)) => ballot.is_signed(),
        _ => true,
    }
}

fn split(tile: Tile, bytes: &[u8]) -> Result<Vec<&[u8]>, Fault> {
    decode_bundle(bytes, tile.width()).map_err(|_| Fault::Length {
        path: format!("log/{tile}"),
    })
}

/// Names the first entry of a bundle that is not the one in the tile of leaf hashes
/// with the same number. Nothing proves that tile: it helps to say more of a
/// bundle that is wrong anyhow.
pub fn first_altered(bundle: Tile, bytes: &[u8], hashes: &[u8]) -> Option<Fault> {
    let first = bundle.index() * u64::from(ledger::log::TILE_WIDTH);
    let mut rest = bytes;
    for (index, hash) in (first..).zip(hashes.chunks_exact(32)) {
        let entry = rest.split_first_chunk().and_then(|(length, tail)| {
            tail.split_at_checked(usize::from(u16::from_be_bytes(*length)))
        });
        match entry {
            Some((entry, tail)) if leaf_hash(entry).0 == hash => rest = tail,
            _ => return Some(Fault::Altered { index }),
        }
    }
    None
}
