//! Proofs in files, and what a witness is asked.

use ledger::log::{
    AddCheckpoint, AddCheckpointError, LogProof, LogProofError, NoteError, ProofError,
    cosignatures, read_cosignatures,
};

use crate::{
    chance::Chance,
    signers::{ORIGIN, checkpoint, cosigned, leaves, signer, witness},
};

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

/// 128 KiB stand before the checkpoint, and not a byte more; 63 hashes at most.
#[test]
fn what_stands_before_the_checkpoint_is_bounded() {
    let mut proof = proof(&b"wor".repeat(32_747));
    proof.index = 100;
    let file = proof.to_string();
    assert_eq!(file.find("\n\n"), Some(128 * 1024));
    assert_eq!(LogProof::parse(file.as_bytes()).as_ref(), Ok(&proof));
    proof.index = 1000;
    let longer = LogProof::parse(proof.to_string().as_bytes());
    assert_eq!(longer, Err(LogProofError::Format));

    let mut deep = self::proof(b"");
    deep.hashes = vec![leaves()[0]; 63];
    let read = LogProof::parse(deep.to_string().as_bytes());
    assert_eq!(read.as_ref(), Ok(&deep));
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
