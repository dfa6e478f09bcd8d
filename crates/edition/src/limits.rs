//! How large a folder may be, so that a wrong file is refused and not read.

/// Sizes in bytes, looked up before a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// edition.toml, categories.csv, vocabulary.csv: each.
    pub settings: u64,
    pub innovations: u64,
    /// Rows of innovations.csv.
    pub rows: u32,
    pub areas: u64,
    /// One file of media/.
    pub picture: u64,
    /// All files of media/ together.
    pub pictures: u64,
}

const MB: u64 = 1_000_000;

impl Default for Limits {
    fn default() -> Self {
        Self {
            settings: MB,
            innovations: 64 * MB,
            rows: 100_000,
            areas: 32 * MB,
            picture: 2 * MB,
            pictures: 512 * MB,
        }
    }
}
