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
        let wrong = |_| Fault::Length {
            path: format!("log/{tile}"),
        };
        let entries = decode_bundle(bytes, tile.width()).map_err(wrong)?;
        Ok(Self {
            first: tile.index() * u64::from(ledger::log::TILE_WIDTH),
            entries: entries.into_iter().map(Checked::new).collect(),
        })
    }
}

impl Checked {
    fn new(bytes: &[u8]) -> Self {
        let entry = LogEntry::from_bytes(bytes).map_err(|error| error.to_string());
        Self {
            leaf: leaf_hash(bytes),
            is_signed: match &entry {
                Ok(LogEntry::Ballot(ballot)) => ballot.is_signed(),
                _ => true,
            },
            entry,
        }
    }
}
