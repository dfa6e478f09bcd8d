use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};
use wire::Level;

use super::*;

mod real;

const BELTIM: Government = Government {
    code: "19.06",
    name: "Belitung Timur",
};

const TIDY: Tidy = &|name| match name.trim() {
    "odd" => Err("another name".to_owned()),
    name => Ok(name.to_owned()),
};

fn square(west: f64, south: f64, size: f64) -> Value {
    let (east, north) = (west + size, south + size);
    json!([
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south]
    ])
}

fn feature(properties: &Value, rings: &[Value]) -> Value {
    json!({ "type": "Feature", "properties": properties,
            "geometry": { "type": "Polygon", "coordinates": rings } })
}

fn district(code: impl Into<Value>, west: f64) -> Value {
    feature(
        &json!({ "code": code.into(), "name": "Manggar" }),
        &[square(west, -3.0, 0.2)],
    )
}

fn collection(features: &[Value]) -> Value {
    json!({ "type": "FeatureCollection", "features": features })
}

fn read_json(value: &Value) -> Result<Areas, Vec<AreaFault>> {
    read(value.to_string().as_bytes(), BELTIM, TIDY)
}

/// The only fault, with its place.
fn fault(value: &Value) -> String {
    let faults = read_json(value).expect_err("the file is wrong");
    assert_eq!(faults.len(), 1, "{faults:?}");
    let fault = &faults[0];
    format!(
        "{:?} {:?}: {fault}",
        fault.feature.unwrap_or(0),
        fault.property.unwrap_or_default()
    )
}

#[test]
fn codes_as_numbers_and_without_dots_are_put_right() {
    for code in [json!("19.06.01"), json!("190601"), json!(190_601)] {
        let areas = read_json(&collection(&[district(code, 108.0)])).unwrap();
        let codes: Vec<&str> = areas
            .map
            .areas
            .iter()
            .map(|area| area.code.as_str())
            .collect();
        assert_eq!(codes, ["19.06", "19.06.01"]);
    }
}

#[test]
fn heights_are_dropped_and_open_rings_closed() {
    let mut value = collection(&[district(json!("19.06.01"), 108.0)]);
    let plain = read_json(&value).unwrap().map;
    let ring = value
        .pointer_mut("/features/0/geometry/coordinates/0")
        .unwrap();
    let ring = ring.as_array_mut().unwrap();
    ring.pop();
    for position in ring {
        position.as_array_mut().unwrap().push(json!(12.5));
    }
    assert_eq!(read_json(&value).unwrap().map, plain);
}

#[test]
fn features_of_one_code_are_one_area() {
    let islands = [
        district(json!("19.06.01"), 108.0),
        district(json!("19.06.01"), 108.5),
    ];
    let areas = read_json(&collection(&islands)).unwrap();
    let district = &areas.map.areas[1];
    assert_eq!(
        (areas.map.areas.len(), district.path.matches('M').count()),
        (2, 2)
    );
}

#[test]
fn a_missing_region_is_made_of_its_districts() {
    let areas = [
        district(json!("19.06.01"), 108.0),
        district(json!("19.06.02"), 108.2),
    ];
    let areas = read_json(&collection(&areas)).unwrap();
    let region = &areas.map.areas[0];
    assert_eq!(
        (region.level, region.path.matches('M').count()),
        (Level::Region, 1)
    );
    assert_eq!(
        areas.outlines.distance_km("19.06", [108.3, -2.9]),
        Some(0.0)
    );
}

/// Found by fuzzing: what was read could not be written and read again.
#[test]
fn districts_that_cover_each_other_have_no_border() {
    let same = ["19.06.01", "19.06.02"].map(|code| district(json!(code), 108.0));
    assert_eq!(
        fault(&collection(&same)),
        "0 \"\": expected areas beside each other; these cover each other, and nothing is left of the border around them"
    );
}

