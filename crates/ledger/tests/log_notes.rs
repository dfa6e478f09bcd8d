//! Notes, checkpoints, cosignatures and proofs in files: properties, and the
//! same bytes as `signed_note` and `tlog_tiles`, implementations of others.

#![allow(clippy::unwrap_used)]

mod chance;

use chance::Chance;
use ledger::log::{
    AddCheckpoint, AddCheckpointError, Algorithm, Checkpoint, CheckpointError, Cosigner,
    EMPTY_ROOT, KeyError, LogProof, LogProofError, MAX_NOTE, MAX_SIGNATURES, MAX_TIMESTAMP, Note,
    NoteError, NoteSigner, ProofError, TimestampError, VerifierKey, cosignatures, leaf_hash,
    node_hash, read_cosignatures,
};
use signed_note::{StandardSigner, StandardVerifier, VerifierList};
use wire::{Hash, Hex};

const ORIGIN: &str = "vote.example/belitung-timur-2026";

fn signer(name: &str, seed: u8) -> NoteSigner {
    NoteSigner::from_seed(name, [seed; 32]).unwrap()
}

fn witness(seed: u8) -> Cosigner {
    Cosigner::from_seed(&format!("witness.example/w{seed}"), [seed; 32]).unwrap()
}

/// Two entries and their checkpoint.
fn leaves() -> [Hash; 2] {
    [leaf_hash(b"one"), leaf_hash(b"two")]
}

fn checkpoint() -> Checkpoint {
    let [one, two] = leaves();
    Checkpoint::new(ORIGIN, 2, node_hash(&one, &two)).unwrap()
}

fn cosigned(witnesses: &[(u8, u64)]) -> Note {
    let mut note = checkpoint().sign(&signer(ORIGIN, 1)).unwrap();
    for (seed, time) in witnesses {
        let line = witness(*seed).cosign(note.text(), *time).unwrap();
        note.add(line).unwrap();
    }
    note
}

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
    assert!(!format!("{one:?}").contains("0101"));
}

#[test]
fn a_checkpoint_is_opened_with_the_key_of_its_log() {
    let log = signer(ORIGIN, 1);
    let note = checkpoint().sign(&log).unwrap();
    let opened = Checkpoint::open(&note, log.verifier()).unwrap();
    assert_eq!(opened, checkpoint());
    let their = tlog_tiles::Checkpoint::from_bytes(note.text().as_bytes()).unwrap();
    assert_eq!((their.origin(), their.size()), (ORIGIN, 2));
    assert_eq!(their.hash().0, checkpoint().root().0);
    assert_eq!(their.to_bytes(), note.text().as_bytes());

    let other = signer(ORIGIN, 2);
    let opened = Checkpoint::open(&note, other.verifier());
    assert_eq!(opened, Err(NoteError::Unsigned.into()));
    let stranger = signer("vote.example/lain", 1);
    assert_eq!(checkpoint().sign(&stranger), Err(CheckpointError::Origin));
    let mut note = Note::new(checkpoint().to_string()).unwrap();
    note.add(stranger.sign(note.text())).unwrap();
    let opened = Checkpoint::open(&note, stranger.verifier());
    assert_eq!(opened, Err(CheckpointError::Origin));
}

#[test]
fn a_checkpoint_has_one_spelling() {
    let text = checkpoint().to_string();
    let longer = format!("{text}more\n");
    let read: Checkpoint = longer.parse().unwrap();
    assert_eq!(read.extensions(), ["more"]);
    assert_eq!(read.to_string(), longer);
    let mut lines = text.lines();
    let (origin, _, root) = (lines.next().unwrap(), lines.next(), lines.next().unwrap());
    for wrong in [
        String::new(),
        "\n".into(),
        format!("{origin}\n2\n{root}"),
        format!("{origin}\n2\n"),
        format!("\n2\n{root}\n"),
        format!("{origin}\n02\n{root}\n"),
        format!("{origin}\n+2\n{root}\n"),
        format!("{origin}\n-2\n{root}\n"),
        format!("{origin}\n\n{root}\n"),
        format!("{origin}\n18446744073709551616\n{root}\n"),
        format!("{origin}\n2\n{}\n", &root[4..]),
        format!("{origin}\n2\n{root}\n\n"),
        format!("{origin}\n2\n{root}\n\nmore\n"),
        format!("{origin}\n2\n {root}\n"),
    ] {
        let read: Result<Checkpoint, _> = wrong.parse();
        assert_eq!(read, Err(CheckpointError::Format), "{wrong:?}");
        assert!(tlog_tiles::Checkpoint::from_bytes(wrong.as_bytes()).is_err());
    }
    let origin = Checkpoint::new("two\nlines", 0, EMPTY_ROOT);
    assert_eq!(origin, Err(CheckpointError::Format));
}

