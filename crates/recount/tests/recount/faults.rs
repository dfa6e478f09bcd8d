//! Each check of the protocol, failing for its own reason, in a log that its owner
//! signed so.

use ledger::{
    Entry,
    log::{
        Checkpoint, KeyChange, LogEntry, Note, NoteSigner, Voided, document_hash, openings_root,
    },
};
use recount::{About, Fault};
use wire::{Channel, Hex};

use crate::archive::{Archive, Election, ORIGIN, code, device, mark, signer};

fn refused(spoil: impl FnOnce(&mut Election)) -> Fault {
    let mut election = Election::new();
    spoil(&mut election);
    let refused = election.write().recount();
    refused.map(drop).expect_err("it does not hold")
}

/// Index of the first entry that is so.
fn find(election: &Election, is_it: impl Fn(&LogEntry) -> bool) -> usize {
    let is_it = |bytes: &Vec<u8>| LogEntry::from_bytes(bytes).is_ok_and(|it| is_it(&it));
    election.entries.iter().position(is_it).expect("an entry")
}

fn open(election: &Election) -> usize {
    find(election, |it| matches!(it, LogEntry::Open { .. }))
}

fn close(election: &Election) -> usize {
    find(election, |it| matches!(it, LogEntry::Close { .. }))
}

#[test]
fn manifests() {
    let second = |it: &mut Election| it.add(&LogEntry::Manifest(it.hash()));
    assert!(matches!(refused(second), Fault::SecondManifest { .. }));
    let other = |it: &mut Election| it.manifest.push(b' ');
    assert_eq!(refused(other), Fault::OtherManifest { index: 1 });
    let none = |it: &mut Election| it.entries.truncate(1);
    assert_eq!(refused(none), Fault::NoManifest);
}

#[test]
fn rolls() {
    let swapped = |it: &mut Election| it.roll.batches.swap(0, 1);
    assert_eq!(refused(swapped), Fault::BatchOrder { batch: 1 });
    let keys = |it: &mut Election| it.roll.batches[1].keys.swap(0, 1);
    assert_eq!(refused(keys), Fault::KeyOrder { batch: 2 });
    let twice = |it: &mut Election| {
        let key = it.roll.batches[1].keys[0];
        it.roll.batches[1].keys.insert(0, key);
    };
    assert_eq!(refused(twice), Fault::KeyOrder { batch: 2 });
    let twice = |it: &mut Election| {
        let key = it.roll.batches[0].keys[0];
        it.roll.batches[1].keys.push(key);
        it.roll.batches[1].keys.sort_unstable();
    };
    assert!(matches!(refused(twice), Fault::KeyTwice { .. }));
    let fewer = |it: &mut Election| it.roll.batches[1].keys.truncate(5);
    assert_eq!(refused(fewer), Fault::RollRoot);
}

#[test]
fn turns() {
    let opened = |it: &mut Election| {
        let entry = it.entries[open(it)].clone();
        it.entries.push(entry);
    };
    assert!(matches!(refused(opened), Fault::Opened { .. }));
    let closed = |it: &mut Election| {
        let entry = it.entries[close(it)].clone();
        it.entries.push(entry);
    };
    assert!(matches!(refused(closed), Fault::Closed { .. }));
    let early = |it: &mut Election| {
        let at = open(it);
        let ballot = it.entries[at + 1].clone();
        it.entries.insert(at, ballot);
    };
    assert_eq!(refused(early), Fault::Early { index: 2 });
    let late = |it: &mut Election| {
        let ballot = it.ballot(&device(40), 1, Channel::Device, &[mark(0, 1)]);
        it.entries.push(Entry::from(&ballot).to_bytes().into());
    };
    assert!(matches!(refused(late), Fault::Late { .. }));
    let result = |it: &mut Election| {
        let entry = it.entries.last().cloned().expect("an entry");
        it.entries.push(entry);
    };
    assert!(matches!(refused(result), Fault::Turn { .. }));
    let openings = |it: &mut Election| {
        let at = find(it, |it| matches!(it, LogEntry::Openings { .. }));
        let entry = it.entries[at].clone();
        it.entries.insert(close(it), entry);
    };
    assert!(matches!(refused(openings), Fault::Turn { .. }));
}

