//! Entries of the log and openings: properties.

use ledger::{
    Credential, ENTRY_LENGTH, Entry, ballot_hash,
    log::{
        EMPTY_ROOT, EntryError, KeyChange, KeyError, LogEntry, MalformedOpening, NoteSigner,
        Opening, Remark, Voided, leaf_hash, node_hash, openings_root,
    },
};
use proptest::{
    array, collection,
    prelude::{Just, Strategy, any},
    prop_assert, prop_assert_eq, prop_oneof, proptest, sample,
};
use wire::{Ballot, BallotNumber, Channel, Hex, Mark};

fn bytes() -> impl Strategy<Value = Hex<32>> {
    array::uniform32(any::<u8>()).prop_map(Hex)
}

fn remark() -> impl Strategy<Value = Remark> {
    prop_oneof![
        "[ -~é–🗳\n]{1,200}",
        Just("a".to_owned()),
        Just("a".repeat(1000)),
    ]
    .prop_map(|text| text.parse().unwrap())
}

fn ballot(seed: u8, channel: Channel) -> Ballot {
    let mark = |contest| Mark {
        contest,
        number: BallotNumber(3),
        value: 1,
    };
    Credential::from_seed([seed; 32]).cast(
        "contoh".into(),
        Hex([2; 32]),
        1,
        channel,
        Hex([seed; 32]),
        vec![mark(0), mark(1)],
    )
}

fn entry() -> impl Strategy<Value = LogEntry> {
    let channel = sample::select(&Channel::ALL[..]);
    let void = prop_oneof![
        bytes().prop_map(Voided::Ballot),
        bytes().prop_map(Voided::Credential),
        any::<u32>().prop_map(Voided::Batch),
    ];
    prop_oneof![
        (any::<u8>(), channel)
            .prop_map(|(seed, channel)| LogEntry::Ballot(Entry::from(&ballot(seed, channel)))),
        bytes().prop_map(LogEntry::Manifest),
        (bytes(), any::<u64>()).prop_map(|(manifest, time)| LogEntry::Open { manifest, time }),
        (void, remark()).prop_map(|(what, reason)| LogEntry::Void { what, reason }),
        (any::<u32>(), any::<u32>(), bytes())
            .prop_map(|(batch, count, root)| LogEntry::Activation { batch, count, root }),
        (bytes(), any::<u64>()).prop_map(|(manifest, time)| LogEntry::Close { manifest, time }),
        (any::<u64>(), bytes()).prop_map(|(count, root)| LogEntry::Openings { count, root }),
        (bytes(), any::<u64>()).prop_map(|(hash, size)| LogEntry::Result { hash, size }),
        (bytes(), bytes(), bytes()).prop_map(|(key, one, two)| {
            let signature = [one.0, two.0].concat().try_into().unwrap();
            LogEntry::KeyChange(KeyChange {
                key,
                signature: Hex(signature),
            })
        }),
        (any::<u64>(), remark()).prop_map(|(time, text)| LogEntry::Incident { time, text }),
        bytes().prop_map(LogEntry::Jury),
        remark().prop_map(LogEntry::Lot),
    ]
}

proptest! {
    #[test]
    fn entries_come_back_from_their_bytes(entry in entry(), tail in collection::vec(any::<u8>(), 1..9)) {
        let bytes = entry.to_bytes();
        prop_assert!(bytes.len() < 1100);
        prop_assert_eq!(LogEntry::from_bytes(&bytes), Ok(entry.clone()));
        prop_assert_eq!(entry.leaf_hash(), leaf_hash(&bytes));
        for length in 0..bytes.len() {
            prop_assert!(LogEntry::from_bytes(&bytes[..length]).is_err());
        }
        prop_assert!(LogEntry::from_bytes(&[bytes, tail].concat()).is_err());
    }

    #[test]
    fn entries_that_are_read_are_the_only_spelling(
        entry in entry(), at in any::<sample::Index>(), byte: u8,
    ) {
        let mut bytes = entry.to_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(read) = LogEntry::from_bytes(&bytes) {
            prop_assert_eq!(read.to_bytes(), bytes);
        }
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in collection::vec(any::<u8>(), 0..300)) {
        if let Ok(entry) = LogEntry::from_bytes(&bytes) {
            prop_assert_eq!(entry.to_bytes(), bytes.clone());
        }
        if let Ok(opening) = Opening::from_bytes(&bytes) {
            prop_assert_eq!(opening.to_bytes(), bytes);
        }
    }
}