#[test]
fn witnesses_are_counted_once_each() {
    let note = cosigned(&[(2, 100), (3, 200), (2, 150), (9, 300)]);
    let known = [2, 3, 4].map(|seed| witness(seed).verifier().clone());
    let count = |note: &Note, keys: &[VerifierKey]| {
        cosignatures(note, keys).map(|it| it.iter().map(|it| it.timestamp).collect::<Vec<_>>())
    };
    assert_eq!(count(&note, &known), Ok(vec![150, 200]));
    assert_eq!(count(&note, &[]), Ok(vec![]));
    // One key with two names is one witness.
    let alias = Cosigner::from_seed("alias.example", [2; 32]).unwrap();
    let mut twice = note.clone();
    twice.add(alias.cosign(note.text(), 160).unwrap()).unwrap();
    let both = [known[0].clone(), alias.verifier().clone()];
    assert_eq!(count(&twice, &both), Ok(vec![160]));
    // The log itself is none.
    assert_eq!(
        count(&note, &[signer(ORIGIN, 1).verifier().clone()]),
        Ok(vec![])
    );
    // A known one over another text spoils the note.
    let mut wrong = note.clone();
    wrong.add(witness(4).cosign("other\n", 1).unwrap()).unwrap();
    assert_eq!(count(&wrong, &known), Err(NoteError::BadSignature));
    assert_eq!(count(&wrong, &known[..2]), Ok(vec![150, 200]));

    assert!(witness(2).cosign("a\n", MAX_TIMESTAMP).is_ok());
    let late = witness(2).cosign("a\n", MAX_TIMESTAMP + 1);
    assert_eq!(late, Err(TimestampError));
}

#[test]
fn a_cosignature_is_of_one_time() {
    let note = cosigned(&[(2, 100)]);
    let known = [witness(2).verifier().clone()];
    let text = note.to_string();
    let (front, line) = text.trim_end().rsplit_once(' ').unwrap();
    for at in 0..line.len() {
        let mut wrong = line.to_owned();
        wrong.replace_range(at..=at, if &line[at..=at] == "A" { "B" } else { "A" });
        let note = Note::parse(format!("{front} {wrong}\n").as_bytes());
        // With another id it is by nobody known.
        let counted = note.and_then(|it| cosignatures(&it, &known).map(|it| it.len()));
        assert!(matches!(counted, Err(_) | Ok(0)), "{at}");
    }
}

fn proof(extra: &[u8]) -> LogProof {
    let [one, _] = leaves();
    LogProof {
        extra: extra.into(),
        index: 1,
        hashes: vec![one],
        checkpoint: cosigned(&[(2, 100), (3, 200)]),
    }
}

#[test]
fn a_proof_in_a_file() {
    let [one, two] = leaves();
    let log = signer(ORIGIN, 1);
    let known = [2, 3, 4].map(|seed| witness(seed).verifier().clone());
    for extra in [&b""[..], b"words"] {
        let proof = proof(extra);
        let file = proof.to_string();
        assert_eq!(LogProof::parse(file.as_bytes()).as_ref(), Ok(&proof));
        let proven = proof.verify(&two, log.verifier(), &known, 2).unwrap();
        assert_eq!(proven.checkpoint, checkpoint());
        assert_eq!(proven.cosignatures.len(), 2);
        assert!(proof.verify(&two, log.verifier(), &[], 0).is_ok());
        let few = proof.verify(&two, log.verifier(), &known, 3);
        assert_eq!(
            few,
            Err(LogProofError::Witnesses {
                found: 2,
                quorum: 3
            })
        );
        let other = proof.verify(&one, log.verifier(), &known, 2);
        assert_eq!(other, Err(ProofError::Root.into()));
        let key = signer(ORIGIN, 7).verifier().clone();
        assert!(proof.verify(&two, &key, &known, 2).is_err());
    }
}