#[test]
fn activations_and_voids() {
    let twice = |it: &mut Election| it.activate(0);
    assert!(matches!(refused(twice), Fault::ActivatedTwice { .. }));
    let unknown = |it: &mut Election| {
        let (batch, count, root) = (3, 1, Hex([0; 32]));
        it.add(&LogEntry::Activation { batch, count, root });
    };
    assert!(matches!(refused(unknown), Fault::Activation { .. }));
    let reason = || "sebab".parse().expect("a reason");
    for what in [
        Voided::Ballot(Hex([1; 32])),
        Voided::Credential(device(1).public_key()),
        Voided::Batch(3),
    ] {
        let void = |it: &mut Election| {
            it.add(&LogEntry::Void {
                what,
                reason: reason(),
            });
        };
        assert!(matches!(refused(void), Fault::Void { .. }));
    }
    let never = |it: &mut Election| {
        let text = "Bukan apa-apa".parse().expect("a text");
        it.entries[0] = LogEntry::Incident { time: 0, text }.to_bytes();
    };
    assert!(matches!(refused(never), Fault::NotInRoll { .. }));
}

#[test]
fn ballots() {
    fn with(who: u8, seq: u16, channel: Channel) -> impl Fn(&mut Election) {
        move |it| {
            let who = if who < 100 {
                code(who)
            } else {
                device(who - 100)
            };
            let ballot = it.ballot(&who, 1, channel, &[mark(0, 1)]);
            // Signed with that seq, whatever the ballot's own was.
            let ballot = who.cast(
                ballot.edition.clone(),
                it.hash(),
                seq,
                channel,
                ballot.salt,
                ballot.marks,
            );
            let at = close(it);
            it.entries
                .insert(at, Entry::from(&ballot).to_bytes().into());
        }
    }
    assert!(matches!(
        refused(with(101, 1, Channel::Device)),
        Fault::SeqTwice { .. }
    ));
    assert!(matches!(
        refused(with(141, 0, Channel::Device)),
        Fault::Seq { seq: 0, .. }
    ));
    assert!(matches!(
        refused(with(141, 501, Channel::Device)),
        Fault::Seq { seq: 501, .. }
    ));
    // The highest is one more ballot than the result has.
    assert!(matches!(
        refused(with(141, 500, Channel::Device)),
        Fault::Result { field: "ballots" }
    ));
    assert!(matches!(
        refused(with(24, 1, Channel::Device)),
        Fault::DeviceInRoll { .. }
    ));
    assert!(matches!(
        refused(with(141, 1, Channel::Code)),
        Fault::NotInRoll { .. }
    ));
    let kind = |it: &mut Election| it.entries[5][0] = 200;
    assert!(matches!(refused(kind), Fault::Entry { index: 5, .. }));
    // Nobody signs the channel: a ballot of a code is none of a device.
    let channel = |it: &mut Election| {
        let at = find(
            it,
            |it| matches!(it, LogEntry::Ballot(it) if it.channel == Channel::Code),
        );
        it.entries[at][1] = 0;
    };
    assert!(matches!(refused(channel), Fault::DeviceInRoll { .. }));
}

