//! Notes and keys: properties, and the same bytes as `signed_note`, an
//! implementation of others.

use ledger::log::{
    Algorithm, Cosigner, KeyError, MAX_NOTE, MAX_SIGNATURES, Note, NoteError, NoteSigner,
    VerifierKey, read_cosignatures,
};
use signed_note::{StandardSigner, StandardVerifier, VerifierList};
use wire::Hex;

use crate::{
    chance::Chance,
    signers::{ORIGIN, signer, witness},
};

/// Of the Go project's package `note`.
#[test]
fn a_note_of_another_implementation() {
    let key: VerifierKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        .parse()
        .unwrap();
    assert_eq!(key.algorithm(), Algorithm::Ed25519);
    let text = "If you think cryptography is the answer to your problem,\n\
                then you don't know what your problem is.\n";
    let line = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let bytes = format!("{text}\n{line}");
    let note = Note::parse(bytes.as_bytes()).unwrap();
    assert_eq!(note.text(), text);
    assert_eq!(note.to_string(), bytes);
    assert_eq!(note.verify(std::slice::from_ref(&key)), Ok(vec![&key]));
}

/// C2SP tlog-cosignature has a line with this name and time.
#[test]
fn a_cosignature_line_of_the_specification_is_read() {
    let line = "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    let read = read_cosignatures(line).unwrap();
    assert_eq!(read[0].name(), "witness.example.com/w1");
    assert_eq!(read[0].bytes()[..8], 1_679_315_147_u64.to_be_bytes());
    assert_eq!(format!("{}\n", read[0]), line);
}

#[test]
fn a_key_comes_back_from_its_text_and_has_one() {
    let keys = [
        signer(ORIGIN, 1).verifier().clone(),
        witness(2).verifier().clone(),
    ];
    for key in &keys {
        let text = key.to_string();
        assert_eq!(text.parse().as_ref(), Ok(key));
        for at in 0..text.len() {
            for other in ["A", "z", "9", "+", " ", "="] {
                let mut wrong = text.clone();
                wrong.replace_range(at..=at, other);
                assert!(
                    wrong == text || wrong.parse::<VerifierKey>().is_err(),
                    "{wrong}"
                );
            }
        }
    }
    let parse = |text: &str| text.parse::<VerifierKey>();
    assert_eq!(parse(""), Err(KeyError::Format));
    assert_eq!(parse("a+00000000"), Err(KeyError::Format));
    assert_eq!(parse("a+00000000+"), Err(KeyError::Format));
    assert_eq!(parse("a+00000000+Ag=="), Err(KeyError::Algorithm));
    assert_eq!(parse("a+00000000+AQ=="), Err(KeyError::Key));
    let mut identity = [0; 32];
    identity[0] = 1;
    let weak = VerifierKey::new("a", Algorithm::Ed25519, Hex(identity));
    assert_eq!(weak, Err(KeyError::Key));
    for name in ["", "a b", "a+b", "a\u{a0}b", "a\nb", "a\u{1}"] {
        assert_eq!(
            NoteSigner::from_seed(name, [1; 32]).err(),
            Some(KeyError::Name)
        );
    }
}

fn text(chance: &mut Chance) -> String {
    let symbols = ['a', 'é', '—', ' ', '+', '\n', '\n', '=', '1', '🗳'];
    let text = (0..chance.below(60)).map(|_| symbols[chance.place(symbols.len())]);
    text.collect::<String>() + "\n"
}

#[test]
fn notes_are_those_of_the_other_implementation_and_a_changed_one_is_refused() {
    let ours = signer("log.example/ü", 5);
    let key = ours.verifier().clone();
    let their_verifier = StandardVerifier::new(&key.to_string()).unwrap();
    let known = VerifierList::new(vec![Box::new(their_verifier)]);
    let id = Hex(key.id());
    // Base64 of the algorithm and 32 times 05.
    let seed = "AQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUF";
    let theirs = StandardSigner::new(&format!("PRIVATE+KEY+{}+{id}+{seed}", key.name())).unwrap();
    let keys = [key];
    let mut chance = Chance(4);
    for _ in 0..600 {
        let text = text(&mut chance);
        let mut note = Note::new(text.as_str()).unwrap();
        note.add(ours.sign(&text)).unwrap();
        let bytes = note.to_string().into_bytes();

        let mut their_note = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        their_note.add_sigs(&[&theirs]).unwrap();
        assert_eq!(their_note.to_bytes(), bytes);
        let read = signed_note::Note::from_bytes(&bytes).unwrap();
        assert!(read.verify(&known).is_ok());
        assert_eq!(Note::parse(&bytes).as_ref(), Ok(&note));
        assert_eq!(note.verify(&keys), Ok(vec![&keys[0]]));

        for _ in 0..20 {
            let mut wrong = bytes.clone();
            let at = chance.place(wrong.len());
            match chance.below(3) {
                0 => wrong[at] ^= 1 << chance.below(8),
                1 => drop(wrong.remove(at)),
                _ => wrong.insert(at, b"\n A+=a"[chance.place(6)]),
            }
            if wrong == bytes {
                continue;
            }
            let parsed = Note::parse(&wrong);
            let their_parsed = signed_note::Note::from_bytes(&wrong);
            let shown = String::from_utf8_lossy(&wrong);
            assert_eq!(parsed.is_ok(), their_parsed.is_ok(), "{shown}");
            let checked = parsed.and_then(|it| it.verify(&keys).map(drop));
            assert!(checked.is_err(), "{shown}");
        }
    }
}