#[test]
fn ten_thousand_changed_files_prove_nothing() {
    let [_, two] = leaves();
    let log = signer(ORIGIN, 1);
    let known = [2, 3].map(|seed| witness(seed).verifier().clone());
    let file = proof(b"").to_string().into_bytes();
    let mut chance = Chance(6);
    for _ in 0..10_000 {
        let mut wrong = file.clone();
        let at = chance.place(wrong.len());
        match chance.below(4) {
            0 => wrong[at] ^= 1 << chance.below(8),
            1 => drop(wrong.remove(at)),
            2 => wrong.truncate(at),
            _ => wrong.insert(at, b"\n A+=0"[chance.place(6)]),
        }
        if wrong == file {
            continue;
        }
        let checked = LogProof::parse(&wrong)
            .and_then(|it| it.verify(&two, log.verifier(), &known, 2).map(drop));
        assert!(checked.is_err(), "{}", String::from_utf8_lossy(&wrong));
    }
}

#[test]
fn a_file_has_one_spelling() {
    let file = proof(b"words").to_string();
    let hash = file.lines().nth(3).unwrap().to_owned() + "\n";
    for (part, other) in [
        ("tlog-proof@v1", "tlog-proof@v2"),
        ("extra d29yZHM=", "extra"),
        ("extra d29yZHM=", "extra "),
        ("extra d29yZHM=", "extra d29yZHM"),
        ("index 1", "index 01"),
        ("index 1", "index +1"),
        ("index 1", "index"),
        ("index 1\n", ""),
        ("index 1\n", "index 1\n\n"),
        (&hash, &hash.repeat(64)),
        (&hash, &hash[4..]),
    ] {
        let wrong = file.replacen(part, other, 1);
        assert_ne!(wrong, file);
        assert!(
            LogProof::parse(wrong.as_bytes()).is_err(),
            "{part:?} {other:?}"
        );
    }
    let long = file.replacen("d29yZHM=", &"d29y".repeat(400_000), 1);
    assert_eq!(LogProof::parse(long.as_bytes()), Err(LogProofError::Format));
}

#[test]
fn a_witness_cosigns_what_continues_what_it_knows() {
    let [one, two] = leaves();
    let log = signer(ORIGIN, 1);
    let request = AddCheckpoint {
        old: 1,
        proof: vec![two],
        checkpoint: checkpoint().sign(&log).unwrap(),
    };
    let body = request.to_string();
    assert_eq!(AddCheckpoint::parse(body.as_bytes()).as_ref(), Ok(&request));
    let check = |request: &AddCheckpoint, last| request.check(log.verifier(), last);
    assert_eq!(check(&request, Some((1, one))), Ok(checkpoint()));
    let conflict = |size| Err(AddCheckpointError::Conflict { size });
    assert_eq!(check(&request, None), conflict(0));
    assert_eq!(check(&request, Some((2, one))), conflict(2));
    let inconsistent = Err(AddCheckpointError::Proof(ProofError::Root));
    assert_eq!(check(&request, Some((1, two))), inconsistent);

    let first = AddCheckpoint {
        old: 0,
        proof: vec![],
        ..request.clone()
    };
    assert_eq!(
        AddCheckpoint::parse(first.to_string().as_bytes()).as_ref(),
        Ok(&first)
    );
    assert_eq!(check(&first, None), Ok(checkpoint()));
    let again = AddCheckpoint {
        old: 2,
        proof: vec![],
        ..request.clone()
    };
    assert_eq!(
        check(&again, Some((2, checkpoint().root()))),
        Ok(checkpoint())
    );
    // Another root at the same size.
    assert_eq!(check(&again, Some((2, one))), conflict(2));
    let back = AddCheckpoint {
        old: 3,
        ..request.clone()
    };
    assert_eq!(
        check(&back, Some((3, one))),
        Err(AddCheckpointError::OldSize)
    );
    let stranger = signer(ORIGIN, 2);
    let foreign = request.check(stranger.verifier(), Some((1, one)));
    assert!(matches!(foreign, Err(AddCheckpointError::Checkpoint(_))));
    for wrong in ["", "old 1\n", "old 01\n\n", "new 1\n\n", "old 1\nAAAA\n\n"] {
        let body = body.replacen(body.split_once("\n\n").unwrap().0, wrong, 1);
        let read = AddCheckpoint::parse(body.as_bytes());
        assert_eq!(read, Err(AddCheckpointError::Format), "{wrong:?}");
    }

    // The answer goes under the checkpoint.
    let mut note = request.checkpoint.clone();
    let answer = format!("{}\n", witness(2).cosign(note.text(), 100).unwrap());
    for line in read_cosignatures(&answer).unwrap() {
        note.add(line).unwrap();
    }
    let known = [witness(2).verifier().clone()];
    assert_eq!(cosignatures(&note, &known).unwrap().len(), 1);
    assert_eq!(read_cosignatures(""), Err(NoteError::Format));
    assert_eq!(read_cosignatures("halo\n"), Err(NoteError::Signature));
}