#[test]
fn keys() {
    let next = NoteSigner::from_seed(ORIGIN, [11; 32]).expect("a key");
    let index = Election::new().entries.len() as u64 - 2;
    // An archive with a change of the key before the result.
    let changed = |by: &NoteSigner| {
        let mut election = Election::new();
        let change = KeyChange::sign(by, next.verifier().public_key());
        let last = election.entries.split_off(election.entries.len() - 2);
        election.add(&LogEntry::KeyChange(change));
        election.entries.extend(last);
        election.write()
    };
    let with_keys = |archive: &mut Archive| {
        let both = format!("{}\n{}\n", signer().verifier(), next.verifier());
        archive.0.insert(recount::KEY.to_owned(), both.into());
    };
    let signed_by_next = |archive: &mut Archive| {
        let note = Note::parse(&archive.0[recount::CHECKPOINT]).expect("a note");
        let checkpoint: Checkpoint = note.text().parse().expect("a checkpoint");
        let note = checkpoint.sign(&next).expect("a note").to_string();
        let path = recount::CHECKPOINT.to_owned();
        archive.0.insert(path, note.into());
    };
    // The key is not in log/key.
    let mut archive = changed(&signer());
    let refused = archive.recount().map(drop);
    assert_eq!(refused, Err(Fault::KeyChange { index }));
    // It is, and signs the checkpoint.
    with_keys(&mut archive);
    assert!(matches!(
        archive.recount().map(drop),
        Err(Fault::Checkpoint(_))
    ));
    signed_by_next(&mut archive);
    archive.recount().expect("it holds");
    // Its change is signed by another than the key before it.
    let mut archive = changed(&NoteSigner::from_seed(ORIGIN, [12; 32]).expect("a key"));
    with_keys(&mut archive);
    signed_by_next(&mut archive);
    let refused = archive.recount().map(drop);
    assert_eq!(refused, Err(Fault::KeyChange { index }));
    // Without the entry the key is one too many.
    let mut archive = Election::new().write();
    let both = format!("{}\n{}\n", next.verifier(), signer().verifier());
    archive.0.insert(recount::KEY.to_owned(), both.into());
    assert_eq!(archive.recount().map(drop), Err(Fault::NoKeyChange));
}

/// Puts another result under the last entry.
fn with_result(it: &mut Election, change: impl FnOnce(&mut serde_json::Value)) {
    let body = it.result.take().expect("a result");
    let mut value: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    change(&mut value);
    let body = serde_json::to_vec(&value).expect("JSON");
    let last = it.entries.pop().expect("an entry");
    let Ok(LogEntry::Result { size, .. }) = LogEntry::from_bytes(&last) else {
        unreachable!("the last entry is the result");
    };
    let hash = document_hash(&body);
    it.add(&LogEntry::Result { hash, size });
    it.result = Some(body);
}

#[test]
fn results() {
    for (field, value) in [
        ("version", 2.into()),
        ("edition", "lain".into()),
        ("manifest", "00".repeat(32).into()),
        ("size", 3.into()),
        ("ballots", 30.into()),
        ("channels", serde_json::json!([])),
        ("replaced", 1.into()),
        ("void", 0.into()),
    ] {
        let wrong = |it: &mut Election| with_result(it, |result| result[field] = value);
        assert_eq!(refused(wrong), Fault::Result { field });
    }
    let counts = |it: &mut Election| {
        with_result(it, |result| {
            result["contests"][1]["rows"][0]["votes"] = 12.into();
        });
    };
    assert_eq!(refused(counts), Fault::Counts { contest: 1 });
    let fewer = |it: &mut Election| {
        with_result(it, |result| {
            drop(result["contests"].as_array_mut().expect("some").pop());
        });
    };
    assert_eq!(refused(fewer), Fault::Result { field: "contests" });
    let later = |it: &mut Election| {
        let body = it.result.clone().expect("a result");
        it.entries.pop();
        let size = it.entries.len() as u64;
        let hash = document_hash(&body);
        it.add(&LogEntry::Result { hash, size });
    };
    assert!(matches!(refused(later), Fault::ResultSize { .. }));
}

