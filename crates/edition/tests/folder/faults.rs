//! Bad folders, and exactly what is said of each.

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
            |dir| put(dir, "innovations.cvs", "x"),
            "innovations.cvs: expected no file of this name (did you mean \"innovations.csv\"?)",
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
fn settings() {
    let file = "edition.toml";
    check(&[
        (
            file,
            "slug = \"pekan-2026\"",
            "slug = \"Pekan 2026\"",
            "edition.toml, key \"slug\": found \"Pekan 2026\", expected lower-case letters, digits and hyphens",
        ),
        (
            file,
            "venue = \"Auditorium\"",
            "",
            "edition.toml, key \"venue\": expected this key",
        ),
        (
            file,
            "venue = \"Auditorium\"",
            "venue = 3",
            "edition.toml, key \"venue\": found \"3\", expected a text in quotation marks",
        ),
        (
            file,
            "attribution =",
            "atribution =",
            "edition.toml, key \"atribution\": expected no key of this name here (did you mean \"attribution\"?)",
        ),
        (
            file,
            "[\"Batas: contoh\"]",
            "\"Batas\"",
            "edition.toml, key \"attribution\": found \"\"Batas\"\", expected a list of texts: [\"…\", \"…\"]",
        ),
        (
            file,
            "starts_on = \"2026-08-04\"",
            "starts_on = \"4 Agustus\"",
            "edition.toml, key \"starts_on\": found \"4 Agustus\", expected a date such as 2026-08-04",
        ),
        (
            file,
            "ends_on = 2026-08-07",
            "ends_on = 2026-08-01",
            "edition.toml, key \"ends_on\": found \"2026-08-01\", expected 2026-08-04 or later",
        ),
        (
            file,
            "id = \"Pekan Inovasi 2026\"",
            "",
            "edition.toml, key \"name.id\": expected a text in Indonesian",
        ),
        (
            file,
            "en = \"Innovation",
            "English = \"Innovation",
            "edition.toml, key \"name.English\": expected a language tag such as id or en",
        ),
        (
            file,
            "Asia/Jakarta",
            "Asia/Jakrata",
            "edition.toml, key \"region.timezone\": found \"Asia/Jakrata\", expected a time zone such as Asia/Jakarta (did you mean \"Asia/Jakarta\"?)",
        ),
        (
            file,
            "Asia/Jakarta",
            "WIB",
            "edition.toml, key \"region.timezone\": found \"WIB\", expected a time zone such as Asia/Jakarta",
        ),
        (
            file,
            "\"approval\"",
            "\"ranked\"",
            "edition.toml, key \"voting.rule\": found \"ranked\", expected one_per_category or approval",
        ),
        (
            file,
            "max = 5",
            "",
            "edition.toml, key \"voting.max\": expected this key, with rule \"approval\"",
        ),
        (
            file,
            "max = 5",
            "max = 0",
            "edition.toml, key \"voting.max\": found \"0\", expected a whole number from 1 to 100",
        ),
        (
            file,
            "\"approval\"",
            "\"one_per_category\"",
            "edition.toml, key \"voting.max\": expected no such key with rule \"one_per_category\"",
        ),
        (
            file,
            "\"frozen\"",
            "\"secret\"",
            "edition.toml, key \"voting.visibility\": found \"secret\", expected live, frozen or hidden",
        ),
        (
            file,
            "frozen_minutes = 60",
            "",
            "edition.toml, key \"voting.frozen_minutes\": expected this key, with visibility \"frozen\"",
        ),
        (
            file,
            "closes_at = 2026-08-07T15:00:00+07:00",
            "",
            "edition.toml, key \"voting.closes_at\": expected this key, with visibility \"frozen\"",
        ),
        (
            file,
            "2026-08-07T15:00:00+07:00",
            "2026-08-04T08:00:00+07:00",
            "edition.toml, key \"voting.closes_at\": found \"2026-08-04T01:00:00Z\", expected a moment after opens_at, 2026-08-04T02:00:00Z",
        ),
        (
            file,
            "2026-08-04T09:00:00+07:00",
            "2026-08-04 09.00",
            "edition.toml, key \"voting.opens_at\": found \"2026-08-04 09.00\", expected a date and time with its offset, such as 2026-08-04T09:00:00+07:00",
        ),
        (
            file,
            "https://tile",
            "http://tile",
            "edition.toml, key \"tiles.url\": found \"http://tile.example.org/{z}/{x}/{y}.png\", expected https:// with {z}, {x} and {y} once each and nothing else in braces",
        ),
        (
            file,
            "https://tile",
            "https://{s}.tile",
            "edition.toml, key \"tiles.url\": found \"https://{s}.tile.example.org/{z}/{x}/{y}.png\", expected https:// with {z}, {x} and {y} once each and nothing else in braces",
        ),
        (
            file,
            "max_zoom = 19",
            "max_zoom = 30",
            "edition.toml, key \"tiles.max_zoom\": found \"30\", expected a whole number from 1 to 22",
        ),
        (
            file,
            "[voting]",
            "[vote]",
            "edition.toml, key \"voting\": expected this table\nedition.toml, key \"vote\": expected no key of this name here",
        ),
    ]);
}

