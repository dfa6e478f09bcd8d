//! Files that lie there instead of the ones that should: what each is, and what to do
//! with it.

use std::path::Path;

use crate::fault::{Fault, Faults, Place};
use crate::text::nearest;

pub(crate) const ADVICE_BORDERS: &str = "in QGIS: open it, then Export, Save Features As, format \
    GeoJSON, CRS EPSG:4326, with the fields code and name";
pub(crate) const ADVICE_TABLE: &str = "in the spreadsheet: Save As, \"CSV UTF-8\"";

/// What the first bytes say of a file that is none of ours.
pub(crate) fn kind(bytes: &[u8]) -> Option<&'static str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    let begins = |with: &[u8]| {
        start
            .get(..with.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(with))
    };
    if bytes.starts_with(b"PK\x03\x04") {
        Some("a workbook (.xlsx), KMZ or other ZIP file under another name")
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        Some("an old workbook (.xls) under another name")
    } else if bytes.starts_with(b"\0\0\x27\x0a") {
        Some("a Shapefile under another name")
    } else if bytes.starts_with(b"SQLite format 3\0") {
        Some("a GeoPackage or another database under another name")
    } else if bytes.starts_with(b"%PDF") {
        Some("a PDF under another name")
    } else if begins(b"<html") || begins(b"<!doctype") || begins(b"<table") {
        Some("a web page under another name")
    } else if begins(b"<?xml") || begins(b"<kml") || begins(b"<gml") {
        Some("KML or other XML under another name")
    } else {
        None
    }
}

/// Whether a file is left there by a program, and nobody means it.
pub(crate) fn is_litter(name: &str) -> bool {
    const LITTER: [&str; 4] = ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"];
    name.starts_with(['.', '~'])
        || name.ends_with('~')
        || LITTER.contains(&name.to_lowercase().as_str())
}

/// Names of all that is there, but for litter.
pub(crate) fn names(dir: &Path) -> Vec<String> {
    let entries = dir.read_dir().into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !is_litter(name))
        .collect();
    names.sort();
    names
}

/// Says that a file is missing; names the one that is likely meant.
pub(crate) fn say(dir: &Path, file: &str, expected: &str, faults: &mut Faults) {
    let names = names(dir);
    let extension = |name: &String| {
        let (_, extension) = name.rsplit_once('.')?;
        Some(extension.to_lowercase())
    };
    let with = |wanted: &[&str]| {
        let is_it = |it: &&String| extension(it).is_some_and(|it| wanted.contains(&it.as_str()));
        names.iter().find(is_it)
    };
    let table = file.strip_suffix(".csv");
    let borders = table.is_none() && file.starts_with("areas");
    // innovations.xlsx and innovations.CSV are nearer than any other workbook.
    let stem = |name: &&String| {
        let stem = name.split('.').next().unwrap_or_default();
        table.is_some_and(|table| stem.eq_ignore_ascii_case(table))
    };
    let workbook = names
        .iter()
        .filter(stem)
        .find(|it| extension(it).is_some_and(|it| WORKBOOKS.contains(&it.as_str())));
    let found = if let Some(name) = workbook {
        Some((
            name.clone(),
            format!("{expected}; {ADVICE_TABLE}, and name it {file}"),
        ))
    } else if let Some(name) = nearest(file, names.iter().map(String::as_str)) {
        Some((name.to_owned(), format!("{expected}: rename it to {file}")))
    } else if borders {
        let name = with(&[
            "shp", "kml", "kmz", "gpkg", "gml", "tab", "dxf", "zip", "xlsx", "xls",
        ]);
        let json = with(&["geojson", "topojson", "json"]);
        match (json, name) {
            (Some(json), _) => Some((json.clone(), format!("{expected}: rename it to {file}"))),
            (None, Some(name)) => Some((name.clone(), format!("{expected}; {ADVICE_BORDERS}"))),
            (None, None) => None,
        }
    } else {
        // Of the tables only one can be in a workbook of any name.
        let name = with(WORKBOOKS).filter(|_| file == crate::innovations::FILE);
        name.map(|name| {
            (
                name.clone(),
                format!("{expected}; {ADVICE_TABLE}, and name it {file}"),
            )
        })
    };
    let (found, expected) = match found {
        Some((found, expected)) => (Some(found), expected),
        None => (None, expected.to_owned()),
    };
    faults.add(Fault::new(file, Place::File, found.as_deref(), expected));
}

const WORKBOOKS: &[&str] = &["xlsx", "xls", "xlsm", "ods", "numbers"];
