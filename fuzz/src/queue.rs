//! A kiosk's queue: frames in a file, a delivery over HTTP, and what lies in a
//! sealed envelope of somebody who has a kiosk's key.

use std::convert::Infallible;

use hpke::{
    Deserializable as _, OpModeS, Serializable as _,
    aead::ChaCha20Poly1305,
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
    rand_core::{TryCryptoRng, TryRng},
};
use ledger::{
    Enclosed, Frame, Item, NO_ENVELOPE, envelope_hash, open_envelope, verify_envelope, verify_head,
};
use sha2::{Digest as _, Sha256};
use wire::{Delivery, Envelope, Head, Hex, HexBytes};

use crate::known;

/// Envelopes are as long as this, or twice as long, …
const BLOCK: usize = 512;

/// Frames, a line each; a delivery in JSON; anything else is sealed as it is.
pub fn queue(bytes: &[u8]) -> bool {
    match bytes.first() {
        Some(b'p') => {
            let frames = bytes.split(|it| *it == b'\n').take(8);
            frames
                .map(|it| frame(&String::from_utf8_lossy(it)))
                .fold(false, |any, it| any | it)
        }
        Some(b'{') => delivery(bytes),
        _ => sealed(bytes),
    }
}

/// As it is; and with the checksum that it should have, which no chance finds.
fn frame(text: &str) -> bool {
    let was_read = read(text);
    let Some((front, _)) = text.rsplit_once('/') else {
        return was_read;
    };
    let check = Hex::<32>(Sha256::digest(front).into()).to_string();
    was_read | read(&format!("{front}/{}", &check[..8]))
}

fn read(text: &str) -> bool {
    let Ok(frame) = Frame::read(text) else {
        return false;
    };
    assert_eq!(frame.to_string(), text.trim());
    match frame.item {
        Item::Envelope(it) => envelope(&it),
        Item::Head(it) => head(frame.number, &it),
    }
    true
}

fn delivery(bytes: &[u8]) -> bool {
    let Ok(delivery) = serde_json::from_slice::<Delivery>(bytes) else {
        return false;
    };
    let text = serde_json::to_vec(&delivery).expect("a delivery can be written");
    let again: Delivery = serde_json::from_slice(&text).expect("what was written is read");
    assert_eq!(again, delivery);
    delivery.envelopes.iter().take(8).for_each(envelope);
    if let Some(it) = delivery.head {
        head(1, &it);
    }
    true
}

/// What the kiosk signed opens; and what opens was signed, but for its signature.
fn envelope(it: &Envelope) {
    let kiosk = known::KIOSK.public_key();
    let is_signed = verify_envelope(&kiosk, it, &envelope_hash(&kiosk, it));
    let opened = open_envelope(&known::SEAL, &known::edition(), &kiosk, it);
    assert!(!is_signed || opened.is_ok(), "{it:?}");
}

fn head(number: u32, it: &Head) {
    let kiosk = known::KIOSK.public_key();
    if verify_head(&kiosk, &known::edition(), number, it) {
        assert!(!verify_head(&kiosk, &known::edition(), number ^ 1, it));
    }
}

/// A ballot that is read in an envelope is in no other bytes.
fn sealed(bytes: &[u8]) -> bool {
    let mut text = bytes.to_vec();
    text.resize(bytes.len().next_multiple_of(BLOCK), 0);
    let opened = open(Hex([6; 32]).0, |random| close(&text, random));
    let Some(enclosed) = opened else {
        return false;
    };
    let again = open([7; 32], |random| {
        let to = *known::SEAL_KEY;
        let sealed = known::KIOSK.seal(&enclosed, &to, 1, NO_ENVELOPE, random);
        sealed.expect("what was read can be sealed").sealed.0
    });
    assert_eq!(again, Some(enclosed));
    true
}

fn open(random: [u8; 32], seal: impl FnOnce([u8; 32]) -> Vec<u8>) -> Option<Enclosed> {
    let envelope = Envelope {
        index: 1,
        prev: NO_ENVELOPE,
        sealed: HexBytes(seal(random)),
        signature: Hex([0; 64]),
    };
    let kiosk = known::KIOSK.public_key();
    open_envelope(&known::SEAL, &known::edition(), &kiosk, &envelope).ok()
}

/// As docs/PROTOCOL.md says, with nothing asked about the text.
fn close(text: &[u8], random: [u8; 32]) -> Vec<u8> {
    type Key = <X25519HkdfSha256 as hpke::Kem>::PublicKey;
    let key = Key::from_bytes(&known::SEAL_KEY.0).expect("this is a key of X25519");
    let info = [b"peta/seal/v1", known::edition().as_str().as_bytes()].concat();
    let place = [
        &known::KIOSK.public_key().0[..],
        &1_u32.to_be_bytes(),
        &NO_ENVELOPE.0,
    ]
    .concat();
    let (sender, text) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &key,
            &info,
            text,
            &place,
            &mut Given(random),
        )
        .expect("any text can be sealed");
    [&sender.to_bytes()[..], &text].concat()
}

/// Chance as a parameter.
struct Given([u8; 32]);

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes
            .iter_mut()
            .zip(self.0)
            .for_each(|(to, from)| *to = from);
        Ok(())
    }
}

impl TryCryptoRng for Given {}