#[test]
fn categories() {
    let file = "categories.csv";
    check(&[
        (
            file,
            "agency,P",
            "Agency,P",
            "categories.csv, row 2, column \"code\": found \"Agency\", expected lower-case letters, digits and _, at most 64\ninnovations.csv, row 2, column \"category\": found \"agency\", expected a code of categories.csv (did you mean \"Agency\"?)",
        ),
        (
            file,
            "Perangkat daerah",
            "",
            "categories.csv, row 2, column \"label_id\": expected a value",
        ),
        (
            file,
            "0,circle",
            "10,circle",
            "categories.csv, row 2, column \"colour\": found \"10\", expected a whole number from 0 to 9, digits only",
        ),
        (
            file,
            "1,star",
            "0,star",
            "categories.csv, row 3, column \"colour\": found \"0\", expected a colour other than that of agency",
        ),
        (
            file,
            "1,star",
            "1,circle",
            "categories.csv, row 3, column \"shape\": found \"circle\", expected a shape other than that of agency",
        ),
        (
            file,
            "1,star",
            "1,heart",
            "categories.csv, row 3, column \"shape\": found \"heart\", expected one of circle, square, diamond, triangle, triangle_down, pentagon, hexagon, star, cross, drop",
        ),
        (
            file,
            "star,no",
            "star,maybe",
            "categories.csv, row 3, column \"votable\": found \"maybe\", expected yes or no",
        ),
        (
            file,
            "star,no",
            "star",
            "categories.csv, row 3: found \"5 fields\", expected 6 fields, as in the header (is a quotation mark or separator missing or too many?)",
        ),
        (
            file,
            "label_en",
            "label_id",
            "categories.csv, column \"label_id\": expected this column once, not twice",
        ),
        (
            file,
            "votable",
            "voteable",
            "categories.csv, column \"voteable\": expected no column of this name (did you mean \"votable\"?)",
        ),
        (
            file,
            "shape",
            "sign",
            "categories.csv, column \"sign\": expected no column of this name\ncategories.csv, column \"shape\": expected this column in the header",
        ),
    ]);
}

