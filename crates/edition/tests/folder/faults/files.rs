//! Files that lie in a folder beside ours, or instead of them.

use std::fs;
use std::path::Path;

use super::said;
use crate::base::put;

/// The right file under another name.
fn renamed(from: &str, to: &str) -> Vec<String> {
    said(|dir| fs::rename(dir.join(from), dir.join(to)).unwrap())
}

#[test]
fn litter_and_copies_stop_nothing() {
    for name in [
        "innovations.xlsx",
        "~$innovations.xlsx",
        "~$innovations.csv",
        ".~lock.innovations.csv#",
        "innovations (1).csv",
        "innovations.csv.bak",
        "innovation.csv",
        "innovations.cvs",
        "areas.geojson~",
        "categories.xlsx",
        "edition.toml.txt",
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
        "Daftar inovasi.docx",
        "README.md",
    ] {
        assert_eq!(said(|dir| put(dir, name, "x")), [""; 0], "{name}");
    }
}

#[test]
fn the_right_file_under_another_name_is_found() {
    for (file, other) in [
        ("innovations.csv", "innovations.cvs"),
        ("innovations.csv", "INNOVATIONS.CSV"),
        ("innovations.csv", "innovations.csv.csv"),
        ("innovations.csv", "innovations (1).csv"),
        ("edition.toml", "edition.toml.txt"),
        ("categories.csv", "category.csv"),
    ] {
        let expected =
            format!("{file}: found \"{other}\", expected this file: rename it to {file}");
        assert_eq!(renamed(file, other)[0], expected);
    }
    for other in [
        "areas.json",
        "areas.geojson.txt",
        "Areas.GeoJSON",
        "batas kecamatan.geojson",
    ] {
        let expected = format!(
            "areas.geojson: found \"{other}\", expected this file or areas.topojson: rename it to areas.geojson"
        );
        assert_eq!(renamed("areas.geojson", other), [expected]);
    }
}

#[test]
fn borders_and_tables_in_other_formats_are_named_with_what_to_do() {
    for name in [
        "BATAS_KECAMATAN.shp",
        "kecamatan.kml",
        "kecamatan.kmz",
        "batas.gpkg",
        "bps.xlsx",
    ] {
        let found = said(|dir| {
            fs::remove_file(dir.join("areas.geojson")).unwrap();
            put(dir, name, "x");
        });
        let expected = format!(
            "areas.geojson: found \"{name}\", expected this file or areas.topojson; in QGIS: open it, then \
             Export, Save Features As, format GeoJSON, CRS EPSG:4326, with the fields code and name"
        );
        assert_eq!(found, [expected]);
    }
    for name in [
        "innovations.xlsx",
        "Daftar Inovasi 2026.xlsx",
        "inovasi.ods",
    ] {
        let found = said(|dir| {
            fs::remove_file(dir.join("innovations.csv")).unwrap();
            put(dir, name, "x");
        });
        let expected = format!(
            "innovations.csv: found \"{name}\", expected this file; in the spreadsheet: Save As, \
             \"CSV UTF-8\", and name it innovations.csv"
        );
        assert_eq!(found, [expected]);
    }
}

#[test]
fn a_file_that_was_only_renamed_is_told_by_its_first_bytes() {
    type Case = (&'static str, &'static [u8], &'static str);
    let cases: [Case; 5] = [
        (
            "innovations.csv",
            b"PK\x03\x04 and more",
            "innovations.csv: found \"a workbook (.xlsx), KMZ or other ZIP file under another name\", expected CSV (in the spreadsheet: Save As, \"CSV UTF-8\")",
        ),
        (
            "innovations.csv",
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "innovations.csv: found \"an old workbook (.xls) under another name\", expected CSV (in the spreadsheet: Save As, \"CSV UTF-8\")",
        ),
        (
            "innovations.csv",
            b"\n<HTML><table>",
            "innovations.csv: found \"a web page under another name\", expected CSV (in the spreadsheet: Save As, \"CSV UTF-8\")",
        ),
        (
            "areas.geojson",
            b"<?xml version=\"1.0\"?><kml>",
            "areas.geojson: found \"KML or other XML under another name\", expected GeoJSON or TopoJSON; in QGIS: open it, then Export, Save Features As, format GeoJSON, CRS EPSG:4326, with the fields code and name",
        ),
        (
            "edition.toml",
            b"%PDF-1.7",
            "edition.toml: found \"a PDF under another name\", expected plain text",
        ),
    ];
    for (name, bytes, expected) in cases {
        let found = said(|dir: &Path| put(dir, name, bytes));
        assert_eq!(found[0], expected);
    }
}
