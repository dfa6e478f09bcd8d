//! What the text formats share: numbers and hashes on lines.

use wire::{Hash, Hex};

use crate::base64;

/// Most hashes of a proof: tlog-witness allows no more, and no tree needs more.
pub(super) const MAX_HASHES: usize = 63;

/// ASCII digits without a leading zero.
pub(super) fn number(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|it| it.is_ascii_digit());
    let is_short = text.len() == 1 || !text.starts_with('0');
    (is_number && is_short).then(|| text.parse().ok())?
}

pub(super) fn hash(text: &str) -> Option<Hash> {
    let bytes = base64::decode(text)?;
    bytes.try_into().ok().map(Hex)
}

pub(super) fn hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Vec<Hash>> {
    let hashes: Vec<_> = lines
        .take(MAX_HASHES + 1)
        .map(hash)
        .collect::<Option<_>>()?;
    (hashes.len() <= MAX_HASHES).then_some(hashes)
}

/// A line of its own for each.
pub(super) fn write_hashes(hashes: &[Hash]) -> String {
    let line = |it: &Hash| base64::encode(&it.0) + "\n";
    hashes.iter().map(line).collect()
}
