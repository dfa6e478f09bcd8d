//! What must hold for every ballot.

use ledger::{
    BallotError, Credential, Entry, NotAReceiptCode, ReceiptCode, ballot_hash, canonical_marks,
    read_marks, verify,
};
use proptest::{
    array, collection,
    prelude::{Strategy, any},
    prop_assert_eq, prop_assert_ne, proptest, sample,
};
use wire::{Ballot, BallotNumber, Channel, Hex, Mark};

fn mark() -> impl Strategy<Value = Mark> {
    any::<(u16, u32, u16)>().prop_map(|(contest, number, value)| Mark {
        contest,
        number: BallotNumber(number),
        value,
    })
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    collection::vec(mark(), 0..12)
}

fn bytes() -> impl Strategy<Value = [u8; 32]> {
    array::uniform32(any::<u8>())
}

fn channel() -> impl Strategy<Value = Channel> {
    sample::select(&Channel::ALL[..])
}

fn ballot() -> impl Strategy<Value = Ballot> {
    (bytes(), bytes(), any::<u16>(), channel(), bytes(), marks()).prop_map(
        |(seed, manifest, seq, channel, salt, marks)| {
            let credential = Credential::from_seed(seed);
            credential.cast(
                "contoh".into(),
                Hex(manifest),
                seq,
                channel,
                Hex(salt),
                marks,
            )
        },
    )
}

proptest! {
    #[test]
    fn marks_come_back_from_their_bytes(marks in marks()) {
        let bytes = canonical_marks(&marks);
        prop_assert_eq!(bytes.len(), 2 + 8 * marks.len());
        prop_assert_eq!(read_marks(&bytes), Ok(marks));
    }

    #[test]
    fn different_marks_have_different_bytes(one in marks(), other in marks()) {
        prop_assert_eq!(one == other, canonical_marks(&one) == canonical_marks(&other));
    }

    #[test]
    fn bytes_that_are_read_are_the_only_spelling(bytes in collection::vec(any::<u8>(), 0..40)) {
        if let Ok(marks) = read_marks(&bytes) {
            prop_assert_eq!(canonical_marks(&marks), bytes);
        }
    }

    #[test]
    fn a_length_that_lies_is_no_marks(marks in marks(), tail in collection::vec(any::<u8>(), 1..9)) {
        let mut bytes = canonical_marks(&marks);
        bytes.extend(tail);
        prop_assert_eq!(read_marks(&bytes).is_ok(), false);
    }

    #[test]
    fn entries_come_back_from_their_bytes(ballot in ballot()) {
        let entry = Entry::from(&ballot);
        prop_assert_eq!(Entry::from_bytes(&entry.to_bytes()), Ok(entry));
    }

    #[test]
    fn entries_that_are_read_are_the_only_spelling(
        ballot in ballot(), at in 0..ledger::ENTRY_LENGTH, byte: u8, length in 0..170_usize,
    ) {
        let mut bytes = Entry::from(&ballot).to_bytes().to_vec();
        bytes[at] = byte;
        if let Ok(entry) = Entry::from_bytes(&bytes) {
            prop_assert_eq!(entry.to_bytes().to_vec(), bytes.clone());
        }
        bytes.resize(length, 0);
        prop_assert_eq!(
            Entry::from_bytes(&bytes).is_err(),
            length != ledger::ENTRY_LENGTH || bytes[0] != 1 || bytes[1] > 3
        );
    }

    #[test]
    fn what_was_signed_verifies(ballot in ballot()) {
        prop_assert_eq!(verify(&ballot), Ok(()));
    }

    #[test]
    fn one_changed_bit_is_noticed(ballot in ballot(), field in 0..6, bit in 0..256_usize) {
        let mut forged = ballot.clone();
        let flip = |bytes: &mut [u8]| bytes[bit / 8] ^= 1 << (bit % 8);
        let expected = match field {
            0 => { flip(&mut forged.salt.0); BallotError::CommitmentMismatch }
            1 => { flip(&mut forged.commitment.0); BallotError::CommitmentMismatch }
            2 => { flip(&mut forged.manifest.0); BallotError::BadSignature }
            3 => { flip(&mut forged.credential.0); BallotError::BadSignature }
            4 => { forged.seq ^= 1 << (bit % 16); BallotError::BadSignature }
            _ => { flip(&mut forged.signature.0[32..]); BallotError::BadSignature }
        };
        prop_assert_eq!(verify(&forged), Err(expected));
        if field > 0 {
            prop_assert_ne!(ballot_hash(&forged), ballot_hash(&ballot));
        }
    }

    #[test]
    fn other_marks_do_not_open_the_commitment(ballot in ballot(), marks in marks()) {
        let same = marks == ballot.marks;
        let forged = Ballot { marks, ..ballot };
        prop_assert_eq!(verify(&forged), if same { Ok(()) } else { Err(BallotError::CommitmentMismatch) });
    }

    #[test]
    fn a_receipt_code_is_four_times_four(hash in bytes()) {
        let code = ReceiptCode::of(&Hex(hash)).to_string();
        let groups: Vec<&str> = code.split('-').collect();
        prop_assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [4; 4]);
        prop_assert_eq!(code.parse(), Ok(ReceiptCode::of(&Hex(hash))));
        let typed = code.to_lowercase().replace('-', " ").replace('1', "l").replace('0', "o");
        prop_assert_eq!(typed.parse(), Ok(ReceiptCode::of(&Hex(hash))));
        prop_assert_eq!(code[1..].parse::<ReceiptCode>(), Err(NotAReceiptCode));
        // 80 bits and no more: what follows does not matter.
        let mut other = hash;
        other[10..].fill(0);
        prop_assert_eq!(ReceiptCode::of(&Hex(other)).to_string(), code.clone());
        other[9] ^= 1;
        prop_assert_ne!(ReceiptCode::of(&Hex(other)).to_string(), code);
    }
}

/// With the identity point as key and R, and s = 0, a lax check accepts any
/// message: one signature that everybody could use.
#[test]
fn a_small_order_key_is_refused() {
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    let honest = Credential::from_seed([1; 32]).cast(
        "contoh".into(),
        Hex([2; 32]),
        1,
        Channel::Device,
        Hex([3; 32]),
        Vec::new(),
    );
    let forged = Ballot {
        credential: Hex(identity),
        signature: Hex(signature),
        ..honest
    };
    assert_eq!(verify(&forged), Err(BallotError::BadSignature));
}

#[test]
fn a_secret_is_not_printed() {
    let seed = [0xab; 32];
    let credential = Credential::from_seed(seed);
    let printed = format!("{credential:?}");
    assert!(printed.contains(&format!("{:?}", credential.public_key())));
    assert!(!printed.contains("abab"), "{printed}");
}
