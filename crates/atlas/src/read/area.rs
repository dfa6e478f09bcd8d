//! From features to areas: codes, names, levels, parents; islands of one code
//! become one area.

use std::collections::BTreeMap;

use serde_json::Value;
use wire::Level;

use super::geojson::Feature;
use super::{AreaFault, Government, Polygon, Tidy, code};

/// One area before it is drawn. Degrees.
pub(super) struct Area {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) level: Level,
    pub(super) parent: Option<String>,
    pub(super) polygons: Vec<Polygon>,
}

/// By level, then by code.
pub(super) fn areas(
    features: Vec<Feature>,
    government: Government,
    tidy: Tidy,
) -> Result<Vec<Area>, Vec<AreaFault>> {
    let mut faults = Vec::new();
    let mut areas: BTreeMap<String, Area> = BTreeMap::new();
    let mut places = Vec::new();
    for feature in features {
        match area(&feature, government, tidy) {
            Ok(mut area) => {
                area.polygons = feature.polygons.iter().map(whole_rings).collect();
                area.polygons.retain(|polygon| !polygon.is_empty());
                if area.polygons.is_empty() {
                    faults.push(feature.fault("geometry", None, "a ring of three points or more"));
                }
                match areas.get_mut(&area.code) {
                    None => {
                        places.push((area.code.clone(), feature));
                        areas.insert(area.code.clone(), area);
                    }
                    Some(known) => match unlike(known, &area) {
                        None => known.polygons.append(&mut area.polygons),
                        Some((property, found, expected)) => {
                            faults.push(feature.fault(property, Some(found), expected));
                        }
                    },
                }
            }
            Err(mut found) => faults.append(&mut found),
        }
    }
    for (code, feature) in &places {
        check_parent(feature, &areas[code], &areas, government, &mut faults);
    }
    if faults.is_empty() && !areas.values().any(|area| is_own(area.level)) {
        let codes: Vec<&str> = areas.keys().take(3).map(String::as_str).collect();
        faults.push(AreaFault::whole(
            Some(&codes.join(", "))
                .filter(|it| !it.is_empty())
                .map(String::as_str),
            format!(
                "at least one district or village whose code begins with {}",
                government.code
            ),
        ));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut areas: Vec<Area> = areas.into_values().collect();
    areas.sort_by(|a, b| (a.level, &a.code).cmp(&(b.level, &b.code)));
    Ok(areas)
}

/// Whether people can choose areas of this level.
fn is_own(level: Level) -> bool {
    matches!(level, Level::District | Level::Village)
}

fn area(feature: &Feature, government: Government, tidy: Tidy) -> Result<Area, Vec<AreaFault>> {
    let mut faults = Vec::new();
    let property = |name: &str| {
        feature
            .properties
            .get(name)
            .filter(|value| !value.is_null())
    };
    let shown = |value: Option<&Value>| value.map(plain);
    let code = property("code")
        .and_then(code::from_json)
        .filter(|code| !(code::is_of_ministry(government.code) && code::is_odd(code)))
        .unwrap_or_else(|| {
            let expected = "a code such as 19.06.01";
            faults.push(feature.fault("code", shown(property("code")), expected));
            String::new()
        });
    let name = property("name").and_then(Value::as_str).unwrap_or_default();
    let name = tidy(name).and_then(|name| match name.chars().count() {
        1..=100 => Ok(name),
        _ => Err("a name of 1 to 100 characters".to_owned()),
    });
    let name = name.unwrap_or_else(|expected| {
        faults.push(feature.fault("name", shown(property("name")), expected));
        String::new()
    });
    let level = level(feature, &code, government).unwrap_or_else(|(property, found)| {
        let expected = "region, district, village or neighbour";
        faults.push(feature.fault(property, Some(found), expected));
        Level::Neighbour
    });
    let parent = match level {
        Level::Region | Level::Neighbour => None,
        Level::District | Level::Village => property("parent")
            .and_then(code::from_json)
            .or_else(|| code.rsplit_once('.').map(|(parent, _)| parent.to_owned())),
    };
    if faults.is_empty() {
        Ok(Area {
            code,
            name,
            level,
            parent,
            polygons: Vec::new(),
        })
    } else {
        Err(faults)
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// What the layer or the property says, else what the code's length says.
fn level(
    feature: &Feature,
    code: &str,
    government: Government,
) -> Result<Level, (&'static str, String)> {
    let layer = feature.layer.as_deref().and_then(word);
    let said = match feature
        .properties
        .get("level")
        .filter(|value| !value.is_null())
    {
        None => None,
        Some(value) => {
            let text = plain(value);
            Some(word(&text).ok_or(("level", text))?)
        }
    };
    // A layer of neighbours holds governments, which is what they call themselves.
    match if layer == Some(Level::Neighbour) {
        layer
    } else {
        said.or(layer)
    } {
        Some(Level::Region) if code != government.code => Ok(Level::Neighbour),
        Some(level) => Ok(level),
        None if code == government.code => Ok(Level::Region),
        None => {
            let depth = |code: &str| code.matches('.').count();
            let deeper = depth(code).saturating_sub(depth(government.code));
            Ok(match deeper {
                _ if !code::is_within(code, government.code) => Level::Neighbour,
                1 => Level::District,
                _ => Level::Village,
            })
        }
    }
}

fn word(text: &str) -> Option<Level> {
    match text.trim().to_ascii_lowercase().as_str() {
        "region" | "regions" | "kabupaten" | "kota" | "provinsi" => Some(Level::Region),
        "district" | "districts" | "kecamatan" => Some(Level::District),
        "village" | "villages" | "desa" | "kelurahan" => Some(Level::Village),
        "neighbour" | "neighbours" | "tetangga" => Some(Level::Neighbour),
        _ => None,
    }
}

/// How two features of one code contradict each other.
fn unlike(known: &Area, area: &Area) -> Option<(&'static str, String, String)> {
    if known.name != area.name {
        let expected = format!(
            "\"{}\", as in an earlier feature of {}",
            known.name, known.code
        );
        return Some(("name", area.name.clone(), expected));
    }
    if known.level != area.level {
        let expected = format!("one level for all features of {}", known.code);
        return Some((
            "level",
            format!("{:?}", area.level).to_ascii_lowercase(),
            expected,
        ));
    }
    None
}

fn check_parent(
    feature: &Feature,
    area: &Area,
    areas: &BTreeMap<String, Area>,
    government: Government,
    faults: &mut Vec<AreaFault>,
) {
    let parent = area.parent.as_deref().unwrap_or_default();
    match area.level {
        Level::District if parent != government.code => {
            let expected = format!("region.code of edition.toml, {}", government.code);
            faults.push(feature.fault("parent", Some(parent.to_owned()), expected));
        }
        Level::Village
            if areas.values().any(|other| other.level == Level::District)
                && areas
                    .get(parent)
                    .is_none_or(|other| other.level != Level::District) =>
        {
            let expected = "the code of a district of this file";
            faults.push(feature.fault("parent", Some(parent.to_owned()), expected));
        }
        _ => {}
    }
}

/// Closed rings lose their last point, which is the first one again; rings
/// with fewer than three points are no rings.
fn whole_rings(polygon: &Polygon) -> Polygon {
    let mut rings = Vec::new();
    for (i, ring) in polygon.iter().enumerate() {
        let mut ring = ring.clone();
        ring.dedup();
        while ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        if ring.len() >= 3 {
            rings.push(ring);
        } else if i == 0 {
            return Vec::new();
        }
    }
    rings
}
