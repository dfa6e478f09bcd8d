//! What does not hold, and where.

use thiserror::Error;

/// Steps of "Checking it" in docs/PROTOCOL.md, in their order: of several faults
/// the one of the first step is named. What is not here is named at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Checkpoint,
    Manifest,
    Roll,
    Entry,
    Ballot,
}

/// The first thing in an archive that does not hold. Entries and openings are
/// named by their place, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("{path} is missing")]
    Missing { path: String },
    #[error("{path}: {reason}")]
    File { path: String, reason: String },
    #[error("log/key does not have the key that you know")]
    OtherKey,
    #[error("log/checkpoint: {0}")]
    Checkpoint(String),
    #[error("the checkpoint from before is none that this log signed")]
    Known,
    #[error("the log has {size} entries, fewer than the {known} that were there before")]
    Shrunk { size: u64, known: u64 },
    #[error("the first {known} entries are not those that were there before")]
    Forked { known: u64 },
    #[error("{path} is not as long as the checkpoint's size says")]
    Length { path: String },
    #[error("the entries do not have the root of the checkpoint")]
    Root,
    #[error("entry {index} is not the one that the checkpoint is about")]
    Altered { index: u64 },
    #[error("the log has no entry `manifest`")]
    NoManifest,
    #[error("entry {index}: a second entry `manifest`, or one after `open`")]
    SecondManifest { index: u64 },
    #[error("entry {index} is about another manifest than manifest.json")]
    OtherManifest { index: u64 },
    #[error("roll.json: batch {batch} is out of order")]
    BatchOrder { batch: u32 },
    #[error("roll.json: the keys of batch {batch} do not ascend")]
    KeyOrder { batch: u32 },
    #[error("roll.json: a key of batch {batch} stands in another one, too")]
    KeyTwice { batch: u32 },
    #[error("roll.json: the keys do not have the root of the manifest")]
    RollRoot,
    #[error("entry {index}: {reason}")]
    Entry { index: u64, reason: String },
    #[error("entry {index}: voting was opened before, or this is no place to open it")]
    Opened { index: u64 },
    #[error("entry {index}: voting was closed before, or never open")]
    Closed { index: u64 },
    #[error("entry {index}: no such batch in roll.json, or not with this count and root")]
    Activation { index: u64 },
    #[error("entry {index}: the batch was activated before")]
    ActivatedTwice { index: u64 },
    #[error("entry {index}: nothing that is known is void by it")]
    Void { index: u64 },
    #[error("entry {index}: not the next key in log/key, or not signed for by the one before")]
    KeyChange { index: u64 },
    #[error("log/key: a key that no key change leads to")]
    NoKeyChange,
    #[error("entry {index}: `openings` and `result` stand in turn, after the close")]
    Turn { index: u64 },
    #[error("entry {index}: the jury's means stand once, after the close, where ties ask for them")]
    Jury { index: u64 },
    #[error(
        "entry {index}: the lot's value stands once, after the close, where something is drawn; \
         for a sample after the first `openings`"
    )]
    Lot { index: u64 },
    #[error("jury.json is not what entry {index} is about")]
    OtherJury { index: u64 },
    #[error("entry {index}: the result is counted from more entries than there were")]
    ResultSize { index: u64 },
    #[error("entry {index}: the signature does not verify")]
    Signature { index: u64 },
    #[error("entry {index}: seq {seq} is out of bounds")]
    Seq { index: u64, seq: u16 },
    #[error("entry {index}: the credential has another ballot with the same seq")]
    SeqTwice { index: u64 },
    #[error("entry {index}: the ballot stands before `open`")]
    Early { index: u64 },
    #[error("entry {index}: the ballot stands behind `close`")]
    Late { index: u64 },
    #[error("entry {index}: the credential of a device is a voting code's")]
    DeviceInRoll { index: u64 },
    #[error("entry {index}: the credential is in no batch that was activated before")]
    NotInRoll { index: u64 },
    #[error("result.json is not what entry {index} is about")]
    OtherResult { index: u64 },
    #[error("result.json: {field} is wrong")]
    Result { field: &'static str },
    #[error("opening {place} is of another ballot than the next one that counts")]
    OtherOpening { place: u64 },
    #[error("opening {place} does not open its ballot, entry {index}")]
    DoesNotOpen { place: u64, index: u64 },
    #[error("opening {place}: {reason}")]
    Marks { place: u64, reason: String },
    #[error("sample: opening {place} was drawn, and is not the next one there")]
    NotDrawn { place: u64 },
    #[error("sample: opening {place} is not in the tree that the entry `openings` is about")]
    NotInRoot { place: u64 },
    #[error("the entry `openings` is about another number of openings, or another root")]
    Openings,
    #[error("result.json: contest {contest} is not what the marks say")]
    Counts { contest: usize },
}