#[test]
fn kinds_that_are_not_known_are_refused() {
    assert_eq!(LogEntry::from_bytes(&[]), Err(EntryError::Length));
    for kind in (0..=255).filter(|it| !(1..=12).contains(it)) {
        let bytes = [kind; 200];
        assert_eq!(LogEntry::from_bytes(&bytes), Err(EntryError::Kind(kind)));
    }
    let what = [&[4, 9][..], &[0; 40]].concat();
    assert_eq!(LogEntry::from_bytes(&what), Err(EntryError::Voided(9)));
}

#[test]
fn a_remark_is_short_and_plain() {
    let plain: Remark = "hilang di jalan".parse().unwrap();
    assert_eq!(plain.as_str(), "hilang di jalan");
    assert_eq!(plain.to_string(), plain.as_str());
    let long = "é".repeat(501);
    for text in ["", "a\tb", "a\rb", "a\u{85}b", "a\u{7f}", "a\0", &long] {
        assert!(text.parse::<Remark>().is_err(), "{text:?}");
        let length = u16::try_from(text.len()).unwrap().to_be_bytes();
        let bytes = [&[10; 9][..], &length, text.as_bytes()].concat();
        assert!(matches!(
            LogEntry::from_bytes(&bytes),
            Err(EntryError::Remark(_))
        ));
    }
    let wrong = [&[10; 9][..], &[0, 1, 0xff]].concat();
    assert!(LogEntry::from_bytes(&wrong).is_err());
}

/// What was cast before there was a log has the same hash in it.
#[test]
fn a_ballot_keeps_its_bytes_and_its_hash() {
    for channel in Channel::ALL {
        let ballot = ballot(7, channel);
        let sealed = Entry::from(&ballot);
        let entry = LogEntry::Ballot(sealed.clone());
        assert_eq!(entry.to_bytes(), sealed.to_bytes());
        assert_eq!(entry.to_bytes().len(), ENTRY_LENGTH);
        assert_eq!(entry.leaf_hash(), ballot_hash(&ballot));
    }
}

#[test]
fn the_old_key_vouches_for_the_new_one() {
    let log = |name, seed| NoteSigner::from_seed(name, [seed; 32]).unwrap();
    let (old, new) = (log("vote.example/a", 1), log("vote.example/a", 2));
    let change = KeyChange::sign(&old, new.verifier().public_key());
    assert_eq!(change.verify(old.verifier()).as_ref(), Ok(new.verifier()));
    for stranger in [log("vote.example/a", 3), log("vote.example/b", 1)] {
        assert_eq!(change.verify(stranger.verifier()), Err(KeyError::Key));
    }
    let other = KeyChange {
        key: log("vote.example/a", 3).verifier().public_key(),
        ..change
    };
    assert_eq!(other.verify(old.verifier()), Err(KeyError::Key));
}

#[test]
fn an_opening_opens_one_ballot() {
    let open = |seed| {
        let ballot = ballot(seed, Channel::Device);
        let opening = Opening {
            ballot: ballot_hash(&ballot),
            salt: ballot.salt,
            marks: ballot.marks.clone(),
        };
        (opening, Entry::from(&ballot))
    };
    let [(one, first), (two, second), (three, _)] = [1, 2, 3].map(open);
    assert!(one.opens(&first) && two.opens(&second));
    assert!(!one.opens(&second));
    let mut forged = one.clone();
    forged.marks[0].number = BallotNumber(4);
    assert!(!forged.opens(&first));
    let forged = Opening {
        salt: Hex([9; 32]),
        ..one.clone()
    };
    assert!(!forged.opens(&first));

    let bytes = one.to_bytes();
    assert_eq!(Opening::from_bytes(&bytes).as_ref(), Ok(&one));
    for wrong in [&bytes[1..], &bytes[..70], &[&bytes[..], &[0]].concat()] {
        assert_eq!(Opening::from_bytes(wrong), Err(MalformedOpening));
    }

    let left = node_hash(&one.leaf_hash(), &two.leaf_hash());
    let expected = node_hash(&left, &three.leaf_hash());
    assert_eq!(openings_root([&one, &two, &three]), expected);
    assert_ne!(openings_root([&two, &one, &three]), expected);
    assert_eq!(openings_root([]), EMPTY_ROOT);
}
