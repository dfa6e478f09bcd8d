//! Fixed bytes, computed with Python's hashlib and cryptography from
//! docs/PROTOCOL.md alone: they must never change.

#![allow(clippy::unwrap_used)]

use ledger::{
    Credential, Entry, ReceiptCode, ballot_hash, canonical_marks, commitment, manifest_hash, verify,
};
use wire::{Ballot, BallotNumber, Channel, Hex, Mark};

fn marks() -> Vec<Mark> {
    vec![
        Mark {
            contest: 0,
            number: BallotNumber(3),
            value: 1,
        },
        Mark {
            contest: 2,
            number: BallotNumber(70_000),
            value: 1,
        },
    ]
}

fn salt() -> Hex<32> {
    Hex(std::array::from_fn(|index| u8::try_from(index).unwrap()))
}

fn ballot() -> Ballot {
    Credential::from_seed([9; 32]).cast(
        "contoh".into(),
        Hex([0x11; 32]),
        513,
        Channel::Device,
        salt(),
        marks(),
    )
}

#[test]
fn marks_and_their_commitment() {
    let bytes = canonical_marks(&marks());
    let bytes: [u8; 18] = bytes.try_into().unwrap();
    assert_eq!(
        Hex(bytes).to_string(),
        "000200000000000300010002000111700001"
    );
    assert_eq!(
        commitment(&salt(), &marks()).to_string(),
        "f350b647327383ea83e992bddfda181be3deb4e14b557f349ad4d97378fa9c46"
    );
}

#[test]
fn the_manifest() {
    assert_eq!(
        manifest_hash(br#"{"version":1}"#).to_string(),
        "aa4b0038a2bb075df810bf6dc8b25c0514e0156586ece47534e1b80e367a76dd"
    );
}

#[test]
fn the_entry_and_its_receipt_code() {
    let entry = Entry {
        channel: Channel::Device,
        manifest: Hex([0x11; 32]),
        credential: Hex([0x22; 32]),
        seq: 513,
        commitment: Hex([0x33; 32]),
        signature: Hex([0x44; 64]),
    };
    let hash = entry.leaf_hash();
    assert_eq!(
        hash.to_string(),
        "50808e80e2c73f91bd960eb424b8daf861f8d9ada2413d4c4dc4bca1b791acf3"
    );
    assert_eq!(ReceiptCode::of(&hash).to_string(), "A208-X072-RWZS-3FCP");
    assert_eq!(
        ReceiptCode::of(&Hex([0; 32])).to_string(),
        "0000-0000-0000-0000"
    );
    assert_eq!(
        ReceiptCode::of(&Hex([255; 32])).to_string(),
        "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    );
}

#[test]
fn a_whole_ballot() {
    let ballot = ballot();
    assert_eq!(
        ballot.credential.to_string(),
        "fd1724385aa0c75b64fb78cd602fa1d991fdebf76b13c58ed702eac835e9f618"
    );
    assert_eq!(
        ballot.signature.to_string(),
        "cbf97e377572f5a54ce4c910087006ec0463e7a9d12272e5c9ddb306c60f8c291d36805f726d378c33205efade486bf3bda59850a508284844b41165377a9b05"
    );
    assert_eq!(
        ballot_hash(&ballot).to_string(),
        "e456ad7fb7ab34e7743612707a98b70ec5e5f5022fe4665e7247dc98f285957f"
    );
    assert_eq!(verify(&ballot), Ok(()));
    let entry = Entry::from(&ballot);
    assert!(entry.is_signed());
    assert!(!Entry { seq: 3, ..entry }.is_signed());
}
