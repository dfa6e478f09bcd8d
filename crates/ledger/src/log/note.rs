//! Signed notes: text with signatures under it (C2SP signed-note).

use core::fmt;

use thiserror::Error;

use crate::base64;

use super::verifier::{VerifierKey, is_key_name};

/// Longest note that is read, in bytes: room for [`MAX_SIGNATURES`] of 5 kB.
pub const MAX_NOTE: usize = 512 * 1024;
/// Most signatures of a note; the specification asks for 16 at least.
pub const MAX_SIGNATURES: usize = 64;

/// Why a text is no signed note, or not one to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoteError {
    #[error("a note has at most {MAX_NOTE} bytes")]
    TooLong,
    #[error("a note is UTF-8 without control characters but line feeds")]
    Characters,
    #[error("the text of a note ends in a line feed, and signatures follow an empty line")]
    Format,
    #[error("a signature is a line of a dash, a name and base64")]
    Signature,
    #[error("a note has at most {MAX_SIGNATURES} signatures")]
    TooManySignatures,
    #[error("the signature of a known key does not verify")]
    BadSignature,
    #[error("none of the signatures is by a known key")]
    Unsigned,
}

/// A text with signatures that are not verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One signature of a note, of any algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    id: [u8; 4],
    signature: Vec<u8>,
}

impl Note {
    /// A note without signatures. The text has to end in a line feed.
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        let text = text.into();
        check_characters(&text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::Format);
        }
        Ok(Self {
            text,
            signatures: Vec::new(),
        })
    }

    /// Reads a note with one signature or more, without verifying any.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE {
            return Err(NoteError::TooLong);
        }
        let note = core::str::from_utf8(bytes).map_err(|_| NoteError::Characters)?;
        check_characters(note)?;
        let end = note.rfind("\n\n").ok_or(NoteError::Format)? + 1;
        let (text, rest) = note.split_at(end);
        Ok(Self {
            text: text.to_owned(),
            signatures: read_signatures(&rest[1..])?,
        })
    }

    /// Without the empty line, with the line feed before it.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Puts a signature under the others, if it is not there yet.
    pub fn add(&mut self, signature: NoteSignature) -> Result<(), NoteError> {
        if self.signatures.contains(&signature) {
            return Ok(());
        }
        if self.signatures.len() >= MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// The keys, of these, that signed the note: one or more. Signatures of
    /// other keys are ignored; a wrong one of a known key spoils the note.
    pub fn verify<'a>(&self, keys: &'a [VerifierKey]) -> Result<Vec<&'a VerifierKey>, NoteError> {
        let mut signers: Vec<&VerifierKey> = Vec::new();
        for (key, _) in self.verified(keys)? {
            if !signers.contains(&key) {
                signers.push(key);
            }
        }
        if signers.is_empty() {
            return Err(NoteError::Unsigned);
        }
        Ok(signers)
    }

    /// All signatures of known keys, which may be none.
    pub(super) fn verified<'a>(
        &self,
        keys: &'a [VerifierKey],
    ) -> Result<Vec<(&'a VerifierKey, &NoteSignature)>, NoteError> {
        let mut verified = Vec::new();
        for signature in &self.signatures {
            let mut known = keys
                .iter()
                .filter(|it| it.is_named_by(signature))
                .peekable();
            if known.peek().is_none() {
                continue;
            }
            let key = known
                .find(|key| key.verifies(&self.text, &signature.signature))
                .ok_or(NoteError::BadSignature)?;
            verified.push((key, signature));
        }
        Ok(verified)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|it| writeln!(f, "{it}"))
    }
}

impl NoteSignature {
    pub(super) fn by(key: &VerifierKey, signature: Vec<u8>) -> Self {
        Self {
            name: key.name().to_owned(),
            id: key.id(),
            signature,
        }
    }

    /// Who signed, by the signature's own word.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub const fn id(&self) -> [u8; 4] {
        self.id
    }

    /// Without the id.
    pub fn bytes(&self) -> &[u8] {
        &self.signature
    }

    fn parse(line: &str) -> Option<Self> {
        let (name, data) = line.strip_prefix("— ")?.split_once(' ')?;
        let data = base64::decode(data)?;
        let (id, signature) = data.split_first_chunk()?;
        (is_key_name(name) && !signature.is_empty()).then(|| Self {
            name: name.to_owned(),
            id: *id,
            signature: signature.into(),
        })
    }
}

impl fmt::Display for NoteSignature {
    /// The line, without its line feed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = [&self.id, &self.signature[..]].concat();
        write!(f, "— {} {}", self.name, base64::encode(&data))
    }
}

/// One signature line or more.
pub(super) fn read_signatures(lines: &str) -> Result<Vec<NoteSignature>, NoteError> {
    let lines = lines.strip_suffix('\n').ok_or(NoteError::Format)?;
    if lines.split('\n').count() > MAX_SIGNATURES {
        return Err(NoteError::TooManySignatures);
    }
    let read = |line| NoteSignature::parse(line).ok_or(NoteError::Signature);
    lines.split('\n').map(read).collect()
}

fn check_characters(text: &str) -> Result<(), NoteError> {
    if text.len() > MAX_NOTE {
        return Err(NoteError::TooLong);
    }
    if text.contains(|it| it < ' ' && it != '\n') {
        return Err(NoteError::Characters);
    }
    Ok(())
}
