//! What is published of a count.

use ledger::log::leaf_hash;
use recount::Way;
use wire::RollBatch;

use crate::archive::Election;

#[test]
fn the_ballots_that_count_as_bits() {
    let election = Election::new();
    let report = election.write().recount().expect("it holds");
    let bits = report.counted();
    assert_eq!(bits.len() as u64, report.size.div_ceil(8));
    for (index, entry) in election.entries.iter().enumerate() {
        let hash = leaf_hash(entry);
        let counts = election.openings.iter().any(|it| it.ballot == hash);
        let bit = bits.get(index / 8).map_or(0, |it| it >> (index % 8) & 1);
        assert_eq!(bit == 1, counts, "entry {index}");
    }
}

#[test]
fn a_booth_is_named_where_ten_ballots_of_its_batch_count() {
    for (ballots, is_named) in [(9, false), (10, true), (11, true)] {
        let election = Election::of(&[1], &vec![1; ballots]);
        let report = election.write().recount().expect("it holds");
        let batches = election.roll.batches.iter().cloned();
        let booth = Some("Aula".to_owned());
        let batches = batches.map(|it| RollBatch {
            booth: booth.clone(),
            ..it
        });
        let published = report.roll(batches.collect()).batches;
        // Of the second nobody has voted.
        let named = [is_named.then_some("Aula"), None];
        let found: Vec<_> = published.iter().map(|it| it.booth.as_deref()).collect();
        assert_eq!(found, named, "{ballots}");
        let keys: Vec<_> = published.iter().map(|it| (it.number, &it.keys)).collect();
        let batches = election.roll.batches.iter();
        let expected: Vec<_> = batches.map(|it| (it.number, &it.keys)).collect();
        assert_eq!(keys, expected);
    }
}

#[test]
fn a_booth_of_two_batches_is_left_out_once() {
    let mut election = Election::of(&[1; 10], &[2; 10]);
    for batch in &mut election.roll.batches {
        batch.booth = Some("Aula".to_owned());
    }
    let report = election.write().recount().expect("it holds");
    let views = report.views().into_iter();
    let booths: Vec<_> = views
        .filter(|it| matches!(&it.way, Way::WithoutBooth(booth) if booth == "Aula"))
        .map(|it| (it.ballots, it.same_winners))
        .collect();
    // Both have ten votes; without the codes only 1 has any.
    assert_eq!(booths, [(10, false)]);
}

#[test]
fn more_than_one_of_twenty_like_no_other_is_telling() {
    let count = |devices: &[u32]| {
        let report = Election::of(devices, &[]).write().recount();
        let report = report.expect("it holds");
        (report.unique(), report.is_telling())
    };
    let with = |same: usize, others: &[u32]| count(&[&vec![1; same][..], others].concat());
    assert_eq!(with(19, &[2]), (1, false));
    assert_eq!(with(18, &[2]), (1, true));
    assert_eq!(with(38, &[2, 3]), (2, false));
    assert_eq!(with(37, &[2, 3]), (2, true));
    assert_eq!(with(2, &[2, 2]), (0, false));
}
