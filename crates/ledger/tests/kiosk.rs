//! Links and queues: properties, and fixed bytes for strangers.

#![allow(clippy::unwrap_used)]

use ledger::{
    Credential, Enclosed, Frame, FrameError, Item, KioskKey, Link, NO_ENVELOPE, SealSecret,
    envelope_hash, open_envelope, verify_enrolment, verify_envelope, verify_head,
};
use proptest::prelude::*;
use wire::{
    BallotNumber, Channel, EditionSlug, Envelope, Hash, Hex, LinkRole, Mark, PaperEntry, PublicKey,
};

fn edition() -> EditionSlug {
    "belitung-timur-2026".into()
}

fn kiosk() -> KioskKey {
    KioskKey::from_seed([3; 32])
}

fn secret() -> SealSecret {
    SealSecret::from_bytes(&[5; 32]).unwrap()
}

fn enclosed(marks: u16, entry: Option<PaperEntry>) -> Enclosed {
    let marks = (0..marks).map(|contest| Mark {
        contest,
        number: BallotNumber(u32::from(contest) + 1),
        value: 1,
    });
    let channel = entry.map_or(Channel::Kiosk, |_| Channel::Paper);
    let ballot = Credential::from_seed([1; 32]).cast(
        edition(),
        Hex([9; 32]),
        2,
        channel,
        Hex([4; 32]),
        marks.collect(),
    );
    Enclosed { ballot, entry }
}

fn seal(it: &Enclosed, index: u32, prev: Hash) -> Envelope {
    let to = secret().public_key();
    kiosk().seal(it, &to, index, prev, [6; 32]).unwrap()
}

#[test]
fn a_token_is_of_one_server_and_one_edition() {
    let server = [8; 32];
    let key = Credential::from_seed(server).public_key();
    for role in LinkRole::ALL {
        let link = Link {
            role,
            number: 258,
            expires: 1_786_161_600,
        };
        let token = link.token(&server, &edition());
        assert_eq!(token.len(), 103);
        assert_eq!(Link::read(&token, &key, &edition()), Ok(link));
        assert!(Link::read(&token, &key, &"lain".into()).is_err());
        let other = Credential::from_seed([9; 32]).public_key();
        assert!(Link::read(&token, &other, &edition()).is_err());
        for at in 0..token.len() {
            let mut text = token.clone().into_bytes();
            text[at] = if text[at] == b'A' { b'B' } else { b'A' };
            let text = String::from_utf8(text).unwrap();
            assert!(Link::read(&text, &key, &edition()).is_err(), "{at}");
        }
        for wrong in ["", "A", &token[1..], &format!("{token}A")] {
            assert!(Link::read(wrong, &key, &edition()).is_err());
        }
    }
}

#[test]
fn who_enrols_proves_the_key_for_this_link() {
    let proof = kiosk().enrol(&edition(), 7);
    assert!(verify_enrolment(&edition(), 7, &proof));
    assert!(!verify_enrolment(&edition(), 8, &proof));
    assert!(!verify_enrolment(&"lain".into(), 7, &proof));
}

#[test]
fn an_envelope_opens_at_its_place_only() {
    let it = enclosed(2, None);
    let envelope = seal(&it, 1, NO_ENVELOPE);
    let key = kiosk().public_key();
    let hash = envelope_hash(&key, &envelope);
    assert!(verify_envelope(&key, &envelope, &hash));
    let open = |kiosk: &PublicKey, edition: &EditionSlug, envelope: &Envelope| {
        open_envelope(&secret(), edition, kiosk, envelope)
    };
    assert_eq!(open(&key, &edition(), &envelope), Ok(it.clone()));

    let elsewhere = Envelope {
        index: 2,
        ..envelope.clone()
    };
    let after = Envelope {
        prev: hash,
        ..envelope.clone()
    };
    for moved in [&elsewhere, &after] {
        let hash = envelope_hash(&key, moved);
        assert!(!verify_envelope(&key, moved, &hash));
        assert!(open(&key, &edition(), moved).is_err());
    }
    assert!(open(&Hex([7; 32]), &edition(), &envelope).is_err());
    assert!(open(&key, &"lain".into(), &envelope).is_err());
    let other = SealSecret::from_bytes(&[6; 32]).unwrap();
    assert!(open_envelope(&other, &edition(), &key, &envelope).is_err());
}

/// A lost tablet shows no votes, not even how many marks there were.
#[test]
fn the_length_and_the_bytes_tell_nothing() {
    let few = seal(&enclosed(1, None), 1, NO_ENVELOPE);
    let many = seal(&enclosed(39, None), 1, NO_ENVELOPE);
    assert_eq!(few.sealed.0.len(), many.sealed.0.len());
    let it = enclosed(2, None);
    let sealed = seal(&it, 1, NO_ENVELOPE).sealed.0;
    let ballot = &it.ballot;
    for secret in [
        &ballot.credential.0[..],
        &ballot.commitment.0,
        &ballot.salt.0,
        &ledger::canonical_marks(&ballot.marks),
    ] {
        assert!(!sealed.windows(secret.len()).any(|it| it == secret));
    }
}

