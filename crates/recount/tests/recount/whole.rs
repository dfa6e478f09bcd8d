//! An archive that holds.

use ledger::log::{Cosigner, Note, leaf_hash, new_bundles};
use recount::{Bundle, CHECKPOINT, Fault, KEY, MANIFEST, Method, RESULT, Way, Witnesses, signed};
use serde_json::json;
use wire::Channel;

use crate::archive::{Election, mark};

#[test]
fn what_counts_is_counted() {
    let election = Election::new();
    let report = election.write().recount().expect("it holds");
    // 20 devices, 11 codes of the first batch.
    assert_eq!(report.ballots, 31);
    assert_eq!(report.replaced, 2);
    // One code, and those of the second batch that voted.
    assert_eq!(report.void, 1 + 4);
    assert_eq!(report.size, election.entries.len() as u64 - 2);
    assert!(report.has_result);
    let channels: Vec<_> = report.channels.iter().map(|it| it.ballots).collect();
    assert_eq!(channels, [20, 3, 5, 3]);
    let contests = report.contests.as_ref().expect("open marks");
    let votes = |at: usize| -> Vec<_> {
        let rows = contests[at].rows.iter();
        rows.map(|it| (it.number.0, it.votes)).collect()
    };
    assert_eq!(votes(0), [(2, 16), (3, 7), (1, 6)]);
    assert_eq!(votes(1), [(4, 9), (5, 3)]);
}

#[test]
fn sealed_marks_leave_who_voted() {
    let mut archive = Election::new().write();
    archive.0.remove("openings/000");
    let report = archive.recount().expect("it holds");
    assert_eq!((report.ballots, &report.contests), (31, &None));
    assert!(report.result().is_none());
}

#[test]
fn before_the_result_all_is_counted_and_nothing_compared() {
    let mut election = Election::new();
    election.entries.truncate(election.entries.len() - 2);
    election.result = None;
    let report = election.write().recount().expect("it holds");
    assert!(!report.has_result);
    assert_eq!(report.ballots, 31);
    // A result that the log knows nothing of is none.
    let mut archive = election.write();
    archive.0.insert(RESULT.to_owned(), b"{}".to_vec());
    assert!(matches!(archive.recount(), Err(Fault::File { path, .. }) if path == RESULT));
}

#[test]
fn views_leave_out_no_small_group() {
    let report = Election::new().write().recount().expect("it holds");
    let views = report.views();
    let told: Vec<_> = views.iter().map(|it| (&it.way, it.ballots)).collect();
    assert_eq!(told, [(&Way::WithoutChannel(Channel::Device), 11)]);
    // Without the devices 2 still leads, and 5 stands alone.
    assert!(!views[0].same_winners);
}

/// The channels that are left out, and whether the same win without them.
fn without(devices: &[u32], codes: &[u32]) -> Vec<(Channel, bool)> {
    let report = Election::of(devices, codes).write().recount();
    let views = report.expect("it holds").views().into_iter();
    let views = views.filter_map(|view| match view.way {
        Way::WithoutChannel(channel) => Some((channel, view.same_winners)),
        Way::WithoutBooth(_) | Way::By(_) => None,
    });
    views.collect()
}

#[test]
fn ten_may_be_told_from_ten_others_and_no_fewer() {
    let alone = |devices, codes| without(&vec![1; devices], &vec![1; codes]).len();
    assert_eq!(alone(10, 10), 2);
    for (devices, codes) in [(9, 10), (10, 9), (9, 12), (12, 9)] {
        assert_eq!(alone(devices, codes), 0, "{devices} and {codes}");
    }
}

#[test]
fn who_wins_without_a_channel() {
    let (device, code) = (Channel::Device, Channel::Code);
    // 1 has 14 votes and 2 has six, all of them by code.
    let codes = [2, 2, 2, 2, 2, 2, 1, 1, 1, 1];
    let found = without(&[1; 10], &codes);
    assert_eq!(found, [(device, false), (code, true)]);
    // Without devices nobody votes for 4, who then is no winner; 1 stays one.
    let found = without(&[4; 10], &[1; 10]);
    assert_eq!(found, [(device, false), (code, false)]);
}

