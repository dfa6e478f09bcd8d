//! Real lists and real borders, where this machine has them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{collections::BTreeMap, fs};

use edition::{Limits, read};
use wire::{Level, Precision, Shape};

use crate::base::{EDITION, folder, put};
use crate::round_trip::assert_comes_back;

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

const HEADER: &str = "id,name,summary,category,area,agency,stage,kind,form,affair,initiator\n";

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A code out of a label: `Puskesmas/RS` is `puskesmas_rs`.
fn code(label: &str) -> String {
    let code: String = label
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if code.is_empty() {
        "lainnya".to_owned()
    } else {
        code
    }
}

/// 424 innovations of Kabupaten Bogor, in square districts.
#[test]
fn the_list_of_a_whole_regency_is_imported() {
    let Some(path) = shared("innovations/kab_bogor_inovasi.csv") else {
        return;
    };
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows: Vec<BTreeMap<String, String>> =
        reader.deserialize().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 424);
    let mut districts: BTreeMap<&str, &str> = BTreeMap::new();
    let mut categories: BTreeMap<String, &str> = BTreeMap::new();
    let mut innovations = HEADER.to_owned();
    for row in &rows {
        let district = row["kecamatan_kode"].as_str();
        if !district.is_empty() {
            districts.insert(district, &row["kecamatan"]);
        }
        let category = code(&row["kategori_inovator"]);
        categories.insert(category.clone(), &row["kategori_inovator"]);
        let name: String = row["nama_inovasi"].chars().take(120).collect();
        let area = if district.is_empty() {
            "32.01"
        } else {
            district
        };
        let name = quoted(name.trim());
        writeln!(
            innovations,
            "BGR-{},{name},{},{category},{area},Bappedalitbang,trial,non_digital,other,38,community",
            row["id"],
            quoted(&format!("{} ({})", row["bidang"], row["tahun"])),
        )
        .unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    put(
        at,
        "edition.toml",
        EDITION
            .replace("19.06", "32.01")
            .replace("Belitung Timur", "Bogor"),
    );
    put(at, "innovations.csv", innovations);
    let mut table = "code,label_id,colour,shape\n".to_owned();
    for (i, (code, label)) in categories.iter().enumerate() {
        let label = if label.is_empty() { "Lainnya" } else { label };
        writeln!(
            table,
            "{code},{},{i},{}",
            quoted(label),
            Shape::ALL[i].as_str()
        )
        .unwrap();
    }
    put(at, "categories.csv", table);
    put(at, "areas.geojson", squares(&districts));
    let contents = match read(at, &Limits::default()) {
        Ok(contents) => contents,
        Err(faults) => panic!("{faults}"),
    };
    assert_eq!(contents.innovations.len(), 424);
    assert_eq!(contents.map.areas.len(), districts.len() + 1);
    assert_comes_back(&contents);
}

/// Districts as squares of a tenth of a degree, six in a row.
fn squares(districts: &BTreeMap<&str, &str>) -> String {
    let features: Vec<serde_json::Value> = (0u32..)
        .zip(districts)
        .map(|(i, (code, name))| {
            let (west, south) = (f64::from(i % 6), f64::from(i / 6));
            let corner = |x: f64, y: f64| [106.4 + (west + x) / 10.0, -6.8 + (south + y) / 10.0];
            let ring = [
                corner(0.0, 0.0),
                corner(1.0, 0.0),
                corner(1.0, 1.0),
                corner(0.0, 1.0),
            ];
            serde_json::json!({
                "type": "Feature",
                "properties": { "code": code, "name": name },
                "geometry": { "type": "Polygon", "coordinates": [ring] },
            })
        })
        .collect();
    serde_json::json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// The real borders as a `TopoJSON` with its own words for levels.
#[test]
fn real_borders_are_imported() {
    let Some(path) = shared("geo/beltim-m.topo.json") else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    put(at, "edition.toml", EDITION);
    put(
        at,
        "categories.csv",
        "code,label_id,colour,shape\nagency,Dinas,0,circle\n",
    );
    put(at, "areas.topojson", fs::read(path).unwrap());
    let header = HEADER.replace("area,", "area,longitude,latitude,");
    let rest = "Dinas,trial,digital,other,25,agency";
    let rows = format!(
        "{header}1,Manggar,Kota,agency,19.06.01,108.267,-2.883,{rest}\n\
         2,Desa,Desa,agency,19.06.01.2001,,,{rest}\n3,Semua,Semua,agency,19.06,,,{rest}\n"
    );
    put(at, "innovations.csv", &rows);
    let contents = match read(at, &Limits::default()) {
        Ok(contents) => contents,
        Err(faults) => panic!("{faults}"),
    };
    let count = |level| {
        contents
            .map
            .areas
            .iter()
            .filter(|area| area.level == level)
            .count()
    };
    let counts = [
        Level::Region,
        Level::District,
        Level::Village,
        Level::Neighbour,
    ]
    .map(count);
    assert_eq!(counts, [1, 7, 39, 1]);
    let precisions: Vec<Precision> = contents
        .innovations
        .iter()
        .map(|it| it.card.precision)
        .collect();
    assert_eq!(
        precisions,
        [Precision::Point, Precision::Village, Precision::Region]
    );
    assert_comes_back(&contents);
    // In the wrong district: Gantung instead of Manggar.
    put(
        at,
        "innovations.csv",
        rows.replace("19.06.01,108", "19.06.02,108"),
    );
    let said = read(at, &Limits::default()).unwrap_err().to_string();
    assert!(
        said.starts_with("innovations.csv, row 2, column \"longitude\": found \"108.267 -2.883\""),
        "{said}"
    );
    assert!(said.ends_with("km outside)"), "{said}");
}

#[test]
fn borders_that_nobody_has_simplified_are_imported() {
    let Some(path) = shared("geo/beltim-kecamatan.geojson") else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    put(at, "edition.toml", EDITION);
    put(
        at,
        "categories.csv",
        "code,label_id,colour,shape\nagency,Dinas,0,circle\n",
    );
    put(at, "areas.geojson", fs::read(path).unwrap());
    let row = "1,Manggar,Kota,agency,19.06.01,Dinas,trial,digital,other,25,agency\n";
    put(at, "innovations.csv", format!("{HEADER}{row}"));
    let contents = read(at, &Limits::default()).unwrap();
    assert_eq!(contents.map.areas.len(), 8);
    assert_comes_back(&contents);
}

/// What an office has, put into the folder as it is.
#[test]
fn a_list_with_its_own_headings_gets_one_sentence() {
    for (list, renamed) in [
        (
            "innovations/kab_bogor_inovasi.csv",
            r#"rename "nama_inovasi" to "name", "bidang" to "affair", "kategori_inovator" to "category" and "kecamatan_kode" to "area"; add "#,
        ),
        (
            "innovations/lan_inovasi_200.csv",
            r#"rename "nama_inovasi" to "name", "produk_inovasi" to "summary", "kelompok_inovator_tafsir" to "category", "nama_instansi" to "agency", "deskripsi" to "design" and "manfaat" to "benefit"; add "#,
        ),
    ] {
        let Some(path) = shared(list) else { continue };
        let dir = folder();
        put(dir.path(), "innovations.csv", fs::read(path).unwrap());
        let said = read(dir.path(), &Limits::default())
            .unwrap_err()
            .to_string();
        assert_eq!(said.lines().count(), 1, "{said}");
        let expected =
            format!("innovations.csv, row 1: expected the headings of this file: {renamed}");
        assert!(said.starts_with(&expected), "{said}");
    }
}
