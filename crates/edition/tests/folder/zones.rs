//! Time zones: only real ones, the one of the region, under its own name.

use chrono::{DateTime, Utc};
use edition::{Limits, read};
use tempfile::TempDir;

use crate::base::{folder, swap};
use crate::round_trip::assert_comes_back;

const ZONE: &str = "timezone = \"Asia/Jakarta\"";

/// A region's code, zone and label, in place of the folder's.
fn with(zone: &str, label: Option<&str>) -> TempDir {
    let dir = folder();
    let label = label.map_or_else(String::new, |it| format!("\ntimezone_label = \"{it}\""));
    swap(
        dir.path(),
        "edition.toml",
        ZONE,
        &format!("timezone = \"{zone}\"{label}"),
    );
    dir
}

/// All faults, one a line; empty if there are none.
fn faults(dir: &TempDir) -> String {
    read(dir.path(), &Limits::default()).map_or_else(|faults| faults.to_string(), |_| String::new())
}

/// Code `99.01`: of no province, so that any zone may be its own.
fn abroad(zone: &str, label: Option<&str>) -> TempDir {
    let dir = with(zone, label);
    for file in ["edition.toml", "areas.geojson", "innovations.csv"] {
        let path = dir.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.replace("19.06", "99.01").replace("1906", "9901");
        std::fs::write(path, text.replace("19.02", "99.02")).unwrap();
    }
    dir
}

#[test]
fn what_is_no_zone_is_named_with_the_right_one() {
    for zone in [
        "Asia/Surabaya",
        "Asia/Bandung",
        "Asia/Medan",
        "Asia/Manado",
        "Asia/Bali",
        "Asia/Denpasar",
        "Asia/Papua",
        "Asia/Bogor",
        "Asia/Jakrata",
        "asia/jakarta",
        "Indonesia/Barat",
        "Bogor/WIB",
        "WIB",
        "UTC+7",
        "+07:00",
        "Asia/Jakarta/Bogor",
    ] {
        assert_eq!(
            faults(&with(zone, None)),
            format!(
                "edition.toml, key \"region.timezone\": found \"{zone}\", expected a time zone of the \
                 IANA list; in Indonesia Asia/Jakarta or Asia/Pontianak (WIB), Asia/Makassar (WITA), \
                 Asia/Jayapura (WIT); for region 19.06 Asia/Jakarta"
            )
        );
    }
}

/// Where no province says which, only what is nearly right is suggested.
#[test]
fn no_spelling_leads_to_another_country() {
    for (zone, hint) in [
        ("Asia/Jakrata", " (did you mean \"Asia/Jakarta\"?)"),
        ("asia/makasar", " (did you mean \"Asia/Makassar\"?)"),
        ("Asia/Tokio", " (did you mean \"Asia/Tokyo\"?)"),
        ("Asia/Bali", ""),
        ("Asia/Medan", ""),
        ("Asia/Bandung", ""),
        ("Asia/Manado", ""),
    ] {
        let said = faults(&abroad(zone, None));
        let (_, after) = said.split_once("(WIT)").expect(&said);
        assert_eq!(after, hint, "{zone}");
    }
}

/// A folder that was copied from another island.
#[test]
fn the_zone_is_that_of_the_province() {
    for (zone, label) in [
        ("Asia/Makassar", None),
        ("Asia/Makassar", Some("WITA")),
        ("Asia/Jayapura", None),
    ] {
        assert_eq!(
            faults(&with(zone, label)),
            format!(
                "edition.toml, key \"region.timezone\": found \"{zone}\", expected Asia/Jakarta (WIB), \
                 the zone of region 19.06"
            )
        );
    }
    assert_eq!(faults(&with("Asia/Pontianak", None)), "");
}

/// The clock of one zone under the name of another brings voters an hour late.
#[test]
fn a_label_that_contradicts_its_zone_is_a_fault() {
    for (zone, label, right) in [
        ("Asia/Makassar", "WIB", "\"WITA\", as in Asia/Makassar"),
        ("Asia/Jayapura", "WITA", "\"WIT\", as in Asia/Jayapura"),
        ("Asia/Jakarta", "WIT", "\"WIB\", as in Asia/Jakarta"),
        ("Asia/Jakarta", "GMT+7", "\"WIB\", as in Asia/Jakarta"),
        ("Asia/Jakarta", "wib", "\"WIB\", as in Asia/Jakarta"),
        ("Asia/Singapore", "WITA", "\"UTC+8\", as in Asia/Singapore"),
        ("Asia/Singapore", "UTC+7", "\"UTC+8\", as in Asia/Singapore"),
        (
            "Europe/London",
            "GMT+0",
            "\"BST\" and \"GMT\", as in Europe/London",
        ),
    ] {
        assert_eq!(
            faults(&abroad(zone, Some(label))),
            format!(
                "edition.toml, key \"region.timezone_label\": found \"{label}\", expected {right}, or no \
                 such key"
            )
        );
    }
}

#[test]
fn hours_are_told_as_the_zone_tells_them() {
    let noon: DateTime<Utc> = "2026-08-04T12:00:00Z".parse().unwrap();
    let winter: DateTime<Utc> = "2027-01-04T12:00:00Z".parse().unwrap();
    for (zone, label, in_summer, in_winter) in [
        ("Asia/Jakarta", None, "19:00 WIB", "19:00 WIB"),
        ("Asia/Jakarta", Some("WIB"), "19:00 WIB", "19:00 WIB"),
        ("Asia/Makassar", None, "20:00 WITA", "20:00 WITA"),
        ("Asia/Jayapura", None, "21:00 WIT", "21:00 WIT"),
        ("Asia/Singapore", None, "20:00 UTC+8", "20:00 UTC+8"),
        ("Asia/Singapore", Some("SGT"), "20:00 SGT", "20:00 SGT"),
        ("Asia/Dili", None, "21:00 UTC+9", "21:00 UTC+9"),
        ("Europe/London", None, "13:00 BST", "12:00 GMT"),
        ("Europe/London", Some("GMT"), "13:00 BST", "12:00 GMT"),
        ("America/St_Johns", None, "09:30 NDT", "08:30 NST"),
        (
            "Australia/Lord_Howe",
            None,
            "22:30 UTC+10:30",
            "23:00 UTC+11",
        ),
    ] {
        let dir = abroad(zone, label);
        let contents = match read(dir.path(), &Limits::default()) {
            Ok(contents) => contents,
            Err(faults) => panic!("{zone}: {faults}"),
        };
        let region = &contents.edition.region;
        assert_eq!(
            region.moment(noon),
            format!("2026-08-04 {in_summer}"),
            "{zone}"
        );
        assert_eq!(
            region.moment(winter),
            format!("2027-01-04 {in_winter}"),
            "{zone}"
        );
        assert_comes_back(&contents);
    }
}
