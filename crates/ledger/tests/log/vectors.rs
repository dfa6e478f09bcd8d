//! Fixed bytes of the public log, computed with Python's hashlib and
//! cryptography from docs/PROTOCOL.md alone: they must never change.

use std::{collections::HashMap, convert::Infallible};

use ledger::{
    Credential, Entry,
    log::{
        AddCheckpoint, Checkpoint, Cosigner, Frontier, KeyChange, LogEntry, LogProof, Node,
        NoteSigner, Opening, Voided, consistency_proof, cosignatures, encode_bundle, encode_hashes,
        inclusion_proof, openings_root, root,
    },
};
use sha2::{Digest as _, Sha256};
use wire::{Ballot, BallotNumber, Channel, Hash, Hex, HexBytes, Mark};

const ORIGIN: &str = "vote.example/belitung-timur-2026";
const TIME: u64 = 1_786_161_600;
const MANIFEST: Hash = Hex([0x11; 32]);

fn log() -> NoteSigner {
    NoteSigner::from_seed(ORIGIN, [0x0a; 32]).unwrap()
}

fn witness() -> Cosigner {
    Cosigner::from_seed("witness.example/w1", [0x0c; 32]).unwrap()
}

/// The lines of log.txt by their names.
fn expected(name: &str) -> &'static str {
    let lines = include_str!("../log.txt").lines();
    let lines: HashMap<_, _> = lines.map(|it| it.split_once(' ').unwrap()).collect();
    lines[name]
}

fn hex(bytes: impl Into<Vec<u8>>) -> String {
    HexBytes(bytes.into()).to_string()
}

fn ballot() -> Ballot {
    let mark = |contest, number| Mark {
        contest,
        number: BallotNumber(number),
        value: 1,
    };
    Credential::from_seed([9; 32]).cast(
        "contoh".into(),
        MANIFEST,
        513,
        Channel::Device,
        Hex(std::array::from_fn(|it| u8::try_from(it).unwrap())),
        vec![mark(0, 3), mark(2, 70_000)],
    )
}

fn opening() -> Opening {
    let ballot = ballot();
    Opening {
        ballot: Entry::from(&ballot).leaf_hash(),
        salt: ballot.salt,
        marks: ballot.marks,
    }
}

fn entries() -> Vec<(&'static str, LogEntry)> {
    let void = |what, reason: &str| LogEntry::Void {
        what,
        reason: reason.parse().unwrap(),
    };
    let manifest = MANIFEST;
    let ballot = Entry::from(&ballot());
    let hash = ballot.leaf_hash();
    let text = "Listrik padam.\nKios 2 terus menerima.";
    let next = NoteSigner::from_seed(ORIGIN, [0x0b; 32]).unwrap();
    vec![
        ("manifest", LogEntry::Manifest(manifest)),
        (
            "activation",
            LogEntry::Activation {
                batch: 7,
                count: 500,
                root: Hex([0x12; 32]),
            },
        ),
        (
            "open",
            LogEntry::Open {
                manifest,
                time: TIME,
            },
        ),
        ("ballot", LogEntry::Ballot(ballot)),
        (
            "void-ballot",
            void(Voided::Ballot(hash), "Pemilih meminta."),
        ),
        (
            "void-credential",
            void(Voided::Credential(Hex([0x13; 32])), "Kode hilang."),
        ),
        (
            "void-batch",
            void(Voided::Batch(7), "Amplop terbuka – lihat berita acara."),
        ),
        (
            "incident",
            LogEntry::Incident {
                time: TIME + 60,
                text: text.parse().unwrap(),
            },
        ),
        (
            "close",
            LogEntry::Close {
                manifest,
                time: TIME + 3600,
            },
        ),
        (
            "openings",
            LogEntry::Openings {
                count: 1,
                root: openings_root([&opening()]),
            },
        ),
        (
            "result",
            LogEntry::Result {
                hash: Hex([0x14; 32]),
                size: 10,
            },
        ),
        (
            "key-change",
            LogEntry::KeyChange(KeyChange::sign(&log(), next.verifier().public_key())),
        ),
        ("jury", LogEntry::Jury(Hex([0x15; 32]))),
        ("lot", LogEntry::Lot("5, 12, 23 – 31".parse().unwrap())),
    ]
}