#[test]
fn openings() {
    let root = |it: &mut Election| {
        let at = find(it, |it| matches!(it, LogEntry::Openings { .. }));
        let count = it.openings.len() as u64;
        let root = openings_root(&it.openings[1..]);
        it.entries[at] = LogEntry::Openings { count, root }.to_bytes();
    };
    assert_eq!(refused(root), Fault::Openings);
    let mut election = Election::new();
    let at = find(&election, |it| matches!(it, LogEntry::Openings { .. }));
    let root = openings_root(&election.openings);
    election.entries[at] = LogEntry::Openings { count: 7, root }.to_bytes();
    let mut archive = election.write();
    archive.0.remove("openings/000");
    assert_eq!(archive.recount().map(drop), Err(Fault::Openings));
    // Marks that the manifest does not have.
    let marks = |it: &mut Election| {
        let who = device(50);
        let ballot = it.ballot(&who, 1, Channel::Device, &[mark(0, 4)]);
        let at = close(it);
        it.entries
            .insert(at, Entry::from(&ballot).to_bytes().into());
        it.entries.truncate(it.entries.len() - 2);
        it.result = None;
        let opening = ledger::log::Opening {
            ballot: ledger::ballot_hash(&ballot),
            salt: ballot.salt,
            marks: ballot.marks,
        };
        let behind = it.openings.len() - 1;
        it.openings.insert(behind, opening);
    };
    assert!(matches!(refused(marks), Fault::Marks { .. }));
}

#[test]
fn kept_checkpoints() {
    let mut election = Election::new();
    let known = election.write().0[recount::CHECKPOINT].clone();
    let known_size = election.entries.len() as u64;
    let text = "Sebuah catatan".parse().expect("a text");
    election.add(&LogEntry::Incident { time: 9, text });
    let count = |archive: &Archive| {
        let mut recount = recount::Recount::start(&recount::Evidence {
            key: &archive.0[recount::KEY],
            checkpoint: &archive.0[recount::CHECKPOINT],
            manifest: &archive.0[recount::MANIFEST],
            roll: &archive.0[recount::ROLL],
            result: Some(&archive.0[recount::RESULT]),
            known: Some(&known),
            ..recount::Evidence::default()
        })?;
        for tile in recount.bundles() {
            recount.take(recount::Bundle::check(
                tile,
                &archive.0[&format!("log/{tile}")],
            )?);
        }
        recount.end().map(drop)
    };
    assert_eq!(count(&election.write()), Ok(()));
    // A time is signed by nobody but the log.
    let at = open(&election);
    let manifest = election.hash();
    election.entries[at] = LogEntry::Open { manifest, time: 7 }.to_bytes();
    let mut archive = election.write();
    let forked = Err(Fault::Forked { known: known_size });
    assert_eq!(count(&archive), forked);
    // Also where the entries are not those of its own checkpoint.
    let path = archive
        .0
        .keys()
        .find(|it| it.starts_with("log/tile/entries"));
    let path = path.expect("a bundle").clone();
    let bundle = archive.0.get_mut(&path).expect("a file");
    *bundle.last_mut().expect("an entry") ^= 1;
    assert_eq!(count(&archive), forked);
    election.entries.truncate(20);
    assert!(matches!(
        count(&election.write()),
        Err(Fault::Shrunk { size: 20, .. })
    ));
    let stranger = NoteSigner::from_seed(ORIGIN, [12; 32]).expect("a key");
    let note = Note::parse(&known).expect("a note");
    let checkpoint: Checkpoint = note.text().parse().expect("a checkpoint");
    let forged = checkpoint.sign(&stranger).expect("a note").to_string();
    let archive = Election::new().write();
    let evidence = recount::Evidence {
        key: &archive.0[recount::KEY],
        checkpoint: &archive.0[recount::CHECKPOINT],
        known: Some(forged.as_bytes()),
        ..recount::Evidence::default()
    };
    let refused = recount::Recount::start(&evidence).map(drop);
    assert_eq!(refused, Err(Fault::Known));
}

#[test]
fn what_a_fault_is_about_in_one_word() {
    let all = [
        (About::File, "file"),
        (About::Checkpoint, "checkpoint"),
        (About::Tree, "tree"),
        (About::Manifest, "manifest"),
        (About::Roll, "roll"),
        (About::Entry, "entry"),
        (About::Ballot, "ballot"),
        (About::Result, "result"),
        (About::Openings, "openings"),
    ];
    for (about, word) in all {
        assert_eq!(about.as_str(), word);
    }
    assert_eq!(Fault::Root.about(), About::Tree);
}
