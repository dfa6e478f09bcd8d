//! Checkpoints: what the log is at a size, in a signed note (C2SP
//! tlog-checkpoint).

use core::{fmt, str::FromStr};

use thiserror::Error;
use wire::Hash;

use crate::base64;

use super::{
    lines,
    note::{Note, NoteError},
    verifier::{NoteSigner, VerifierKey},
};

/// The root hash of a log at a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

/// Why there is no checkpoint, or not one of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CheckpointError {
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error("a checkpoint is an origin, a size and a root hash, each on its line")]
    Format,
    #[error("the checkpoint is of another log than the key")]
    Origin,
}

impl Checkpoint {
    /// `origin`: the log's name, one line of text.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        if origin.is_empty() || origin.contains(|it| it < ' ') {
            return Err(CheckpointError::Format);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
            extensions: Vec::new(),
        })
    }

    /// The checkpoint in a note that `key` signed, whose name has to be the
    /// checkpoint's origin. Other signatures are not looked at.
    pub fn open(note: &Note, key: &VerifierKey) -> Result<Self, CheckpointError> {
        note.verify(core::slice::from_ref(key))?;
        let checkpoint: Self = note.text().parse()?;
        if checkpoint.origin != key.name() {
            return Err(CheckpointError::Origin);
        }
        Ok(checkpoint)
    }

    /// The note with the signature of the log, whose key is named by the origin.
    pub fn sign(&self, signer: &NoteSigner) -> Result<Note, CheckpointError> {
        if signer.verifier().name() != self.origin {
            return Err(CheckpointError::Origin);
        }
        let mut note = Note::new(self.to_string())?;
        note.add(signer.sign(note.text()))?;
        Ok(note)
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Leaves of the tree.
    pub const fn size(&self) -> u64 {
        self.size
    }

    pub const fn root(&self) -> Hash {
        self.root
    }

    /// Further lines. This log writes none; witnesses say nothing about them.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

impl fmt::Display for Checkpoint {
    /// The text of the note.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = base64::encode(&self.root.0);
        writeln!(f, "{}\n{}\n{root}", self.origin, self.size)?;
        self.extensions
            .iter()
            .try_for_each(|it| writeln!(f, "{it}"))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let text = text.strip_suffix('\n').ok_or(CheckpointError::Format)?;
        let mut lines = text.split('\n');
        let mut line = || lines.next().ok_or(CheckpointError::Format);
        let (origin, size, root) = (line()?, line()?, line()?);
        let size = lines::number(size).ok_or(CheckpointError::Format)?;
        let root = lines::hash(root).ok_or(CheckpointError::Format)?;
        let extensions: Vec<_> = lines.map(str::to_owned).collect();
        let is_barred = |it: &String| it.is_empty() || it.contains(|it| it < ' ');
        if extensions.iter().any(is_barred) {
            return Err(CheckpointError::Format);
        }
        Ok(Self {
            extensions,
            ..Self::new(origin, size, root)?
        })
    }
}