/// Proofs are made of a tree of so many entries, the first ones.
const SIZE: u64 = 12;

fn leaves() -> Vec<Hash> {
    entries().iter().map(|(_, it)| it.leaf_hash()).collect()
}

fn inclusion(index: u64) -> Vec<Hash> {
    inclusion_proof(index, SIZE, |node| Ok::<_, Infallible>(hash(node))).unwrap()
}

fn consistency(old: u64) -> Vec<Hash> {
    consistency_proof(old, SIZE, |node| Ok::<_, Infallible>(hash(node))).unwrap()
}

fn hash(node: Node) -> Hash {
    let width = 1 << node.level;
    let first = usize::try_from(node.index).unwrap() * width;
    root(leaves()[first..first + width].iter().copied())
}

fn concat(hashes: &[Hash]) -> String {
    hex(encode_hashes(hashes))
}

#[test]
fn keys_and_entries() {
    assert_eq!(log().verifier().to_string(), expected("log-key"));
    assert_eq!(witness().verifier().to_string(), expected("witness-key"));
    for (name, entry) in entries() {
        let bytes = entry.to_bytes();
        assert_eq!(hex(bytes.clone()), expected(&format!("entry-{name}")));
        assert_eq!(LogEntry::from_bytes(&bytes), Ok(entry));
    }
    assert_eq!(hex(opening().to_bytes()), expected("opening"));
    let openings = openings_root([&opening()]);
    assert_eq!(openings.to_string(), expected("openings-root"));
}

#[test]
fn tree_and_tiles() {
    let leaves = leaves();
    let mut tree = Frontier::default();
    for size in 0..=leaves.len() {
        let name = format!("root-{size}");
        if matches!(size, 0..=3 | 7 | 8 | 11..=14) {
            assert_eq!(tree.root().to_string(), expected(&name));
        }
        if let Some(leaf) = leaves.get(size) {
            tree.push(*leaf);
        }
    }
    let proof = inclusion(3);
    assert_eq!(concat(&proof), expected("inclusion-3-of-12"));
    for old in [3, 8] {
        let proof = consistency(old);
        assert_eq!(
            concat(&proof),
            expected(&format!("consistency-{old}-to-12"))
        );
    }
    let entries = entries();
    let bytes: Vec<_> = entries.iter().map(|(_, it)| it.to_bytes()).collect();
    let bundle = encode_bundle(bytes.iter().map(|it| &it[..])).unwrap();
    let sha256 = |bytes: &[u8]| hex(Sha256::digest(bytes).to_vec());
    assert_eq!(sha256(&bundle), expected("bundle-sha256"));
    assert_eq!(sha256(&encode_hashes(&leaves)), expected("tile-sha256"));
}

#[test]
fn files() {
    let leaves = leaves();
    let root = root(leaves[..12].iter().copied());
    let signed = Checkpoint::new(ORIGIN, SIZE, root)
        .unwrap()
        .sign(&log())
        .unwrap();
    let request = AddCheckpoint {
        old: 3,
        proof: consistency(3),
        checkpoint: signed.clone(),
    };
    let body = include_str!("../log-witness.txt");
    assert_eq!(request.to_string(), body);
    assert_eq!(AddCheckpoint::parse(body.as_bytes()).as_ref(), Ok(&request));

    let mut checkpoint = signed;
    let line = witness().cosign(checkpoint.text(), TIME + 7200).unwrap();
    checkpoint.add(line).unwrap();
    let witnesses = [witness().verifier().clone()];
    let cosigned = cosignatures(&checkpoint, &witnesses).unwrap();
    assert_eq!(cosigned[0].timestamp, TIME + 7200);
    let proof = LogProof {
        extra: Vec::new(),
        index: 3,
        hashes: inclusion(3),
        checkpoint,
    };
    let file = include_str!("../log-proof.txt");
    assert_eq!(proof.to_string(), file);
    let read = LogProof::parse(file.as_bytes()).unwrap();
    assert_eq!(read, proof);
    let key = expected("log-key").parse().unwrap();
    assert!(read.verify(&leaves[3], &key, &witnesses, 1).is_ok());
}