#[test]
fn holes_slivers_and_rings_that_touch_themselves_are_read() {
    let hole = square(108.05, -2.95, 0.1);
    let sliver = json!([
        [108.01, -2.99],
        [108.010_01, -2.99],
        [108.010_01, -2.989_99]
    ]);
    let eight = json!([
        [108.3, -3.0],
        [108.4, -2.9],
        [108.5, -2.8],
        [108.5, -3.0],
        [108.4, -2.9],
        [108.3, -2.8]
    ]);
    let value = collection(&[
        feature(
            &json!({"code": "19.06.01", "name": "A"}),
            &[square(108.0, -3.0, 0.2), hole, sliver],
        ),
        feature(&json!({"code": "19.06.02", "name": "B"}), &[eight]),
    ]);
    let areas = read_json(&value).unwrap();
    assert_eq!(areas.map.areas[1].path.matches('M').count(), 2);
    assert_eq!(
        areas.outlines.distance_km("19.06.01", [108.02, -2.98]),
        Some(0.0)
    );
    let from_hole = areas
        .outlines
        .distance_km("19.06.01", [108.1, -2.9])
        .unwrap();
    assert!((from_hole - 5.55).abs() < 0.05, "{from_hole}");
    assert_eq!(
        areas.outlines.distance_km("19.06.02", [108.48, -2.9]),
        Some(0.0)
    );
    assert_eq!(areas.outlines.distance_km("19.06.09", [108.48, -2.9]), None);
}