#[test]
fn innovations() {
    let file = "innovations.csv";
    check(&[
        (
            file,
            "BLT-001",
            "BLT 001",
            "innovations.csv, row 2, column \"id\": found \"BLT 001\", expected letters, digits, -, ., / and _",
        ),
        (
            file,
            "BLT-002",
            "BLT-001",
            "innovations.csv, row 3, column \"id\": found \"BLT-001\", expected a value that no other row has; row 2 has the same",
        ),
        (
            file,
            "SI LAUT",
            "",
            "innovations.csv, row 2, column \"name\": expected a value",
        ),
        (
            file,
            "agency,19.06.01",
            "agncy,19.06.01",
            "innovations.csv, row 2, column \"category\": found \"agncy\", expected a code of categories.csv (did you mean \"agency\"?)",
        ),
        (
            file,
            "school,19",
            "umkm,19",
            "innovations.csv, row 3, column \"category\": found \"umkm\", expected a code of categories.csv: agency, school",
        ),
        (
            file,
            "19.06.01.2001",
            "19.06.01.2002",
            "innovations.csv, row 2, column \"area\": found \"19.06.01.2002\", expected the code of an area (did you mean \"19.06.01.2001\"?)",
        ),
        (
            file,
            "school,19.06.02",
            "school,19.02",
            "innovations.csv, row 3, column \"area\": found \"19.02\", expected the code of an area (did you mean \"19.06\"?)",
        ),
        (
            file,
            "108.1,-2.9",
            "108.39,-2.9",
            "innovations.csv, row 2, column \"longitude\": found \"108.39 -2.9\", expected a place in 19.06.01.2001 Lalang; this one is 21.1 km outside",
        ),
        (
            file,
            "108.1,-2.9",
            ",-2.9",
            "innovations.csv, row 2, column \"longitude\": expected a value, as there is a latitude",
        ),
        (
            file,
            "108.1,-2.9",
            "-2.9,108.1",
            "innovations.csv, row 2, column \"latitude\": found \"108.1\", expected -90 to 90; are longitude and latitude swapped?",
        ),
        (
            file,
            "108.1,-2.9",
            "108°06',-2.9",
            "innovations.csv, row 2, column \"longitude\": found \"108°06'\", expected degrees with a decimal point, such as 108.267 or -2.883",
        ),
        (
            file,
            "trial,digital",
            "tial,digital",
            "innovations.csv, row 2, column \"stage\": found \"tial\", expected a code of the list stage (did you mean \"trial\"?)",
        ),
        (
            file,
            "8|14",
            "8|14|18",
            "innovations.csv, row 2, column \"goals\": found \"18\", expected a code of the list goal",
        ),
        (
            file,
            "8|14",
            "8|8",
            "innovations.csv, row 2, column \"goals\": found \"8\", expected each code once",
        ),
        (
            file,
            "8|14",
            "8||14",
            "innovations.csv, row 2, column \"goals\": found \"8||14\", expected a value before and after each |",
        ),
        (
            file,
            ",25,17,",
            ",25,25,",
            "innovations.csv, row 2, column \"related_affairs\": found \"25\", expected fields other than affair",
        ),
        (
            file,
            "2025-01-02",
            "02/01/2025",
            "innovations.csv, row 2, column \"trial_on\": found \"02/01/2025\", expected a date such as 2026-08-04",
        ),
        (
            file,
            "2026-01-02",
            "2024-02-30",
            "innovations.csv, row 2, column \"in_use_since\": found \"2024-02-30\", expected a date such as 2026-08-04",
        ),
        (
            file,
            "2026-01-02",
            "2024-02-28",
            "innovations.csv, row 2, column \"in_use_since\": found \"2024-02-28\", expected 2025-01-02 (trial_on) or later",
        ),
        (
            file,
            "1500000",
            "1.500.000",
            "innovations.csv, row 2, column \"budget\": found \"1.500.000\", expected a whole number from 0 to 100000000000000, digits only",
        ),
        (
            file,
            "boat.png",
            "boot.png",
            "innovations.csv, row 2, column \"pictures\": found \"boot.png\", expected a file in media/ (did you mean \"boat.png\"?)",
        ),
        (
            file,
            "boat.png",
            "../boat.png",
            "innovations.csv, row 2, column \"pictures\": found \"../boat.png\", expected the name of a file in media/, without folders",
        ),
        (
            file,
            "Perahu di dermaga",
            "",
            "innovations.csv, row 2, column \"picture_alts\": expected an alternative text for each of 1 pictures",
        ),
        (
            file,
            "https://video",
            "http://video",
            "innovations.csv, row 2, column \"video_url\": found \"http://video.example.org/1\", expected an address that begins with https://",
        ),
        (
            file,
            "19.06.02,2025",
            "19.06.09,2025",
            "innovations.csv, row 2, column \"reach\": found \"19.06.09\", expected the code of an area (did you mean \"19.06.01\"?)",
        ),
        (
            file,
            "Bank sampah",
            "\"Bank\nsampah\"",
            "innovations.csv, row 3, column \"summary\": found \"Bank\u{fffd}sampah\", expected one line without control characters",
        ),
    ]);
}

#[test]
fn lengths_are_counted_in_characters() {
    let exact = "ä".repeat(120);
    assert_eq!(
        said(|dir| swap(dir, "innovations.csv", "SI LAUT", &exact)),
        [""; 0]
    );
    let name = format!(
        "innovations.csv, row 2, column \"name\": found \"{}…\", expected at most 120 characters; this has 121",
        "ä".repeat(60)
    );
    assert_eq!(
        said(|dir| swap(dir, "innovations.csv", "SI LAUT", &"ä".repeat(121))),
        [name]
    );
    let summary = format!(
        "innovations.csv, row 3, column \"summary\": found \"{}…\", expected at most 160 characters; this has 161",
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
    let expected = "innovations.csv, row 3, column \"slug\": found \"laut\", expected a value that no other row has; row 2 has the same";
    assert_eq!(said(|dir| put(dir, "innovations.csv", slugs)), [expected]);
}

#[test]
fn more_categories_than_shapes() {
    let mut text = "code,label_id,colour,shape\n".to_owned();
    for (i, shape) in wire::Shape::ALL.iter().enumerate() {
        text += &format!(
            "{},L,{i},{}\n",
            ["agency", "school"]
                .get(i)
                .map_or_else(|| format!("c{i}"), |it| (*it).to_owned()),
            shape.as_str()
        );
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
            "vocabulary.csv, column \"label_id\": expected this column in the header",
        ),
        (
            "list,code,label_id\nstage,trial,Uji\n",
            "innovations.csv, row 3, column \"stage\": found \"initiative\", expected a code of the list stage: trial",
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
