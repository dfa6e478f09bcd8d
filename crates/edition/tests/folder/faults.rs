//! Bad folders, and exactly what is said of each.

mod borders;
mod files;
mod rows;
mod settings;
mod tables;
mod texts;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use edition::{Limits, read};

use crate::base::{folder, put, swap};

/// What is said of the good folder after `damage`, line by line.
fn said(damage: impl FnOnce(&Path)) -> Vec<String> {
    let dir = folder();
    damage(dir.path());
    match read(dir.path(), &Limits::default()) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.to_string().lines().map(str::to_owned).collect(),
    }
}

/// A file, a text in it, what it is changed to, and what is said of that.
type Case = (&'static str, &'static str, &'static str, &'static str);

fn check(cases: &[Case]) {
    for (file, from, to, expected) in cases {
        let expected: Vec<&str> = expected.lines().collect();
        assert_eq!(
            said(|dir| swap(dir, file, from, to)),
            expected,
            "{from} -> {to}"
        );
    }
}

#[test]
fn the_good_folder_is_good() {
    assert_eq!(said(|_| {}), [""; 0]);
}

#[test]
fn files_that_are_not_what_they_should_be() {
    type Damage = fn(&Path);
    let cases: [(Damage, &str); 21] = [
        (
            |dir| fs::remove_file(dir.join("edition.toml")).unwrap(),
            "edition.toml: expected this file",
        ),
        (
            |dir| fs::remove_file(dir.join("categories.csv")).unwrap(),
            "categories.csv: expected this file",
        ),
        (
            |dir| fs::remove_file(dir.join("innovations.csv")).unwrap(),
            "innovations.csv: expected this file",
        ),
        (
            |dir| fs::remove_file(dir.join("areas.geojson")).unwrap(),
            "areas.geojson: expected this file or areas.topojson",
        ),
        (
            |dir| put(dir, "areas.topojson", "{}"),
            "areas.topojson: expected areas.geojson or areas.topojson, not both",
        ),
        (
            |dir| put(dir, "innovations.csv", ""),
            "innovations.csv: found \"an empty file\", expected contents",
        ),
        (
            |dir| put(dir, "areas.geojson", "{\"type\":"),
            "areas.geojson: expected JSON; EOF while parsing a value at line 1 column 8",
        ),
        (
            |dir| put(dir, "areas.geojson", "{\"type\":\"Point\"}"),
            "areas.geojson: found \"Point\", expected a GeoJSON FeatureCollection or a TopoJSON Topology",
        ),
        (
            |dir| put(dir, "edition.toml", "slug = \"a\"\nvenue = "),
            "edition.toml, line 2: expected TOML; string values must be quoted, expected literal string",
        ),
        (
            |dir| {
                put(
                    dir,
                    "categories.csv",
                    b"code,label_id,colour,shape\nasn,Pegawai \xe9,0,circle\n",
                );
            },
            "categories.csv, line 2: found \"byte 0xE9 at position 40\", expected UTF-8 text (save the file as \"CSV UTF-8\" or \"UTF-8\")",
        ),
        (
            |dir| {
                fs::File::create(dir.join("areas.geojson"))
                    .unwrap()
                    .set_len(200_000_000)
                    .unwrap();
            },
            "areas.geojson: found \"200000000 bytes\", expected at most 32000000 bytes",
        ),
        (
            |dir| put(dir, "vocabularry.csv", "x"),
            "vocabularry.csv: expected no file of this name (did you mean \"vocabulary.csv\"?)",
        ),
        (
            |dir| put(dir, "media/boat.png", "<?xml?><svg onload='x'/>"),
            "media/boat.png: found \"SVG\", expected WebP, PNG or JPEG (an SVG may hold scripts)",
        ),
        (
            |dir| put(dir, "media/boat.png", "GIF89a"),
            "media/boat.png: found \"GIF\", expected WebP, PNG or JPEG",
        ),
        (
            |dir| put(dir, "media/boat.png", "MZ\0\0"),
            "media/boat.png: found \"another kind of file\", expected WebP, PNG or JPEG",
        ),
        (
            |dir| put(dir, "media/boat.png", b"\xff\xd8\xff\xe0"),
            "media/boat.png: found \"image/jpeg\", expected a name that ends in .jpg",
        ),
        (
            |dir| put(dir, "media/boat.png", ""),
            "media/boat.png: found \"an empty file\", expected contents",
        ),
        (
            |dir| put(dir, "media/a b.png", "x"),
            "media/a b.png: expected a name of letters, digits, -, _ and dots, at most 100",
        ),
        (
            |dir| fs::create_dir(dir.join("media/more")).unwrap(),
            "media/more: found \"a folder\", expected a file",
        ),
        (
            |dir| {
                fs::File::create(dir.join("media/big.png"))
                    .unwrap()
                    .set_len(3_000_000)
                    .unwrap();
            },
            "media/big.png: found \"3000000 bytes\", expected at most 2000000 bytes",
        ),
        (
            |dir| {
                fs::remove_file(dir.join("areas.geojson")).unwrap();
                fs::create_dir(dir.join("areas.geojson")).unwrap();
            },
            "areas.geojson: found \"a folder\", expected a file",
        ),
    ];
    for (damage, expected) in cases {
        assert_eq!(said(damage), [expected]);
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let expected = "innovations.csv: found \"a symbolic link\", expected a file";
    let damage = |dir: &Path| {
        fs::rename(dir.join("innovations.csv"), dir.join("list.txt")).unwrap();
        std::os::unix::fs::symlink("list.txt", dir.join("innovations.csv")).unwrap();
    };
    assert_eq!(said(damage), [expected]);
    let damage = |dir: &Path| {
        std::os::unix::fs::symlink("/etc/passwd", dir.join("media/x.png")).unwrap();
    };
    assert_eq!(
        said(damage),
        ["media/x.png: found \"a symbolic link\", expected a file"]
    );
}

#[test]
fn a_folder_that_is_none() {
    let faults = read(Path::new("/nowhere/at/all"), &Limits::default()).unwrap_err();
    assert_eq!(faults.to_string(), "/nowhere/at/all: expected a folder");
}

#[test]
fn lengths_are_counted_in_characters() {
    let exact = "ä".repeat(120);
    assert_eq!(
        said(|dir| swap(dir, "innovations.csv", "SI LAUT", &exact)),
        [""; 0]
    );
    let name = format!(
        "innovations.csv, row 2, column \"name\": found \"{}…\", expected at most 120 characters (this has 121)",
        "ä".repeat(60)
    );
    assert_eq!(
        said(|dir| swap(dir, "innovations.csv", "SI LAUT", &"ä".repeat(121))),
        [name]
    );
    let summary = format!(
        "innovations.csv, row 3, column \"summary\": found \"{}…\", expected at most 160 characters (this has 161)",
        "x".repeat(60)
    );
    assert_eq!(
        said(|dir| swap(dir, "innovations.csv", "Bank sampah", &"x".repeat(161))),
        [summary]
    );
}

#[test]
fn slugs_of_two_rows_differ() {
    let slugs = "id,slug,name,summary,category,area,agency,stage,kind,form,affair,initiator\n\
        1,laut,A,s,agency,19.06,D,trial,digital,other,1,agency\n\
        2,laut,B,s,agency,19.06,D,trial,digital,other,1,agency\n";
    let expected = "innovations.csv, row 3, column \"slug\": found \"laut\", expected a value that no other row has (row 2 has the same)";
    assert_eq!(said(|dir| put(dir, "innovations.csv", slugs)), [expected]);
}

#[test]
fn more_categories_than_shapes() {
    let mut text = "code,label_id,colour,shape\n".to_owned();
    for (i, shape) in wire::Shape::ALL.iter().enumerate() {
        writeln!(
            text,
            "{},L,{i},{}",
            ["agency", "school"]
                .get(i)
                .map_or_else(|| format!("c{i}"), |it| (*it).to_owned()),
            shape.as_str()
        )
        .unwrap();
    }
    assert_eq!(said(|dir| put(dir, "categories.csv", &text)), [""; 0]);
    text += "one_more,L,0,circle\n";
    let expected =
        "categories.csv: found \"11 categories\", expected at most 10, one for each shape";
    assert_eq!(said(|dir| put(dir, "categories.csv", &text)), [expected]);
}

#[test]
fn vocabulary() {
    for (text, expected) in [
        (
            "list,code,label_id\nstages,a,A\n",
            "vocabulary.csv, row 2, column \"list\": found \"stages\", expected form, kind, stage, initiator, affair or goal",
        ),
        (
            "list,code,label_id\ngoal,A B,A\ngoal,8,B\ngoal,14,C\n",
            "vocabulary.csv, row 2, column \"code\": found \"A B\", expected lower-case letters, digits, _ and -, at most 64",
        ),
        (
            "list,code,label_id\nform,other,A\nform,public_service,B\nform,other,A\n",
            "vocabulary.csv, row 4, column \"code\": found \"other\", expected a code that is not in this list yet",
        ),
        (
            "list,code\nform,a\n",
            "vocabulary.csv, row 1: expected the headings of this file: add \"label_id\"",
        ),
        (
            "list,code,label_id\nstage,trial,Uji\n",
            "innovations.csv, row 3, column \"stage\": found \"initiative\", expected a code of the list stage: trial (Uji)",
        ),
    ] {
        assert_eq!(said(|dir| put(dir, "vocabulary.csv", text)), [expected]);
    }
}

#[test]
fn places_in_maps_are_named() {
    let file = "areas.geojson";
    check(&[
        (
            file,
            "\"name\":\"Gantung\"",
            "\"nama\":\"Gantung\"",
            "areas.geojson, feature 3, \"name\": expected a name of 1 to 100 characters",
        ),
        (
            file,
            "[108.0,-3.0]",
            "[-3.0,108.0]",
            "areas.geojson, feature 1, \"geometry\": found \"[-3.0,108.0]\", expected longitude before latitude; these look like latitude before longitude: swap them",
        ),
        (
            file,
            "\"features\"",
            "\"crs\":{\"properties\":{\"name\":\"EPSG:3857\"}},\"features\"",
            "areas.geojson, \"crs\": found \"EPSG:3857\", expected longitude and latitude on WGS 84 (CRS84 or EPSG:4326); save the file again in EPSG:4326",
        ),
    ]);
}

#[test]
fn every_fault_of_every_file_is_said_at_once() {
    let said = said(|dir| {
        swap(dir, "edition.toml", "Asia/Jakarta", "WIB");
        swap(dir, "categories.csv", "star", "heart");
        swap(dir, "innovations.csv", "trial,digital", "trial,digitl");
        swap(dir, "innovations.csv", "8|14", "99");
        put(dir, "media/boat.png", "x");
    });
    let files: Vec<&str> = said
        .iter()
        .map(|line| line.split([',', ':']).next().unwrap())
        .collect();
    assert_eq!(
        files,
        [
            "edition.toml",
            "categories.csv",
            "media/boat.png",
            "innovations.csv",
            "innovations.csv"
        ]
    );
}
