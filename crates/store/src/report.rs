//! What `peta check` found.

use core::fmt;

use wire::EditionSlug;

/// The state of a whole store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    pub editions: Vec<EditionReport>,
    /// What is wrong with the database itself.
    pub database: Vec<String>,
}

/// The state of one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionReport {
    pub edition: EditionSlug,
    /// Ballots that were read, replaced ones included.
    pub ballots: u64,
    /// Of these, ballots that came back from the public log and whose marks nobody
    /// has sent again.
    pub without_opening: u64,
    /// Entries of the public log.
    pub entries: u64,
    /// How many faults there are in all.
    pub faults_found: u64,
    /// The first of them; bounded, so that a report fits into memory.
    pub faults: Vec<Fault>,
}

/// One thing that should not be. Positions are those of ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Voting was opened, but there is no manifest, or its hash is another.
    Manifest,
    /// Where `expected` should be there is `found`.
    Gap {
        expected: u64,
        found: u64,
    },
    Unreadable {
        position: u64,
    },
    Commitment {
        position: u64,
    },
    Signature {
        position: u64,
    },
    Hash {
        position: u64,
    },
    /// The marks break the rules of the manifest.
    Marks {
        position: u64,
    },
    /// A ballot's credential was never registered, or for another channel.
    Credential {
        position: u64,
    },
    /// This many devices have more than one credential.
    Devices {
        count: u64,
    },
    /// The public log has no entry at this index.
    LogGap {
        index: u64,
    },
    /// An entry of the log is not what its leaf hash says.
    LogEntry {
        index: u64,
    },
    /// The log's root at its size is another than that of its checkpoint.
    LogRoot {
        size: u64,
    },
    /// The log has not each ballot up to `last` once.
    LogBallots {
        count: u64,
        last: u64,
    },
}

/// As many faults are kept for each edition.
const KEPT: usize = 100;

impl EditionReport {
    pub(crate) fn new(edition: EditionSlug) -> Self {
        Self {
            edition,
            ballots: 0,
            without_opening: 0,
            entries: 0,
            faults_found: 0,
            faults: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.faults_found += 1;
        if self.faults.len() < KEPT {
            self.faults.push(fault);
        }
    }
}

impl CheckReport {
    pub fn is_sound(&self) -> bool {
        self.database.is_empty() && self.editions.iter().all(|it| it.faults_found == 0)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest => f.write_str("the manifest is missing or its hash differs"),
            Self::Gap { expected, found } => {
                write!(f, "position {expected} is missing, the next is {found}")
            }
            Self::Unreadable { position } => write!(f, "ballot {position} can't be read"),
            Self::Commitment { position } => {
                write!(f, "ballot {position}: the commitment does not open")
            }
            Self::Signature { position } => {
                write!(f, "ballot {position}: the signature does not verify")
            }
            Self::Hash { position } => write!(f, "ballot {position}: the hash differs"),
            Self::Marks { position } => {
                write!(f, "ballot {position}: the marks break the rules")
            }
            Self::Credential { position } => {
                write!(f, "ballot {position}: the credential is not registered")
            }
            Self::Devices { count } => {
                write!(f, "{count} devices have more than one credential")
            }
            Self::LogGap { index } => write!(f, "log: entry {index} is missing"),
            Self::LogEntry { index } => {
                write!(f, "log: entry {index} is not what its hash says")
            }
            Self::LogRoot { size } => {
                write!(f, "log: the root of {size} entries is not the checkpoint's")
            }
            Self::LogBallots { count, last } => {
                write!(f, "log: {count} ballots, but the last one is ballot {last}")
            }
        }
    }
}
