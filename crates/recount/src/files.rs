//! The files of an archive: docs/PROTOCOL.md, "The archive".

/// `log/key`.
pub const KEY: &str = "log/key";
/// `log/checkpoint`.
pub const CHECKPOINT: &str = "log/checkpoint";
/// `manifest.json`.
pub const MANIFEST: &str = "manifest.json";
/// `roll.json`.
pub const ROLL: &str = "roll.json";
/// `result.json`.
pub const RESULT: &str = "result.json";

/// `jury.json`.
pub const JURY: &str = "jury.json";
/// Openings that were drawn.
pub const SAMPLE: &str = "sample";

/// The recount page, as one file that needs nothing else.
pub const VERIFIER: &str = "verify.html";

/// The path of a file of openings by its number, from 0: `openings/x001/234`.
pub fn opening_path(number: u64) -> String {
    let tile = ledger::log::Tile::in_tree(ledger::log::TileKind::Entries, number, u64::MAX);
    let path = tile.map(|it| it.to_string()).unwrap_or_default();
    path.replacen("tile/entries", "openings", 1)
}
