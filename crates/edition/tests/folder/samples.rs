//! Folders that are right in unusual ways.

use std::fs;

use edition::{Limits, read};
use wire::{Level, Precision, Rule, Visibility};

use crate::base::{INNOVATIONS, folder, put, swap};

#[test]
fn everything_is_where_it_belongs() {
    let dir = folder();
    let contents = read(dir.path(), &Limits::default()).unwrap();
    let edition = &contents.edition;
    assert_eq!(edition.rule, Rule::Approval { max: 5 });
    assert_eq!(edition.visibility, Visibility::Frozen { minutes: 60 });
    assert_eq!(
        edition.voting_opens_at.unwrap().to_rfc3339(),
        "2026-08-04T02:00:00+00:00"
    );
    assert_eq!(edition.ends_on.to_string(), "2026-08-07");
    assert!(!contents.categories[1].votable);
    assert_eq!(
        contents
            .map
            .areas
            .iter()
            .filter(|it| it.level == Level::Region)
            .count(),
        1
    );
    assert_eq!(
        (
            contents.vocabulary.affairs.len(),
            contents.vocabulary.goals.len()
        ),
        (38, 17)
    );
    assert_eq!(contents.media[0].content_type, "image/png");
    let [laut, sampah] = &contents.innovations[..] else {
        panic!("two rows")
    };
    assert_eq!(laut.card.slug.as_str(), "si-laut");
    assert_eq!(laut.card.precision, Precision::Point);
    assert_eq!(laut.card.picture.as_ref(), laut.pictures.first());
    assert_eq!(sampah.card.precision, Precision::District);
    assert!(
        (sampah.card.point[0] - 108.3).abs() < 0.01,
        "{:?}",
        sampah.card.point
    );
    assert_eq!((laut.card.number.0, sampah.card.number.0), (1, 2));
}

#[test]
fn a_semicolon_and_a_byte_order_mark_change_nothing() {
    let dir = folder();
    let plain = read(dir.path(), &Limits::default()).unwrap();
    put(
        dir.path(),
        "innovations.csv",
        format!(
            "\u{feff}{}",
            INNOVATIONS.replace(',', ";").replace('\n', "\r\n")
        ),
    );
    put(
        dir.path(),
        "areas.geojson",
        format!(
            "\u{feff}{}",
            fs::read_to_string(dir.path().join("areas.geojson")).unwrap()
        ),
    );
    assert_eq!(read(dir.path(), &Limits::default()).unwrap(), plain);
}

#[test]
fn empty_rows_and_hidden_files_are_passed_over() {
    let dir = folder();
    let plain = read(dir.path(), &Limits::default()).unwrap();
    put(
        dir.path(),
        "innovations.csv",
        format!("{INNOVATIONS}{}\n", ",".repeat(21)),
    );
    put(dir.path(), "media/.DS_Store", "x");
    put(dir.path(), "README.txt", "x");
    assert_eq!(read(dir.path(), &Limits::default()).unwrap(), plain);
}

#[test]
fn two_rows_of_one_name_get_slugs_of_their_own() {
    let dir = folder();
    swap(
        dir.path(),
        "innovations.csv",
        "Sampah Jadi Berkah",
        "SI LAUT",
    );
    let contents = read(dir.path(), &Limits::default()).unwrap();
    let slugs: Vec<&str> = contents
        .innovations
        .iter()
        .map(|it| it.card.slug.as_str())
        .collect();
    assert_eq!(slugs, ["si-laut-blt-001", "si-laut-blt-002"]);
}

#[test]
fn approximate_borders_forgive_five_kilometres() {
    let dir = folder();
    swap(dir.path(), "innovations.csv", "108.1,-2.9", "108.23,-2.9");
    assert!(read(dir.path(), &Limits::default()).is_err());
    swap(
        dir.path(),
        "edition.toml",
        "venue =",
        "approximate_borders = true\nvenue =",
    );
    assert!(read(dir.path(), &Limits::default()).is_ok());
}

#[test]
fn limits_are_the_caller_s() {
    let dir = folder();
    let limits = Limits {
        rows: 1,
        ..Limits::default()
    };
    let said = read(dir.path(), &limits).unwrap_err().to_string();
    assert_eq!(said, "innovations.csv, row 3: expected at most 1 rows");
}

/// The sample edition of this repository.
#[test]
fn the_sample_edition_is_right() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/belitung-timur");
    let contents = match read(&dir, &Limits::default()) {
        Ok(contents) => contents,
        Err(faults) => panic!("{faults}"),
    };
    assert_eq!(contents.innovations.len(), 48);
    for innovation in &contents.innovations {
        let name = &innovation.card.name;
        for text in [
            &innovation.design,
            &innovation.purpose,
            &innovation.benefit,
            &innovation.results.before,
            &innovation.results.after,
            &innovation.initiator_name,
            &innovation.budget_source,
            &innovation.contact,
            &innovation.card.booth,
        ] {
            assert!(!text.is_empty(), "{name}");
        }
        assert!(innovation.budget.is_some(), "{name}");
        assert!(innovation.beneficiaries.is_some(), "{name}");
        assert!(innovation.trial_on.is_some(), "{name}");
        for list in [
            &innovation.card.goals,
            &innovation.related_affairs,
            &innovation.themes,
            &innovation.awards,
        ] {
            assert!(!list.is_empty(), "{name}");
        }
        assert!(
            !innovation.reach.is_empty() && !innovation.pictures.is_empty(),
            "{name}"
        );
        // What could be taken for a fact says that it is none.
        let video = &innovation.video_url;
        assert!(
            video.starts_with("https://example.org/video/"),
            "{name}: {video}"
        );
        let plain = |award: &String| award.starts_with("Contoh: ") && award.contains("rekaan");
        assert!(
            innovation.awards.iter().all(plain),
            "{name}: {:?}",
            innovation.awards
        );
    }
}
