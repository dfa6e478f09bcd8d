//! What is written comes back the same.

use std::fs;
use std::num::NonZero;
use std::path::Path;

use edition::{Limits, WriteError, read, write};
use wire::{Contents, OpeningPolicy, RankedCount, Rule, TieRule};

use crate::base::folder;

/// Writes, reads, compares.
pub(crate) fn assert_comes_back(contents: &Contents) {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("export");
    write(&target, contents).unwrap();
    match read(&target, &Limits::default()) {
        Ok(again) => assert_eq!(again, *contents),
        Err(faults) => panic!("{faults}"),
    }
}

#[test]
fn a_small_folder_comes_back() {
    let dir = folder();
    assert_comes_back(&read(dir.path(), &Limits::default()).unwrap());
}

#[test]
fn the_sample_edition_comes_back() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/belitung-timur");
    assert_comes_back(&read(&dir, &Limits::default()).unwrap());
}

#[test]
fn texts_with_every_sign_of_csv_and_toml_come_back() {
    let dir = folder();
    let mut contents = read(dir.path(), &Limits::default()).unwrap();
    let odd = "a \"b\", 'c'; d\\e #[x] = {y} ñ 中 |";
    contents.edition.venue = odd.to_owned();
    contents
        .edition
        .name
        .0
        .insert("jv".to_owned(), odd.to_owned());
    contents.categories[0]
        .label
        .0
        .insert("jv".to_owned(), odd.to_owned());
    contents.innovations[0].card.name = odd.to_owned();
    contents.innovations[0].design = format!("{odd}\n\n{odd}");
    assert_comes_back(&contents);
}

#[test]
fn every_rule_comes_back() {
    let dir = folder();
    let mut contents = read(dir.path(), &Limits::default()).unwrap();
    contents.edition.tie_rule = TieRule::Lot;
    contents.edition.lot_source = Some("Undian \"8 Agustus\"".to_owned());
    contents.edition.openings = OpeningPolicy::Sample;
    contents.edition.sample_ballots = NonZero::new(200);
    contents.edition.minimum_turnout = Some(100);
    contents.edition.objection_days = 0;
    let witness = "witness.example/w1+151555cc+BAtROtm0kkAVygkC7QeQRNOsXb7CMG8GlIwQ2o62458t";
    contents.edition.witnesses = vec![witness.to_owned()];
    for rule in [
        Rule::OnePerCategory,
        Rule::Points { total: 7, max: 3 },
        Rule::Score { max: 10 },
        Rule::Ranked {
            max: 5,
            count: RankedCount::Borda,
        },
        Rule::Ranked {
            max: 3,
            count: RankedCount::InstantRunoff,
        },
    ] {
        contents.edition.rule = rule;
        assert_comes_back(&contents);
    }
    contents.edition.tie_rule = TieRule::JuryMean;
    contents.edition.lot_source = None;
    contents.edition.openings = OpeningPolicy::All;
    contents.edition.sample_ballots = None;
    assert_comes_back(&contents);
}

#[test]
fn nothing_is_written_over() {
    let dir = folder();
    let contents = read(dir.path(), &Limits::default()).unwrap();
    assert!(matches!(
        write(dir.path(), &contents),
        Err(WriteError::NotEmpty(_))
    ));
}

#[test]
fn what_would_not_come_back_is_refused_before_anything_is_written() {
    let dir = folder();
    let mut contents = read(dir.path(), &Limits::default()).unwrap();
    let target = dir.path().join("export");
    contents.innovations[0].themes = vec!["a|b".to_owned()];
    assert!(matches!(
        write(&target, &contents),
        Err(WriteError::Separator {
            column: "themes",
            ..
        })
    ));
    contents.innovations[0].themes.clear();
    contents.media[0].name = "../boat.png".to_owned();
    assert!(matches!(
        write(&target, &contents),
        Err(WriteError::MediaName(_))
    ));
    assert!(fs::metadata(target).is_err());
}

/// Without the mark a spreadsheet reads another encoding, and saves that.
#[test]
fn tables_begin_with_a_byte_order_mark() {
    let dir = folder();
    let mut contents = read(dir.path(), &Limits::default()).unwrap();
    contents.innovations[0].card.name = "Jum’at – ñ".to_owned();
    let target = dir.path().join("export");
    write(&target, &contents).unwrap();
    for table in ["innovations.csv", "categories.csv", "vocabulary.csv"] {
        let bytes = fs::read(target.join(table)).unwrap();
        assert!(bytes.starts_with(b"\xef\xbb\xbf"), "{table}");
    }
    assert_eq!(read(&target, &Limits::default()).unwrap(), contents);
}