/// What a fault is about, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A file that is not there, or can't be read.
    File,
    /// The log's key, its checkpoint, or what was there before.
    Checkpoint,
    /// The entries, as a whole.
    Tree,
    Manifest,
    Roll,
    /// What the organiser did.
    Entry,
    Ballot,
    Result,
    Openings,
}

impl About {
    /// One word, as a key of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Checkpoint => "checkpoint",
            Self::Tree => "tree",
            Self::Manifest => "manifest",
            Self::Roll => "roll",
            Self::Entry => "entry",
            Self::Ballot => "ballot",
            Self::Result => "result",
            Self::Openings => "openings",
        }
    }
}

impl Fault {
    pub const fn about(&self) -> About {
        match self {
            Self::Missing { .. } | Self::File { .. } | Self::Length { .. } => About::File,
            Self::OtherKey
            | Self::Checkpoint(_)
            | Self::Known
            | Self::Shrunk { .. }
            | Self::Forked { .. } => About::Checkpoint,
            Self::Root | Self::Altered { .. } => About::Tree,
            Self::NoManifest | Self::SecondManifest { .. } | Self::OtherManifest { .. } => {
                About::Manifest
            }
            Self::BatchOrder { .. }
            | Self::KeyOrder { .. }
            | Self::KeyTwice { .. }
            | Self::RollRoot => About::Roll,
            Self::Entry { .. }
            | Self::Opened { .. }
            | Self::Closed { .. }
            | Self::Activation { .. }
            | Self::ActivatedTwice { .. }
            | Self::Void { .. }
            | Self::KeyChange { .. }
            | Self::NoKeyChange
            | Self::Turn { .. }
            | Self::Jury { .. }
            | Self::Lot { .. }
            | Self::ResultSize { .. } => About::Entry,
            Self::Signature { .. }
            | Self::Seq { .. }
            | Self::SeqTwice { .. }
            | Self::Early { .. }
            | Self::Late { .. }
            | Self::DeviceInRoll { .. }
            | Self::NotInRoll { .. } => About::Ballot,
            Self::OtherJury { .. }
            | Self::OtherResult { .. }
            | Self::Result { .. }
            | Self::Counts { .. } => About::Result,
            Self::OtherOpening { .. }
            | Self::DoesNotOpen { .. }
            | Self::Marks { .. }
            | Self::NotDrawn { .. }
            | Self::NotInRoot { .. }
            | Self::Openings => About::Openings,
        }
    }

    pub(crate) fn file(path: &str, reason: impl ToString) -> Self {
        Self::File {
            path: path.to_owned(),
            reason: reason.to_string(),
        }
    }
}

/// The fault of the earliest step, and of these the first one in the log.
#[derive(Clone, Debug, Default)]
pub(crate) struct First(Option<(Step, u64, Fault)>);

impl First {
    /// `at`: the entry's index.
    pub(crate) fn note(&mut self, step: Step, at: u64, fault: Fault) {
        let is_first = |(first, index, _): &(Step, u64, Fault)| (step, at) < (*first, *index);
        if self.0.as_ref().is_none_or(is_first) {
            self.0 = Some((step, at, fault));
        }
    }

    /// The fault, if it is of that step.
    pub(crate) fn of(&self, step: Step) -> Result<(), Fault> {
        match &self.0 {
            Some((first, _, fault)) if *first == step => Err(fault.clone()),
            _ => Ok(()),
        }
    }

    pub(crate) fn into_result(self) -> Result<(), Fault> {
        match self.0 {
            None => Ok(()),
            Some((_, _, fault)) => Err(fault),
        }
    }
}
