//! The sealed entry: what of a ballot goes into a public log.

use thiserror::Error;
use wire::{Ballot, Channel, Hash, Hex, PublicKey, Signature};

use crate::{
    canonical::sha256,
    verify::{is_signed_by, message},
};

/// Length of an [`Entry`] in bytes.
pub const ENTRY_LENGTH: usize = 1 + 1 + 32 + 32 + 2 + 32 + 64;

const KIND_BALLOT: u8 = 1;
/// RFC 6962, section 2.1: a leaf's hash is over a zero byte and the leaf.
const LEAF: &[u8] = &[0];

/// A ballot without its opening: salt and marks stay sealed.
///
/// Layout, 164 bytes, big endian: `u8` 1 (a ballot), `u8` channel (0 device,
/// 1 code, 2 kiosk, 3 paper), manifest hash 32, public key 32, `u16` seq,
/// commitment 32, signature 64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub channel: Channel,
    pub manifest: Hash,
    pub credential: PublicKey,
    pub seq: u16,
    pub commitment: Hash,
    pub signature: Signature,
}

/// The bytes are no sealed entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("malformed entry")]
pub struct MalformedEntry;

impl From<&Ballot> for Entry {
    fn from(ballot: &Ballot) -> Self {
        Self {
            channel: ballot.channel,
            manifest: ballot.manifest,
            credential: ballot.credential,
            seq: ballot.seq,
            commitment: ballot.commitment,
            signature: ballot.signature,
        }
    }
}

impl Entry {
    pub fn to_bytes(&self) -> [u8; ENTRY_LENGTH] {
        let mut bytes = [0; ENTRY_LENGTH];
        let parts: [&[u8]; 7] = [
            &[KIND_BALLOT],
            &[channel_byte(self.channel)],
            &self.manifest.0,
            &self.credential.0,
            &self.seq.to_be_bytes(),
            &self.commitment.0,
            &self.signature.0,
        ];
        let mut rest = &mut bytes[..];
        for part in parts {
            let (head, tail) = rest.split_at_mut(part.len());
            head.copy_from_slice(part);
            rest = tail;
        }
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedEntry> {
        let (kind, rest) = bytes.split_first().ok_or(MalformedEntry)?;
        let (channel, rest) = rest.split_first().ok_or(MalformedEntry)?;
        let (manifest, rest) = split(rest)?;
        let (credential, rest) = split(rest)?;
        let (seq, rest) = split(rest)?;
        let (commitment, rest) = split(rest)?;
        let (signature, rest) = split(rest)?;
        if *kind != KIND_BALLOT || !rest.is_empty() {
            return Err(MalformedEntry);
        }
        Ok(Self {
            channel: channel_of(*channel).ok_or(MalformedEntry)?,
            manifest: Hex(manifest),
            credential: Hex(credential),
            seq: u16::from_be_bytes(seq),
            commitment: Hex(commitment),
            signature: Hex(signature),
        })
    }

    /// Whether its credential signed it, strictly (RFC 8032, section 5.1.7).
    pub fn is_signed(&self) -> bool {
        let message = message(&self.manifest, &self.credential, self.seq, &self.commitment);
        is_signed_by(&self.credential, &message, &self.signature)
    }

    /// The RFC 6962 leaf hash: `SHA-256(0x00 | entry)`.
    pub fn leaf_hash(&self) -> Hash {
        sha256(&[LEAF, &self.to_bytes()])
    }
}

/// The hash that names a ballot: the leaf hash of its sealed entry.
///
/// Two ballots with the same hash are the same ballot, opening included,
/// because the commitment is part of it.
pub fn ballot_hash(ballot: &Ballot) -> Hash {
    Entry::from(ballot).leaf_hash()
}

const fn channel_byte(channel: Channel) -> u8 {
    match channel {
        Channel::Device => 0,
        Channel::Code => 1,
        Channel::Kiosk => 2,
        Channel::Paper => 3,
    }
}

fn channel_of(byte: u8) -> Option<Channel> {
    Channel::ALL
        .into_iter()
        .find(|channel| channel_byte(*channel) == byte)
}

fn split<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), MalformedEntry> {
    bytes
        .split_first_chunk()
        .map(|(head, rest)| (*head, rest))
        .ok_or(MalformedEntry)
}
