//! What comes after the close: jury means and a lot settle ties, a lot draws a
//! sample. Each fault of these for its own reason.

use ledger::{
    log::{LogEntry, Node, Opening, document_hash, encode_bundle, inclusion_proof, root},
    manifest_hash,
};
use recount::{Drawn, Fault, JURY, SAMPLE};
use serde_json::{Value, json};
use wire::{Channel, Hash, PublishedRoll, TieRule};

use crate::{
    archive::{Election, device, mark},
    chance::Chance,
};

const VALUE: &str = "5, 12, 23 – 31";

/// Twelve devices; three innovations have four votes each. Closed.
fn closed(change: impl FnOnce(&mut Value)) -> Election {
    let mut manifest = json!({
        "version": 1, "edition": "pekan", "name": { "id": "Pekan" },
        "rule": { "kind": "one_per_category" }, "tie_rule": "jury_mean",
        "visibility": { "kind": "live" },
        "contests": [{ "category": "desa", "max_marks": 1, "numbers": [1, 2, 3] }],
        "innovations": [],
    });
    change(&mut manifest);
    let mut election = Election {
        manifest: serde_json::to_vec(&manifest).expect("JSON"),
        roll: PublishedRoll::default(),
        entries: Vec::new(),
        openings: Vec::new(),
        result: None,
        jury: None,
        sample: None,
    };
    let manifest = election.hash();
    election.add(&LogEntry::Manifest(manifest));
    election.add(&LogEntry::Open { manifest, time: 1 });
    for voter in 0..12 {
        let marks = [mark(0, 1 + u32::from(voter % 3))];
        let ballot = election.ballot(&device(voter), 1, Channel::Device, &marks);
        election.cast(true, &ballot);
    }
    election.add(&LogEntry::Close { manifest, time: 2 });
    election
}

fn by_lot(manifest: &mut Value) {
    manifest["tie_rule"] = "lot".into();
}

fn by_sample(manifest: &mut Value) {
    manifest["tie_rule"] = "joint_winners".into();
    manifest["openings"] = "sample".into();
    manifest["sample_ballots"] = 5.into();
}

fn jury(election: &mut Election, body: &Value) {
    let body = serde_json::to_vec(body).expect("JSON");
    election.add(&LogEntry::Jury(document_hash(&body)));
    election.jury = Some(body);
}

fn means() -> Value {
    let mean = |number: u32, mean: &str| json!({ "number": number, "mean": mean });
    json!({ "means": [mean(1, "87.5"), mean(2, "90"), mean(3, "87.50")] })
}

fn lot() -> LogEntry {
    LogEntry::Lot(VALUE.parse().expect("a value"))
}

fn ranks(election: &Election) -> (Vec<(u32, u32)>, Option<TieRule>) {
    let report = election.write().recount().expect("it holds");
    let contest = &report.contests.as_ref().expect("open marks")[0];
    let rows = contest.rows.iter().map(|it| (it.number.0, it.rank));
    (rows.collect(), contest.settled.as_ref().map(|it| it.by))
}

fn refused(election: &Election) -> Fault {
    let refused = election.write().recount();
    refused.map(drop).expect_err("it does not hold")
}

/// A sample of openings at these places, each with its proof.
fn sample(election: &Election, places: &[u64]) -> Vec<Vec<u8>> {
    let leaves: Vec<Hash> = election.openings.iter().map(Opening::leaf_hash).collect();
    let hash = |node: Node| {
        let width = 1 << node.level;
        let first = usize::try_from(node.index).expect("few") * width;
        Ok::<_, ()>(root(leaves[first..first + width].iter().copied()))
    };
    let piece = |place: &u64| Drawn {
        place: *place,
        proof: inclusion_proof(*place, leaves.len() as u64, hash).expect("a proof"),
        opening: election.openings[usize::try_from(*place).expect("few")].to_bytes(),
    };
    places.iter().map(|it| piece(it).to_bytes()).collect()
}

fn file(pieces: &[Vec<u8>]) -> Vec<u8> {
    encode_bundle(pieces.iter().map(Vec::as_slice)).expect("short")
}

/// An election with a result, a lot behind it, and a second result; and the places
/// that were drawn.
fn drawn() -> (Election, Vec<u64>) {
    let mut election = closed(by_sample);
    election.publish();
    election.add(&lot());
    election.publish();
    let report = election.write().recount().expect("it holds");
    let places = report.drawn();
    election.sample = Some(file(&sample(&election, &places)));
    (election, places)
}

#[test]
fn ties_are_settled_by_what_stands_before_the_result() {
    let tied = vec![(1, 1), (2, 1), (3, 1)];
    let mut election = closed(|_| {});
    election.publish();
    assert_eq!(ranks(&election), (tied.clone(), None));
    jury(&mut election, &means());
    assert_eq!(ranks(&election), (tied.clone(), None));
    election.publish();
    let by = Some(TieRule::JuryMean);
    assert_eq!(ranks(&election), (vec![(2, 1), (1, 2), (3, 2)], by));

    let mut election = closed(by_lot);
    election.add(&lot());
    election.publish();
    let seed = voting::lot_seed(&manifest_hash(&election.manifest), VALUE);
    let evidence = voting::Evidence {
        lot: Some(seed),
        ..voting::Evidence::default()
    };
    let all = [1, 2, 3].map(wire::BallotNumber);
    let order = voting::settle(&all, TieRule::Lot, &evidence).expect("an order");
    let order = order.concat().into_iter().map(|it| it.0);
    let expected: Vec<(u32, u32)> = order.zip(1..).collect();
    assert_eq!(ranks(&election), (expected, Some(TieRule::Lot)));
}

