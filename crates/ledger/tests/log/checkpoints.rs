//! Checkpoints and cosignatures.

use ledger::log::{
    Checkpoint, CheckpointError, Cosigner, EMPTY_ROOT, MAX_TIMESTAMP, Note, NoteError,
    TimestampError, VerifierKey, cosignatures,
};

use crate::signers::{ORIGIN, checkpoint, cosigned, signer, witness};

#[test]
fn a_checkpoint_is_opened_with_the_key_of_its_log() {
    let log = signer(ORIGIN, 1);
    let note = checkpoint().sign(&log).unwrap();
    let opened = Checkpoint::open(&note, log.verifier()).unwrap();
    assert_eq!(opened, checkpoint());
    assert_eq!(opened.origin(), ORIGIN);
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
    let longer = format!("{text}two words\n");
    let read: Checkpoint = longer.parse().unwrap();
    assert_eq!(read.extensions(), ["two words"]);
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
    assert!(Checkpoint::new("two words", 0, EMPTY_ROOT).is_ok());
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