/// By which methods the ballots may be counted, and who then leads with what.
fn methods(values: &serde_json::Value, ballots: &[[u16; 3]]) -> Vec<(Method, u32, u64, bool)> {
    let report = Election::valued(values, ballots).write().recount();
    let views = report.expect("it holds").views();
    let by = views.into_iter().filter_map(|view| {
        assert_eq!(view.ballots, ballots.len() as u64);
        let first = &view.contests[0].rows[0];
        match view.way {
            Way::By(method) => Some((method, first.number.0, first.votes, view.same_winners)),
            Way::WithoutChannel(_) | Way::WithoutBooth(_) => None,
        }
    });
    by.collect()
}

#[test]
fn ballots_are_counted_by_the_methods_that_they_allow() {
    // 1 has the most first places, 2 is nobody's last.
    let ranked = [[[1, 2, 3]; 4].as_slice(), &[[3, 1, 2]; 3], &[[3, 2, 1]; 2]].concat();
    let places = |count| json!({ "kind": "places", "count": count });
    assert_eq!(
        methods(&places("instant_runoff"), &ranked),
        [
            (Method::FirstPlaces, 1, 4, false),
            (Method::Borda, 2, 21, true)
        ]
    );
    assert_eq!(
        methods(&places("borda"), &ranked),
        [
            (Method::FirstPlaces, 1, 4, false),
            (Method::InstantRunoff, 2, 5, true)
        ]
    );
    let words = [Method::FirstPlaces, Method::Borda, Method::InstantRunoff];
    let words = words.map(Method::as_str);
    assert_eq!(words, ["first_places", "borda", "instant_runoff"]);
    assert_eq!(Method::Approval.as_str(), "approval");
    // Two give all to 1, three a little to 2.
    let points = [[[5, 0, 0]; 2].as_slice(), &[[0, 2, 0]; 3]].concat();
    for values in [
        json!({ "kind": "points", "total": 5, "max": 5 }),
        json!({ "kind": "score", "max": 5 }),
    ] {
        let approved = [(Method::Approval, 2, 3, false)];
        assert_eq!(methods(&values, &points), approved, "{values}");
    }
}

#[test]
fn marks_like_no_others_are_telling() {
    let mut election = Election::new();
    let report = election.write().recount().expect("it holds");
    let alone = report.unique();
    assert_eq!(report.is_telling(), alone * 100 > report.ballots * 5);
    election.openings[0].marks = vec![mark(0, 1)];
    assert!(matches!(
        election.write().recount(),
        Err(Fault::DoesNotOpen { place: 0, .. })
    ));
}

/// Of two named witnesses one has cosigned, and one that nobody named.
#[test]
fn named_witnesses_are_counted() {
    let witness = |seed| Cosigner::from_seed(&format!("witness.example/w{seed}"), [seed; 32]);
    let [one, two, stranger] = [21, 22, 23].map(|seed| witness(seed).expect("a key"));
    let named = [&one, &two].map(|it| it.verifier().to_string());
    let mut archive = Election::with(|manifest| manifest["witnesses"] = json!(named)).write();
    let mut note = Note::parse(&archive.0[CHECKPOINT]).expect("a note");
    for (time, by, cosigned) in [(1, &stranger, 0), (2, &one, 1), (3, &one, 1)] {
        let line = by.cosign(note.text(), time).expect("a time");
        note.add(line).expect("room");
        let bytes = note.to_string().into_bytes();
        archive.0.insert(CHECKPOINT.to_owned(), bytes);
        let expected = Witnesses { cosigned, named: 2 };
        assert_eq!(
            archive.recount().map(|it| it.witnesses).ok(),
            Some(expected)
        );
    }
    // A key of another kind is no witness's.
    let log = json!([crate::archive::signer().verifier().to_string()]);
    let mut other = Election::new();
    let mut manifest: serde_json::Value = serde_json::from_slice(&other.manifest).expect("JSON");
    manifest["witnesses"] = log;
    other.manifest = serde_json::to_vec(&manifest).expect("JSON");
    let refused = other.write().recount();
    assert!(matches!(refused, Err(Fault::File { path, .. }) if path == MANIFEST));
    // A wrong one of a named witness spoils the note.
    let line = two.cosign("another text\n", 4).expect("a time");
    note.add(line).expect("room");
    let bytes = note.to_string().into_bytes();
    archive.0.insert(CHECKPOINT.to_owned(), bytes);
    assert!(matches!(archive.recount(), Err(Fault::Checkpoint(_))));
}

