//! `TopoJSON` (specification 1.0.0): layers of polygons made of shared arcs.

use serde_json::{Map, Value};

use super::coordinates::check;
use super::geojson::{Feature, POLYGONS, Wrong};
use super::{AreaFault, Point, Polygon};

/// The features of all layers, in the order of the file.
pub(super) fn features(root: &Value) -> Result<Vec<Feature>, Vec<AreaFault>> {
    let arcs = arcs(root).map_err(|(found, expected)| {
        vec![AreaFault {
            property: Some("arcs"),
            ..AreaFault::whole(found.as_deref(), expected)
        }]
    })?;
    let Some(layers) = root.get("objects").and_then(Value::as_object) else {
        return Err(vec![AreaFault::whole(
            None,
            "an object \"objects\" with layers",
        )]);
    };
    let mut features = Vec::new();
    let mut faults = Vec::new();
    for (name, layer) in layers {
        let several = layer.get("type").and_then(Value::as_str) == Some("GeometryCollection");
        let geometries = match layer.get("geometries").and_then(Value::as_array) {
            Some(list) if several => list.iter().collect(),
            _ => vec![layer],
        };
        for (number, geometry) in (1..).zip(geometries) {
            let mut feature = Feature {
                layer: Some(name.clone()),
                number,
                properties: properties(geometry),
                polygons: Vec::new(),
            };
            match polygons(geometry, &arcs, &mut feature.polygons) {
                Ok(()) => features.push(feature),
                Err((found, expected)) => faults.push(feature.fault("geometry", found, expected)),
            }
        }
    }
    if faults.is_empty() {
        Ok(features)
    } else {
        Err(faults)
    }
}

/// A geometry's `id` stands in for the property `code`.
fn properties(geometry: &Value) -> Map<String, Value> {
    let mut properties = geometry
        .get("properties")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    if let (false, Some(id)) = (properties.contains_key("code"), geometry.get("id")) {
        properties.insert("code".to_owned(), id.clone());
    }
    properties
}

/// Arcs in degrees.
fn arcs(root: &Value) -> Result<Vec<Vec<Point>>, Wrong> {
    let pair = |value: Option<&Value>| -> Option<Point> {
        let list = value?.as_array()?;
        Some([list.first()?.as_f64()?, list.get(1)?.as_f64()?])
    };
    let transform = match root.get("transform") {
        None => None,
        Some(value) => {
            let expected = (
                None,
                "a transform with scale and translate, two numbers each",
            );
            let scale = pair(value.get("scale")).ok_or(expected.clone())?;
            Some((scale, pair(value.get("translate")).ok_or(expected)?))
        }
    };
    let list = root
        .get("arcs")
        .and_then(Value::as_array)
        .ok_or((None, "an array of arcs"))?;
    let mut arcs = Vec::with_capacity(list.len());
    for arc in list {
        let mut at = [0.0, 0.0];
        let mut points = Vec::new();
        for value in arc.as_array().ok_or((None, "arcs of positions"))? {
            let [x, y] = pair(Some(value))
                .ok_or_else(|| (Some(value.to_string()), "positions of two numbers"))?;
            let point = match transform {
                None => [x, y],
                Some((scale, translate)) => {
                    at = [at[0] + x, at[1] + y];
                    [
                        at[0] * scale[0] + translate[0],
                        at[1] * scale[1] + translate[1],
                    ]
                }
            };
            points.push(
                check(point)
                    .map_err(|bad| (Some(format!("{} {}", point[0], point[1])), bad.expected()))?,
            );
        }
        arcs.push(points);
    }
    Ok(arcs)
}

fn polygons(geometry: &Value, arcs: &[Vec<Point>], into: &mut Vec<Polygon>) -> Result<(), Wrong> {
    let list = geometry.get("arcs").and_then(Value::as_array);
    match geometry.get("type").and_then(Value::as_str) {
        Some("Polygon") => {
            into.push(polygon(list.ok_or((None, "an array of rings"))?, arcs)?);
        }
        Some("MultiPolygon") => {
            for part in list.ok_or((None, "an array of polygons"))? {
                let rings = part.as_array().ok_or((None, "an array of rings"))?;
                into.push(polygon(rings, arcs)?);
            }
        }
        other => return Err((other.map(str::to_owned), POLYGONS)),
    }
    Ok(())
}

fn polygon(rings: &[Value], arcs: &[Vec<Point>]) -> Result<Polygon, Wrong> {
    rings.iter().map(|ring| self::ring(ring, arcs)).collect()
}

/// Arc `i` as it is, or `!i` backwards; each begins where the last one ended.
fn ring(value: &Value, arcs: &[Vec<Point>]) -> Result<Vec<Point>, Wrong> {
    let mut points: Vec<Point> = Vec::new();
    for value in value.as_array().ok_or((None, "a ring of arc numbers"))? {
        let unknown = || (Some(value.to_string()), "the number of an arc of this file");
        let index = value.as_i64().ok_or_else(unknown)?;
        let forward = index >= 0;
        let place = usize::try_from(if forward { index } else { !index }).map_err(|_| unknown())?;
        let arc = arcs.get(place).ok_or_else(unknown)?;
        points.pop();
        if forward {
            points.extend(arc);
        } else {
            points.extend(arc.iter().rev());
        }
    }
    Ok(points)
}