/// What is counted from says how much; the next entry is already too late.
#[test]
fn what_stands_right_behind_the_result_settles_nothing() {
    let tied = (vec![(1, 1), (2, 1), (3, 1)], None);
    let mut election = closed(|_| {});
    let size = election.entries.len();
    election.publish();
    jury(&mut election, &means());
    let entry = election.entries.pop().expect("an entry");
    election.entries.insert(size, entry);
    assert_eq!(ranks(&election), tied);

    let mut election = closed(by_lot);
    let size = election.entries.len();
    election.publish();
    election.entries.insert(size, lot().to_bytes());
    assert_eq!(ranks(&election), tied);
}

#[test]
fn a_sample_that_nobody_has_drawn_is_not_looked_at() {
    let mut election = closed(by_sample);
    election.publish();
    election.sample = Some(b"anything".to_vec());
    let report = election.write().recount().expect("it holds");
    assert_eq!((report.ballots, report.sample), (12, None));
}

#[test]
fn entries_that_stand_where_they_may_not() {
    let mut election = closed(|_| {});
    jury(&mut election, &means());
    let index = election.entries.len() as u64;
    jury(&mut election, &means());
    assert_eq!(refused(&election), Fault::Jury { index });
    let mut election = closed(by_lot);
    election.add(&lot());
    election.add(&lot());
    assert_eq!(refused(&election), Fault::Lot { index });
    // Before the close.
    let mut election = closed(|_| {});
    jury(&mut election, &means());
    let entry = election.entries.pop().expect("an entry");
    election.entries.insert(2, entry);
    assert_eq!(refused(&election), Fault::Jury { index: 2 });
    let mut election = closed(by_lot);
    election.entries.insert(2, lot().to_bytes());
    assert_eq!(refused(&election), Fault::Lot { index: 2 });
    // Nothing asks for them.
    let mut election = closed(by_lot);
    jury(&mut election, &means());
    assert!(matches!(refused(&election), Fault::Jury { .. }));
    let mut election = closed(|_| {});
    election.add(&lot());
    assert!(matches!(refused(&election), Fault::Lot { .. }));
    // Drawn before it was fixed what from.
    let mut election = closed(by_sample);
    election.add(&lot());
    assert!(matches!(refused(&election), Fault::Lot { .. }));
}

#[test]
fn means_that_are_not_those_of_the_log() {
    let mut election = closed(|_| {});
    jury(&mut election, &means());
    let index = election.entries.len() as u64 - 1;
    election.publish();
    let published = election.jury.take();
    let path = JURY.to_owned();
    assert_eq!(refused(&election), Fault::Missing { path });
    election.jury = published.clone().map(|it| [it, b" ".to_vec()].concat());
    assert_eq!(refused(&election), Fault::OtherJury { index });
    let mut none = closed(|_| {});
    none.publish();
    none.jury = published;
    assert!(matches!(refused(&none), Fault::File { path, .. } if path == JURY));
    // Who counts anew does not look at what the log says nothing of.
    none.result = None;
    assert!(none.write().recount_anew().is_ok());
    let body = json!({ "means": [{ "number": 4, "mean": "1" }] });
    let mut other = closed(|_| {});
    jury(&mut other, &body);
    assert!(matches!(refused(&other), Fault::File { path, .. } if path == JURY));
}

#[test]
fn a_sample_proves_what_was_drawn() {
    let (election, places) = drawn();
    assert_eq!(places.len(), 5);
    assert!(places.is_sorted());
    let report = election.write().recount().expect("it holds");
    assert_eq!((report.ballots, report.sample), (12, Some(5)));
    assert_eq!(report.contests, None);
    // Without it all else is proven.
    let mut archive = election.write();
    archive.0.remove(SAMPLE);
    assert_eq!(archive.recount().expect("it holds").sample, None);
}

#[test]
fn samples_of_others() {
    let (election, places) = drawn();
    let with = |pieces: &[Vec<u8>]| {
        let mut spoilt = election.clone();
        spoilt.sample = Some(file(pieces));
        refused(&spoilt)
    };
    let sound = sample(&election, &places);
    let other = (0..12).find(|it| !places.contains(it)).expect("another");
    let (first, place) = (&sound[0], places[0]);
    let replaced = [&sample(&election, &[other])[..], &sound[1..]].concat();
    assert_eq!(with(&replaced), Fault::NotDrawn { place });
    let path = SAMPLE.to_owned();
    assert_eq!(with(&sound[1..]), Fault::Length { path: path.clone() });
    let more = [&sound[..], &sound[..1]].concat();
    assert_eq!(with(&more), Fault::Length { path });
    let flipped = |at: usize| {
        let mut piece = first.clone();
        piece[at] ^= 1;
        with(&[&[piece][..], &sound[1..]].concat())
    };
    assert_eq!(flipped(9), Fault::NotInRoot { place });
    let opening = 9 + 32 * usize::from(first[8]);
    assert_eq!(flipped(opening), Fault::NotDrawn { place });
    assert!(matches!(flipped(opening + 32), Fault::DoesNotOpen { .. }));
    assert!(matches!(
        flipped(first.len() - 1),
        Fault::DoesNotOpen { .. }
    ));
}

#[test]
fn flipped_bits_of_samples_and_means() {
    let (sampled, _) = drawn();
    let mut settled = closed(|_| {});
    jury(&mut settled, &means());
    settled.publish();
    let mut chance = Chance(6);
    for (election, path) in [(sampled, SAMPLE), (settled, JURY)] {
        let archive = election.write();
        for _ in 0..2_000 {
            let mut spoilt = archive.clone();
            let bytes = spoilt.0.get_mut(path).expect("a file");
            let at = chance.place(bytes.len());
            bytes[at] ^= 1 << chance.place(8);
            assert!(spoilt.recount().is_err(), "{path}, byte {at}");
        }
    }
}