#[test]
fn only_ballots_of_a_kiosk_are_enclosed() {
    let to = secret().public_key();
    let mut it = enclosed(1, None);
    for (channel, entry) in [
        (Channel::Device, None),
        (Channel::Code, None),
        (Channel::Paper, None),
        (Channel::Kiosk, Some(PaperEntry::First)),
    ] {
        it.ballot.channel = channel;
        it.entry = entry;
        let sealed = kiosk().seal(&it, &to, 1, NO_ENVELOPE, [6; 32]);
        assert!(sealed.is_err(), "{channel:?}");
    }
}

#[test]
fn a_head_is_of_one_kiosk() {
    let head = kiosk().head(&edition(), 7, 3, Hex([1; 32]));
    let key = kiosk().public_key();
    assert!(verify_head(&key, &edition(), 7, &head));
    assert!(!verify_head(&key, &edition(), 8, &head));
    let longer = wire::Head { index: 4, ..head };
    assert!(!verify_head(&key, &edition(), 7, &longer));
}

#[test]
fn a_frame_comes_back_and_a_damaged_one_is_seen() {
    let envelope = seal(&enclosed(39, None), u32::MAX, Hex([255; 32]));
    let head = kiosk().head(&edition(), 7, 3, Hex([1; 32]));
    let long = EditionSlug::new("a".repeat(64));
    let frames = Frame::series(&long, 7, vec![envelope], Some(head));
    assert_eq!(frames.len(), 2);
    for frame in &frames {
        let text = frame.to_string();
        assert!(text.len() <= 1000, "{}", text.len());
        assert_eq!(Frame::read(&format!(" {text}\r\n")).as_ref(), Ok(frame));
        for at in (0..text.len()).step_by(7) {
            let mut wrong = text.clone().into_bytes();
            wrong[at] = if wrong[at] == b'0' { b'1' } else { b'0' };
            assert!(Frame::read(&String::from_utf8(wrong).unwrap()).is_err());
        }
        assert_eq!(
            Frame::read(&text[..text.len() - 1]),
            Err(FrameError::Damaged)
        );
    }
    assert!(matches!(frames[1].item, Item::Head(it) if it == head));
    assert_eq!(Frame::read("halo"), Err(FrameError::Foreign));
    assert_eq!(Frame::read("peta:queue/2/x"), Err(FrameError::Version));
}

/// docs/PROTOCOL.md has the same bytes.
#[test]
fn the_bytes_of_the_protocol() {
    let key = kiosk().public_key();
    let envelope = seal(&enclosed(2, None), 1, NO_ENVELOPE);
    let link = Link {
        role: LinkRole::Kiosk,
        number: 7,
        expires: 1_786_161_600,
    };
    let text = format!(
        "seal key {}\nkiosk {key}\nsender {}\nenvelope {}\nhead {}\nenrol {}\nlink {}\n",
        secret().public_key(),
        wire::HexBytes(envelope.sealed.0[..32].to_vec()),
        envelope_hash(&key, &envelope),
        kiosk().head(&edition(), 7, 1, Hex([1; 32])).signature,
        kiosk().enrol(&edition(), 7).proof,
        link.token(&[8; 32], &edition()),
    );
    assert_eq!(text, include_str!("kiosk.txt"));
}

proptest! {
    #[test]
    fn what_is_sealed_comes_out_again(
        marks in 1_u16..80,
        entry in prop::option::of(prop::sample::select(PaperEntry::ALL.to_vec())),
        index in 1_u32..,
        prev: [u8; 32],
    ) {
        let it = enclosed(marks, entry);
        let envelope = seal(&it, index, Hex(prev));
        prop_assert_eq!((envelope.sealed.0.len() - 48) % 512, 0);
        let key = kiosk().public_key();
        prop_assert_eq!(open_envelope(&secret(), &edition(), &key, &envelope), Ok(it));
    }

    #[test]
    fn any_text_is_read_without_harm(text: String, bytes: Vec<u8>) {
        let key = kiosk().public_key();
        prop_assert!(Link::read(&text, &key, &edition()).is_err());
        prop_assert!(Frame::read(&text).is_err());
        let front = format!("peta:queue/1/{text}");
        prop_assert!(Frame::read(&front).is_err());
        let envelope = Envelope {
            index: 1,
            prev: NO_ENVELOPE,
            sealed: wire::HexBytes(bytes),
            signature: Hex([0; 64]),
        };
        prop_assert!(open_envelope(&secret(), &edition(), &key, &envelope).is_err());
    }
}

#[test]
fn secrets_of_a_kiosk_and_a_server_are_not_printed() {
    let kiosk = KioskKey::from_seed([0xab; 32]);
    let secret = SealSecret::from_bytes(&[0xab; 32]).unwrap();
    for (printed, key) in [
        (format!("{kiosk:?}"), kiosk.public_key()),
        (format!("{secret:?}"), secret.public_key()),
    ] {
        assert!(printed.contains(&format!("{key:?}")), "{printed}");
        assert!(!printed.contains("abab"), "{printed}");
    }
}