#[test]
fn the_known_key_is_asked_for() {
    let archive = Election::new().write();
    let other = ledger::log::NoteSigner::from_seed(crate::archive::ORIGIN, [11; 32]);
    let other = other.expect("a key");
    let evidence = recount::Evidence {
        key: &archive.0[KEY],
        known_key: Some(other.verifier()),
        ..recount::Evidence::default()
    };
    let refused = recount::Recount::start(&evidence).map(drop);
    assert_eq!(refused, Err(Fault::OtherKey));
}

/// More than fit into one file of openings.
fn many() -> Election {
    let picks: Vec<_> = (0..300).map(|it| [u16::from(it % 3 == 0), 1, 0]).collect();
    Election::valued(&json!(null), &picks)
}

#[test]
fn openings_fill_several_files() {
    let archive = many().write();
    let report = archive.recount().expect("it holds");
    assert_eq!(report.ballots, 300);
    let contests = report.contests.as_ref().expect("open marks");
    let votes: Vec<_> = contests[0].rows.iter().map(|it| it.votes).collect();
    assert_eq!(votes, [300, 100, 0]);
    // Channels that nobody used are not listed.
    assert_eq!(report.channels.len(), 1);
    for path in ["openings/000", "openings/001"] {
        let mut short = archive.clone();
        short.0.get_mut(path).expect("a file").pop();
        let path = path.to_owned();
        assert_eq!(short.recount().err(), Some(Fault::Length { path }));
    }
}

#[test]
fn an_entry_counts_unless_it_is_replaced_void_or_no_ballot() {
    let election = Election::new();
    let counted = election.write().counted(false).expect("it holds");
    let opened = |hash| election.openings.iter().any(|it| it.ballot == hash);
    for (index, entry) in (0..).zip(&election.entries) {
        let is_opened = opened(leaf_hash(entry));
        assert_eq!(counted.counts(index), is_opened, "entry {index}");
    }
}

#[test]
fn an_altered_entry_of_a_later_bundle_is_named() {
    let mut archive = many().write();
    let bundles = |path: &&String| path.starts_with("log/tile/entries/001");
    let path = archive
        .0
        .keys()
        .find(bundles)
        .expect("a second one")
        .clone();
    // The first byte behind the length of its first entry.
    archive.0.get_mut(&path).expect("a file")[2] ^= 1;
    assert_eq!(archive.recount().err(), Some(Fault::Altered { index: 256 }));
}

/// Several processors share the work: one checks signatures, another puts together.
#[test]
fn signatures_checked_elsewhere_are_the_same() {
    let mut election = many();
    let spoilt = 290;
    *election.entries[spoilt].last_mut().expect("a signature") ^= 1;
    let archive = election.write();
    let mut refused = Vec::new();
    for tile in new_bundles(0, election.entries.len() as u64) {
        let bytes = &archive.0[&format!("log/{tile}")];
        let signed = signed(tile, bytes).expect("whole entries");
        let with = Bundle::with(tile, bytes, &signed).expect("whole entries");
        let here = Bundle::check(tile, bytes).expect("whole entries");
        assert_eq!(format!("{with:?}"), format!("{here:?}"));
        refused.extend(signed.iter().map(|it| !it));
    }
    assert_eq!(refused.len(), election.entries.len());
    assert_eq!(refused.iter().position(|it| *it), Some(spoilt));
    assert_eq!(refused.iter().filter(|it| **it).count(), 1);
    let index = spoilt as u64;
    assert_eq!(archive.recount().err(), Some(Fault::Signature { index }));
}
