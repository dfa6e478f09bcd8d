//! What was published: a signed checkpoint, and the entries below it.

use std::{error::Error, fs, path::Path};

use ledger::log::{
    Checkpoint, Frontier, LogEntry, Note, Tile, decode_bundle, leaf_hash, new_bundles,
};
use recount::CHECKPOINT;
use wire::Hash;

use crate::cli::verify::{file, file_if_any};

/// A checkpoint whose signature is still to be verified.
pub(super) struct Signed {
    pub(super) text: String,
    pub(super) note: Note,
    pub(super) checkpoint: Checkpoint,
}

impl Signed {
    pub(super) fn parse(text: &str) -> Result<Self, Box<dyn Error>> {
        let note = Note::parse(text.as_bytes())?;
        Ok(Self {
            text: text.to_owned(),
            checkpoint: note.text().parse()?,
            note,
        })
    }
}

/// Entries that the database lacks.
pub(super) struct Tail(pub(super) Vec<LogEntry>);

/// The folder's, if it has one.
pub(super) fn checkpoint(archive: &Path) -> Result<Option<Signed>, Box<dyn Error>> {
    let Some(bytes) = file_if_any(archive, CHECKPOINT)? else {
        return Ok(None);
    };
    Signed::parse(&String::from_utf8(bytes)?).map(Some)
}

/// The one that goes furthest, the first of two that are equal.
pub(super) fn newest(of: [Option<&Signed>; 2]) -> Option<&Signed> {
    // The last of those that are equal: so backwards.
    let backwards = of.into_iter().rev().flatten();
    backwards.max_by_key(|it| it.checkpoint.size())
}

/// The entries from `old` to `size`. The tree over all of them has to have each
/// of the `known` roots.
pub(super) fn read(
    archive: &Path,
    size: u64,
    old: u64,
    known: &[(u64, Hash)],
) -> Result<Tail, Box<dyn Error>> {
    let mut tree = Frontier::default();
    let mut tail = Vec::new();
    for tile in new_bundles(0, size) {
        let (width, bytes) = bundle(archive, tile)?;
        let entries =
            decode_bundle(&bytes, width).map_err(|error| format!("log/{tile}: {error}"))?;
        for entry in entries.into_iter().take(tile.width().into()) {
            let index = tree.size();
            tree.push(leaf_hash(entry));
            if index >= old {
                let entry = LogEntry::from_bytes(entry);
                tail.push(entry.map_err(|error| format!("entry {index}: {error}"))?);
            }
            let is_other = |(at, root): &&(u64, Hash)| *at == tree.size() && *root != tree.root();
            if let Some((at, _)) = known.iter().find(is_other) {
                return Err(other(*at, old).into());
            }
        }
    }
    Ok(Tail(tail))
}

fn other(at: u64, old: u64) -> String {
    if at == old {
        return format!(
            "the first {at} entries of the database are others than those in the folder: \
             it is no older copy of this log"
        );
    }
    format!("the {at} entries in the folder do not have the root that was signed")
}

/// A bundle, or a wider one that a later copy of the log has instead, with its width.
fn bundle(archive: &Path, tile: Tile) -> Result<(u16, Vec<u8>), Box<dyn Error>> {
    let path = format!("log/{tile}");
    if let Some(bytes) = file_if_any(archive, &path)? {
        return Ok((tile.width(), bytes));
    }
    let full = path.split(".p/").next().unwrap_or(&path);
    if let Some(bytes) = file_if_any(archive, full)? {
        return Ok((ledger::log::TILE_WIDTH, bytes));
    }
    let wider = fs::read_dir(archive.join(format!("{full}.p")));
    let widths = wider.into_iter().flatten().flatten();
    let width = widths
        .filter_map(|it| it.file_name().to_str()?.parse::<u16>().ok())
        .filter(|it| *it >= tile.width())
        .min();
    let width = width.ok_or_else(|| format!("{path} is missing, or a wider one"))?;
    Ok((width, file(archive, &format!("{full}.p/{width}"))?))
}