#[test]
fn levels_are_told_from_layer_property_or_code() {
    let with = |properties: Value, west: f64| feature(&properties, &[square(west, -3.0, 0.2)]);
    let value = collection(&[
        with(
            json!({"code": "19.06", "name": "Belitung Timur", "level": "kabupaten"}),
            108.0,
        ),
        with(
            json!({"code": "19.02", "name": "Belitung", "level": "kabupaten"}),
            107.8,
        ),
        with(json!({"code": "19.06.01", "name": "Manggar"}), 108.0),
        with(
            json!({"code": "19.06.01.2001", "name": "Lalang", "level": null, "parent": 190_601}),
            108.0,
        ),
        with(json!({"code": "18", "name": "Jauh"}), 107.9),
    ]);
    let levels: Vec<(Level, String)> = read_json(&value)
        .unwrap()
        .map
        .areas
        .into_iter()
        .map(|area| (area.level, area.code.to_string()))
        .collect();
    let expected = [
        (Level::Region, "19.06"),
        (Level::District, "19.06.01"),
        (Level::Village, "19.06.01.2001"),
        (Level::Neighbour, "18"),
        (Level::Neighbour, "19.02"),
    ];
    assert_eq!(
        levels,
        expected.map(|(level, code)| (level, code.to_owned()))
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_cannot_be_put_right_is_refused_by_place() {
    let good = || district(json!("19.06.01"), 108.0);
    let with = |properties: Value| collection(&[feature(&properties, &[square(108.0, -3.0, 0.2)])]);
    let ring =
        |ring: Value| collection(&[feature(&json!({"code": "19.06.01", "name": "A"}), &[ring])]);
    let mut crs = collection(&[good()]);
    crs["crs"] = json!({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::23830"}});
    let mut point = collection(&[good()]);
    point["features"][0]["geometry"] = json!({"type": "Point", "coordinates": [108.0, -3.0]});
    let mut empty = collection(&[good()]);
    empty["features"][0]["geometry"] = Value::Null;
    let cases = [
        (
            crs,
            "0 \"crs\": found \"urn:ogc:def:crs:EPSG::23830\", expected longitude and latitude on WGS 84 (CRS84 or EPSG:4326); save the file again in EPSG:4326",
        ),
        (
            point,
            "1 \"geometry\": found \"Point\", expected a Polygon or a MultiPolygon",
        ),
        (
            empty,
            "1 \"geometry\": expected a Polygon or a MultiPolygon",
        ),
        (
            ring(json!([[-2.9, 108.1], [-2.8, 108.1], [-2.8, 108.2]])),
            "1 \"geometry\": found \"[-2.9,108.1]\", expected longitude before latitude; these look like latitude before longitude: swap them",
        ),
        (
            ring(json!([[845_000.0, 9_680_000.0], [1.0, 1.0], [2.0, 1.0]])),
            "1 \"geometry\": found \"[845000.0,9680000.0]\", expected degrees; these look like metres of a projection: save the file again in EPSG:4326",
        ),
        (
            ring(json!([[181.0, 100.0]])),
            "1 \"geometry\": found \"[181.0,100.0]\", expected longitude -180 to 180 and latitude -90 to 90",
        ),
        (
            ring(json!([["a", 1.0]])),
            "1 \"geometry\": found \"[\"a\",1.0]\", expected positions of two or three numbers",
        ),
        (
            ring(json!([[108.0, -3.0], [108.1, -3.0], [108.0, -3.0]])),
            "1 \"geometry\": expected a ring of three points or more",
        ),
        (
            with(json!({"name": "A"})),
            "0 \"\": expected the fields \"code\" and \"name\" in each feature; found the fields name; none of them looks like the code (in QGIS: Export, Save Features As)",
        ),
        (
            with(json!({"code": "19 06", "name": "A"})),
            "1 \"code\": found \"19 06\", expected a code such as 19.06.01",
        ),
        (
            with(json!({"code": "19.06.01"})),
            "0 \"\": expected the fields \"code\" and \"name\" in each feature; found the fields code; none of them looks like the name (in QGIS: Export, Save Features As)",
        ),
        (
            with(json!({"code": "19.06.01", "name": " "})),
            "1 \"name\": found \" \", expected a name of 1 to 100 characters",
        ),
        (
            with(json!({"code": "19.06.01", "name": "odd"})),
            "1 \"name\": found \"odd\", expected another name",
        ),
        (
            with(json!({"code": "19060", "name": "A"})),
            "1 \"code\": found \"19060\", expected a code such as 19.06.01",
        ),
        (
            with(
                json!({"FCODE": "X", "KDCBPS": 1_906_030, "KDCPUM": "19.06.01", "NAMOBJ": "Manggar", "WADMKK": "Belitung Timur"}),
            ),
            "0 \"\": expected the fields \"code\" and \"name\" in each feature; found the fields FCODE, KDCBPS, KDCPUM, NAMOBJ, WADMKK; KDCPUM looks like the code: rename it, NAMOBJ looks like the name: rename it (in QGIS: Export, Save Features As)",
        ),
        (
            with(json!({"Kode": "190601", "Name": "Manggar"})),
            "0 \"\": expected the fields \"code\" and \"name\" in each feature; found the fields Kode, Name; Kode looks like the code: rename it, Name looks like the name: rename it (in QGIS: Export, Save Features As)",
        ),
        (
            with(json!({"code": 1_906_030, "KDCPUM": "19.06.01", "name": "Manggar"})),
            "1 \"code\": found \"1906030\", expected codes of the Ministry of Home Affairs such as 19.06.01, of 2, 4, 6 or 10 digits; 1 of 1 features have what looks like a code of BPS, 7 digits for a district and 10 for a village. BPS numbers districts in another order: don't just cut the codes, take them from borders or a table that have both; here the field KDCPUM has them",
        ),
        (
            with(json!({"code": "19.06.01", "name": "A", "level": "rt"})),
            "1 \"level\": found \"rt\", expected region, district, village or neighbour",
        ),
        (
            with(json!({"code": "19.07.01", "name": "A", "level": "kecamatan"})),
            "1 \"parent\": found \"19.07\", expected region.code of edition.toml, 19.06",
        ),
        (
            with(json!({"code": "19.07.01", "name": "A"})),
            "0 \"\": found \"19.07.01\", expected at least one district or village whose code begins with 19.06",
        ),
        (
            collection(&[good(), district(json!("19.06.02.2001"), 108.0)]),
            "2 \"parent\": found \"19.06.02\", expected the code of a district of this file",
        ),
        (
            collection(&[
                good(),
                feature(
                    &json!({"code": "19.06.01", "name": "B"}),
                    &[square(108.0, -3.0, 0.2)],
                ),
            ]),
            "2 \"name\": found \"B\", expected \"Manggar\", as in an earlier feature of 19.06.01",
        ),
        (
            collection(&[]),
            "0 \"\": expected at least one district or village whose code begins with 19.06",
        ),
        (
            json!({"type": "Feature"}),
            "0 \"\": found \"Feature\", expected a GeoJSON FeatureCollection or a TopoJSON Topology",
        ),
        (
            json!({"type": "FeatureCollection"}),
            "0 \"\": expected an array \"features\"",
        ),
        (
            json!({"type": "FeatureCollection", "peta:frame": {"origin": [0.5]}, "features": []}),
            "0 \"peta:frame\": expected origin, scale, width and height as they were exported",
        ),
        (
            json!({"type": "Topology", "arcs": [[[1, 2]]]}),
            "0 \"\": expected an object \"objects\" with layers",
        ),
        (
            json!({"type": "Topology", "arcs": [["x"]], "objects": {}}),
            "0 \"arcs\": found \"\"x\"\", expected positions of two numbers",
        ),
        (
            json!({"type": "Topology", "arcs": [], "objects": {"desa": {"type": "Polygon", "arcs": [[4]]}}}),
            "1 \"geometry\": found \"4\", expected the number of an arc of this file",
        ),
    ];
    for (value, expected) in cases {
        assert_eq!(fault(&value), expected);
    }
}

#[test]
fn every_fault_is_listed() {
    let value = collection(&[district(json!(""), 108.0), district(json!(null), 108.0)]);
    assert_eq!(read_json(&value).unwrap_err().len(), 2);
}

#[test]
fn a_tiny_area_is_still_drawn() {
    let tiny = feature(
        &json!({"code": "19.06.02", "name": "B"}),
        &[square(108.3, -2.9, 0.000_01)],
    );
    let map = read_json(&collection(&[district(json!("19.06.01"), 108.0), tiny]))
        .unwrap()
        .map;
    assert_eq!(map.areas.len(), 3);
    assert!(!map.areas[2].path.is_empty());
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read(&bytes, BELTIM, TIDY).is_err());
    }

    #[test]
    fn damaged_files_are_read_or_refused(at in any::<proptest::sample::Index>(), with in "[-0-9.,\\[\\]{}\"a-z]{0,4}") {
        let text = collection(&[district(json!("19.06.01"), 108.0), district(json!("19.06.02"), 108.2)]).to_string();
        let at = at.index(text.len());
        let damaged = format!("{}{with}{}", &text[..at], &text[(at + 1).min(text.len())..]);
        if let Ok(areas) = read(damaged.as_bytes(), BELTIM, TIDY) {
            prop_assert!(areas.map.areas.iter().all(|area| crate::outline::rings(&area.path).is_some()));
        }
    }

    #[test]
    fn an_export_comes_back_unchanged(corners in proptest::collection::vec((0..400i32, 0..400i32), 3..40)) {
        let ring: Vec<[f64; 2]> = corners.iter()
            .map(|(x, y)| [108.0 + f64::from(*x) / 1000.0, -3.0 + f64::from(*y) / 1000.0]).collect();
        let odd = feature(&json!({"code": "19.06.02", "name": "B"}), &[json!(ring)]);
        let map = read_json(&collection(&[district(json!("19.06.01"), 108.0), odd]));
        if let Ok(areas) = map {
            let again = read(to_geojson(&areas.map).as_bytes(), BELTIM, TIDY);
            prop_assert_eq!(again.unwrap().map, areas.map);
        }
    }
}
