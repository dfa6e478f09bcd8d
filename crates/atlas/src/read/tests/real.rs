//! The real borders of Belitung Timur, where this machine has them: they may
//! not be committed.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::*;

fn file(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/geo")
        .join(name);
    let bytes = fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("skipped: {} is not here", path.display());
    }
    bytes
}

fn count(areas: &Areas, level: Level) -> usize {
    areas
        .map
        .areas
        .iter()
        .filter(|area| area.level == level)
        .count()
}

fn compressed(map: &AreaMap, levels: &[Level]) -> usize {
    let mut text = String::new();
    for area in map.areas.iter().filter(|area| levels.contains(&area.level)) {
        let [a, b, c, d] = area.bounds;
        let _ = writeln!(
            text,
            "{{\"code\":\"{}\",\"name\":\"{}\",\"path\":\"{}\",\"bounds\":[{a},{b},{c},{d}],\"label\":{:?}}}",
            area.code, area.name, area.path, area.label,
        );
    }
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut text.as_bytes(), &mut out, &params).unwrap();
    eprintln!(
        "{levels:?}: {} bytes, {} with brotli",
        text.len(),
        out.len()
    );
    out.len()
}

#[test]
fn the_whole_regency_fits_the_first_view() {
    let Some(bytes) = file("beltim-m.topo.json") else {
        return;
    };
    let areas = read(&bytes, BELTIM, TIDY).unwrap();
    assert_eq!(count(&areas, Level::Region), 1);
    assert_eq!(count(&areas, Level::District), 7);
    assert_eq!(count(&areas, Level::Village), 39);
    assert_eq!(count(&areas, Level::Neighbour), 1);
    assert!(compressed(&areas.map, &[Level::District, Level::Neighbour]) <= 9 * 1024);
    compressed(
        &areas.map,
        &[Level::Region, Level::District, Level::Neighbour],
    );
    compressed(&areas.map, &[Level::Village]);
    let again = read(to_geojson(&areas.map).as_bytes(), BELTIM, TIDY).unwrap();
    assert_eq!(again.map, areas.map);
}

/// Every side of a district is a side of a neighbour too, or coast.
#[test]
fn shared_borders_stay_shared() {
    let Some(bytes) = file("beltim-kecamatan.geojson") else {
        return;
    };
    let areas = read(&bytes, BELTIM, TIDY).unwrap();
    assert_eq!(
        (count(&areas, Level::Region), count(&areas, Level::District)),
        (1, 7)
    );
    let region = &areas.map.areas[0];
    let area = |shape: &wire::AreaShape| -> i64 {
        let rings = crate::outline::rings(&shape.path).unwrap();
        rings
            .iter()
            .map(|ring| -super::super::nest::doubled_area(ring))
            .sum()
    };
    // Had a border been torn open, the union would have other sides and area.
    let parts: i64 = areas.map.areas[1..].iter().map(area).sum();
    assert_eq!(area(region), parts);
    let sides = |shape: &wire::AreaShape| -> usize {
        crate::outline::rings(&shape.path)
            .unwrap()
            .iter()
            .map(Vec::len)
            .sum()
    };
    let all: usize = areas.map.areas[1..].iter().map(sides).sum();
    assert!(sides(region) < all, "{} of {all}", sides(region));
}

#[test]
fn labels_lie_in_their_areas_and_places_are_found() {
    let Some(bytes) = file("beltim-desa.geojson") else {
        return;
    };
    let areas = read(&bytes, BELTIM, TIDY).unwrap();
    for area in &areas.map.areas {
        assert!(
            crate::outline::contains(area, area.label.map(f64::from)),
            "{}",
            area.name
        );
    }
    // The town of Manggar.
    assert_eq!(
        areas.outlines.distance_km("19.06", [108.267, -2.883]),
        Some(0.0)
    );
}
