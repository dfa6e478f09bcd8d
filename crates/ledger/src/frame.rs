//! A queue without a network: lines of a file, or a series of QR codes. Each
//! frame stands for itself, so that a lost one loses nothing but itself.

use core::fmt;

use thiserror::Error;
use wire::{EditionSlug, Envelope, Head, Hex, HexBytes};

use crate::{base64, canonical::sha256};

const NAME: &str = "peta:queue";
const VERSION: &str = "1";
/// Hexadecimal digits of the checksum.
const CHECK: usize = 8;

/// One line, one QR code: not longer than 1,000 characters for a ballot of up
/// to 39 marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub edition: EditionSlug,
    /// The kiosk's.
    pub number: u32,
    /// Which of how many, from 1.
    pub place: u32,
    pub of: u32,
    pub item: Item,
}

/// What a frame holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Envelope(Envelope),
    Head(Head),
}

/// Why a text is no frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FrameError {
    #[error("not a frame of a kiosk's queue")]
    Foreign,
    #[error("a frame of a newer version")]
    Version,
    #[error("damaged: the checksum differs")]
    Damaged,
    #[error("malformed, though the checksum is right")]
    Malformed,
}

impl Frame {
    /// A whole queue: its envelopes, and its head at the end.
    pub fn series(
        edition: &EditionSlug,
        number: u32,
        envelopes: Vec<Envelope>,
        head: Option<Head>,
    ) -> Vec<Self> {
        let items: Vec<Item> = envelopes
            .into_iter()
            .map(Item::Envelope)
            .chain(head.map(Item::Head))
            .collect();
        let of = u32::try_from(items.len()).unwrap_or(u32::MAX);
        (1..)
            .zip(items)
            .map(|(place, item)| Self {
                edition: edition.clone(),
                number,
                place,
                of,
                item,
            })
            .collect()
    }

    /// Reads a frame; space around it does no harm.
    pub fn read(text: &str) -> Result<Self, FrameError> {
        let text = text.trim();
        let mut parts = text.split('/');
        if parts.next() != Some(NAME) {
            return Err(FrameError::Foreign);
        }
        if parts.next() != Some(VERSION) {
            return Err(FrameError::Version);
        }
        let (front, check) = text.rsplit_once('/').ok_or(FrameError::Damaged)?;
        if checksum(front) != check {
            return Err(FrameError::Damaged);
        }
        let mut next = || parts.next().ok_or(FrameError::Malformed);
        let (edition, number, place, of, data) = (next()?, next()?, next()?, next()?, next()?);
        let frame = Self {
            edition: EditionSlug::new(edition),
            number: number.parse().map_err(|_| FrameError::Malformed)?,
            place: place.parse().map_err(|_| FrameError::Malformed)?,
            of: of.parse().map_err(|_| FrameError::Malformed)?,
            item: base64::decode_url(data)
                .and_then(|bytes| item(&bytes))
                .ok_or(FrameError::Malformed)?,
        };
        if frame.to_string() != text {
            return Err(FrameError::Malformed);
        }
        Ok(frame)
    }
}

/// `peta:queue/1/EDITION/NUMBER/PLACE/OF/DATA/CHECK`.
impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let front = format!(
            "{NAME}/{VERSION}/{}/{}/{}/{}/{}",
            self.edition,
            self.number,
            self.place,
            self.of,
            base64::encode_url(&bytes(&self.item))
        );
        write!(f, "{front}/{}", checksum(&front))
    }
}

fn checksum(front: &str) -> String {
    let mut check = sha256(&[front.as_bytes()]).to_string();
    check.truncate(CHECK);
    check
}

/// `1 u8 | index u32 | prev 32 | signature 64 | sealed`, or
/// `2 u8 | index u32 | hash 32 | signature 64`.
fn bytes(item: &Item) -> Vec<u8> {
    match item {
        Item::Envelope(it) => [
            &[1],
            &it.index.to_be_bytes()[..],
            &it.prev.0,
            &it.signature.0,
            &it.sealed.0,
        ]
        .concat(),
        Item::Head(it) => [
            &[2],
            &it.index.to_be_bytes()[..],
            &it.hash.0,
            &it.signature.0,
        ]
        .concat(),
    }
}

fn item(bytes: &[u8]) -> Option<Item> {
    let (kind, rest) = bytes.split_first()?;
    let (index, rest) = rest.split_first_chunk()?;
    let (hash, rest) = rest.split_first_chunk()?;
    let (signature, rest) = rest.split_first_chunk()?;
    let (index, hash, signature) = (u32::from_be_bytes(*index), Hex(*hash), Hex(*signature));
    match kind {
        1 => Some(Item::Envelope(Envelope {
            index,
            prev: hash,
            sealed: HexBytes(rest.into()),
            signature,
        })),
        // Whatever is behind it would not come back the same.
        2 => Some(Item::Head(Head {
            index,
            hash,
            signature,
        })),
        _ => None,
    }
}