#[test]
fn what_is_no_note_is_refused_with_the_reason() {
    let line = signer("a", 1).sign("text\n").to_string();
    let good = format!("text\n\n{line}\n");
    assert!(Note::parse(good.as_bytes()).is_ok());
    for (bytes, expected) in [
        (&b""[..], NoteError::Format),
        (b"text", NoteError::Format),
        (b"text\n\n", NoteError::Format),
        (b"text\n\n\n", NoteError::Format),
        (b"text\n\nsigned\n", NoteError::Signature),
        ("text\n\n— a\n".as_bytes(), NoteError::Signature),
        ("text\n\n— a AAAA\n".as_bytes(), NoteError::Signature),
        ("text\n\n— a AAAAAA==\n".as_bytes(), NoteError::Signature),
        ("text\n\n—  AAAAAAA=\n".as_bytes(), NoteError::Signature),
        ("text\n\n— a+b AAAAAAA=\n".as_bytes(), NoteError::Signature),
        ("text\n\n— a AAAAAAA=".as_bytes(), NoteError::Format),
        (b"te\xffxt\n\n", NoteError::Characters),
        (b"te\rxt\n\n", NoteError::Characters),
        (b"te\0xt\n\n", NoteError::Characters),
    ] {
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(Note::parse(bytes), Err(expected), "{shown}");
    }
    assert_eq!(Note::new(""), Err(NoteError::Format));
    assert_eq!(Note::new("text"), Err(NoteError::Format));
    assert_eq!(Note::new("te\txt\n"), Err(NoteError::Characters));
    let long = "a".repeat(MAX_NOTE + 1);
    assert_eq!(Note::parse(long.as_bytes()), Err(NoteError::TooLong));
    let lines = format!("{line}\n").repeat(MAX_SIGNATURES);
    assert!(Note::parse(format!("text\n\n{lines}").as_bytes()).is_ok());
    let more = format!("text\n\n{lines}{line}\n");
    assert_eq!(
        Note::parse(more.as_bytes()),
        Err(NoteError::TooManySignatures)
    );
}

/// A signature line of so many bytes, its line feed included.
fn line(length: usize) -> String {
    let name = "a".repeat(1 + (length - 7) % 4);
    let data = "A".repeat(length - 6 - name.len());
    format!("— {name} {data}\n")
}

#[test]
fn the_largest_note_is_read_and_a_larger_one_is_not() {
    let note = |length: usize| Note::parse(format!("t\n\n{}", line(length - 3)).as_bytes());
    assert!(note(MAX_NOTE).is_ok());
    assert_eq!(note(MAX_NOTE + 1), Err(NoteError::TooLong));
    assert!(read_cosignatures(&line(MAX_NOTE)).is_ok());
    let longer = read_cosignatures(&line(MAX_NOTE + 1));
    assert_eq!(longer, Err(NoteError::TooLong));
    let text = |length: usize| Note::new("a".repeat(length - 1) + "\n");
    assert!(text(MAX_NOTE).is_ok());
    assert_eq!(text(MAX_NOTE + 1), Err(NoteError::TooLong));

    let mut note = Note::new("text\n").unwrap();
    let signer = |at: usize| signer(&format!("log{at}"), 1).sign("text\n");
    for at in 0..MAX_SIGNATURES {
        note.add(signer(at)).unwrap();
    }
    assert_eq!(note.add(signer(0)), Ok(()));
    let one_more = note.add(signer(MAX_SIGNATURES));
    assert_eq!(one_more, Err(NoteError::TooManySignatures));
}

#[test]
fn unknown_signatures_are_ignored_and_wrong_ones_are_not() {
    let (one, two) = (signer("a", 1), signer("b", 2));
    let keys = [one.verifier().clone()];
    let mut note = Note::new("text\n").unwrap();
    note.add(two.sign("other\n")).unwrap();
    assert_eq!(note.verify(&keys), Err(NoteError::Unsigned));
    // The same name with another key is another key.
    note.add(signer("a", 3).sign("other\n")).unwrap();
    assert_eq!(note.verify(&keys), Err(NoteError::Unsigned));
    note.add(one.sign("text\n")).unwrap();
    note.add(one.sign("text\n")).unwrap();
    assert_eq!(note.signatures().len(), 3);
    assert_eq!(note.verify(&keys), Ok(vec![&keys[0]]));
    note.add(one.sign("other\n")).unwrap();
    assert_eq!(note.verify(&keys), Err(NoteError::BadSignature));
}

/// Not what signs, but whose signature it is.
#[test]
fn a_signer_is_printed_without_its_secret() {
    let signer = signer("a", 0xab);
    let cosigner = Cosigner::from_seed("b", [0xab; 32]).unwrap();
    for (printed, key) in [
        (format!("{signer:?}"), signer.verifier()),
        (format!("{cosigner:?}"), cosigner.verifier()),
    ] {
        assert!(printed.contains(&format!("{key:?}")), "{printed}");
        assert!(!printed.contains("abab"), "{printed}");
    }
}
