//! Signed notes and what is in them.

use ledger::log::{AddCheckpoint, Checkpoint, Note, VerifierKey, cosignatures, read_cosignatures};

use crate::known;

/// A note, the text of a checkpoint, a verifier key, a witness's answer, or what
/// a witness is asked.
pub fn checkpoint(bytes: &[u8]) -> bool {
    let asked = asked(bytes);
    let note = note(bytes);
    let text = core::str::from_utf8(bytes)
        .is_ok_and(|text| [unsigned(text), key(text), answer(text)].contains(&true));
    asked || note || text
}

fn note(bytes: &[u8]) -> bool {
    let Ok(note) = Note::parse(bytes) else {
        return false;
    };
    assert_eq!(note.to_string().as_bytes(), bytes);
    let signed = known::signed();
    if let Ok(opened) = Checkpoint::open(&note, known::LOG.verifier()) {
        assert_eq!(opened, signed, "a checkpoint was forged");
    }
    let witnesses = [known::WITNESS.verifier().clone()];
    for it in cosignatures(&note, &witnesses).unwrap_or_default() {
        assert_eq!(
            (note.text(), it.timestamp),
            (&*signed.to_string(), known::TIME)
        );
    }
    true
}

fn unsigned(text: &str) -> bool {
    let Ok(checkpoint) = text.parse::<Checkpoint>() else {
        return false;
    };
    assert_eq!(checkpoint.to_string(), text);
    true
}

fn key(text: &str) -> bool {
    let Ok(key) = text.parse::<VerifierKey>() else {
        return false;
    };
    assert_eq!(key.to_string(), text);
    true
}

fn answer(text: &str) -> bool {
    let Ok(lines) = read_cosignatures(text) else {
        return false;
    };
    let written: Vec<String> = lines.iter().map(ToString::to_string).collect();
    assert_eq!(written.join("\n") + "\n", text);
    true
}

fn asked(bytes: &[u8]) -> bool {
    let Ok(asked) = AddCheckpoint::parse(bytes) else {
        return false;
    };
    assert_eq!(asked.to_string().as_bytes(), bytes);
    let [one, two] = known::leaves();
    for last in [None, Some((1, one)), Some((2, two)), Some((u64::MAX, two))] {
        if let Ok(checkpoint) = asked.check(known::LOG.verifier(), last) {
            assert_eq!(checkpoint, known::signed(), "a checkpoint was forged");
        }
    }
    true
}
