//! Borders as an office has them.

use std::fmt::Write as _;

use super::said;
use crate::base::{AREAS, put, swap};

#[test]
fn fields_of_other_names_are_named_once() {
    let foreign = AREAS
        .replace("\"code\":", "\"FCODE\":\"BA03070040\",\"KDCPUM\":")
        .replace("\"name\":", "\"WADMKK\":\"Belitung Timur\",\"NAMOBJ\":");
    assert_eq!(
        said(|dir| put(dir, "areas.geojson", foreign)),
        [
            "areas.geojson: expected the fields \"code\" and \"name\" in each feature; found the fields FCODE, KDCPUM, NAMOBJ, WADMKK; KDCPUM looks like the code: rename it, NAMOBJ looks like the name: rename it (in QGIS: Export, Save Features As)"
        ]
    );
    for (code, name) in [
        ("kode", "nama"),
        ("Code", "Name"),
        ("KODE_KEC", "KECAMATAN"),
    ] {
        let foreign = AREAS
            .replace("\"code\":", &format!("\"{code}\":"))
            .replace("\"name\":", &format!("\"{name}\":"));
        let found = said(|dir| put(dir, "areas.geojson", foreign));
        assert_eq!(found.len(), 1, "{found:?}");
        let expected =
            format!("{code} looks like the code: rename it, {name} looks like the name: rename it");
        assert!(found[0].contains(&expected), "{found:?}");
    }
}

#[test]
fn codes_of_bps_are_called_so() {
    let of_bps = AREAS
        .replace("\"19.06.01\"", "1906030")
        .replace("1906012001", "\"1906030004\"")
        .replace("\"190602\"", "\"1906031\"");
    let found = said(|dir| put(dir, "areas.geojson", of_bps));
    assert_eq!(
        found,
        [
            "areas.geojson, feature 1, \"code\": found \"1906030\", expected codes of the Ministry of Home Affairs such as 19.06.01, of 2, 4, 6 or 10 digits; 3 of 4 features have what looks like a code of BPS, 7 digits for a district and 10 for a village. BPS numbers districts in another order: don't just cut the codes, take them from borders or a table that have both"
        ]
    );
    assert_eq!(
        said(|dir| swap(dir, "innovations.csv", "school,19.06.02", "school,1906031")),
        [
            "innovations.csv, row 3, column \"area\": found \"1906031\", expected the code of an area as the Ministry of Home Affairs numbers them, such as 19.06.01 (Manggar); this looks like a code of BPS, whose numbers are others: don't just cut it, use a table that has both, or write the name"
        ]
    );
}

#[test]
fn codes_of_no_known_length_are_faults_of_their_features() {
    assert_eq!(
        said(|dir| swap(dir, "areas.geojson", "\"19.02\"", "\"190201001\"")),
        [
            "areas.geojson, feature 4, \"code\": found \"190201001\", expected a code such as 19.06.01"
        ]
    );
}

#[test]
fn borders_that_are_not_whole_are_to_blame_and_not_the_rows() {
    let mut rows =
        "id,name,summary,category,area,agency,stage,kind,form,affair,initiator\n".to_owned();
    for i in 0..60 {
        let area = format!("19.06.{:02}", 1 + i % 30);
        writeln!(
            rows,
            "I-{i},N{i},s,agency,{area},D,trial,digital,other,1,agency"
        )
        .unwrap();
    }
    assert_eq!(
        said(|dir| put(dir, "innovations.csv", &rows)),
        [
            "areas.geojson: found \"2 districts, 1 villages\", expected the borders of all areas that innovations.csv uses; it has none of 19.06.03 (row 4 and more), 19.06.04 (row 5 and more), 19.06.05 (row 6 and more), 19.06.06 (row 7 and more), 19.06.07 (row 8 and more), 19.06.08 (row 9 and more), 19.06.09 (row 10 and more), 19.06.10 (row 11 and more), 19.06.11 (row 12 and more), 19.06.12 (row 13 and more) and 18 more"
        ]
    );
}

#[test]
fn another_places_code_is_never_suggested() {
    let area = |code: &'static str| {
        let found = said(move |dir| {
            swap(
                dir,
                "innovations.csv",
                "school,19.06.02",
                &format!("school,{code}"),
            );
        });
        let [found] = found.as_slice() else {
            panic!("{found:?}");
        };
        let expected = found.split_once(", expected ").unwrap().1.to_owned();
        assert!(
            found.starts_with("innovations.csv, row 3, column \"area\": found "),
            "{found}"
        );
        expected
    };
    for code in ["19.06.03", "19.06.02.2001"] {
        assert_eq!(
            area(code),
            "the code of an area (areas.geojson has no area of this code)"
        );
    }
    assert_eq!(
        area("19.02"),
        "the code of an area (this is Belitung, a neighbour)"
    );
    assert_eq!(
        area("19.07.02"),
        "the code of an area (areas.geojson has none of this code)"
    );
    // The same digits are the same place.
    assert_eq!(
        area("\"19,06,02\""),
        "the code of an area (did you mean \"19.06.02\"?)"
    );
}

#[test]
fn a_name_that_one_area_has_is_as_good_as_its_code() {
    let area = |name: &'static str| {
        said(move |dir| {
            swap(
                dir,
                "innovations.csv",
                "school,19.06.02",
                &format!("school,{name}"),
            );
        })
    };
    for name in [
        "Gantung",
        "GANTUNG",
        "Kecamatan Gantung",
        "Kec. Gantung",
        "Desa Lalang",
        "lalang",
        "Belitung Timur",
    ] {
        assert_eq!(area(name), [""; 0], "{name}");
    }
    for (name, remark) in [
        ("Gantungg", " (did you mean \"19.06.02\", Gantung?)"),
        ("Desa Gantung", " (did you mean \"19.06.02\", Gantung?)"),
        ("Jakarta", ""),
    ] {
        assert_eq!(
            area(name),
            [format!(
                "innovations.csv, row 3, column \"area\": found \"{name}\", expected the code of an area, or a name that only one has{remark}"
            )]
        );
    }
    let both = said(|dir| {
        put(dir, "areas.geojson", AREAS.replace("Lalang", "Gantung"));
        swap(dir, "innovations.csv", "school,19.06.02", "school,Gantung");
    });
    assert_eq!(
        both,
        [
            "innovations.csv, row 3, column \"area\": found \"Gantung\", expected the code of an area, or a name that only one has (it may be 19.06.01.2001 or 19.06.02)"
        ]
    );
}
