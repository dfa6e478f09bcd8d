//! `GeoJSON` (RFC 7946): features with polygons.

use serde_json::{Map, Value};

use super::coordinates::{Bad, position};
use super::{AreaFault, Polygon};

/// A feature of either format.
pub(super) struct Feature {
    pub(super) layer: Option<String>,
    /// From 1.
    pub(super) number: u32,
    pub(super) properties: Map<String, Value>,
    /// Degrees; rings may be open and may have any number of points.
    pub(super) polygons: Vec<Polygon>,
}

impl Feature {
    /// A fault of this feature.
    pub(super) fn fault(
        &self,
        property: &'static str,
        found: Option<String>,
        expected: impl Into<String>,
    ) -> AreaFault {
        AreaFault {
            layer: self.layer.clone(),
            feature: Some(self.number),
            property: Some(property),
            found,
            expected: expected.into(),
        }
    }
}

pub(super) const POLYGONS: &str = "a Polygon or a MultiPolygon";

pub(super) fn features(root: &Value) -> Result<Vec<Feature>, Vec<AreaFault>> {
    let Some(list) = root.get("features").and_then(Value::as_array) else {
        return Err(vec![AreaFault::whole(None, "an array \"features\"")]);
    };
    let mut features = Vec::new();
    let mut faults = Vec::new();
    for (number, value) in (1..).zip(list) {
        let mut feature = Feature {
            layer: None,
            number,
            properties: value
                .get("properties")
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default(),
            polygons: Vec::new(),
        };
        let geometry = value.get("geometry").unwrap_or(&Value::Null);
        match polygons(geometry, &mut feature.polygons) {
            Ok(()) => features.push(feature),
            Err((found, expected)) => faults.push(feature.fault("geometry", found, expected)),
        }
    }
    if faults.is_empty() {
        Ok(features)
    } else {
        Err(faults)
    }
}

/// What was found, and what was expected.
pub(super) type Wrong = (Option<String>, &'static str);

fn polygons(geometry: &Value, into: &mut Vec<Polygon>) -> Result<(), Wrong> {
    let kind = geometry.get("type").and_then(Value::as_str);
    let list = |key: &str| geometry.get(key).and_then(Value::as_array);
    match kind {
        Some("Polygon") => into.push(polygon(geometry.get("coordinates"))?),
        Some("MultiPolygon") => {
            for value in list("coordinates").ok_or((None, "an array of polygons"))? {
                into.push(polygon(Some(value))?);
            }
        }
        Some("GeometryCollection") => {
            for part in list("geometries").ok_or((None, "an array \"geometries\""))? {
                polygons(part, into)?;
            }
        }
        other => return Err((other.map(str::to_owned), POLYGONS)),
    }
    Ok(())
}

fn polygon(value: Option<&Value>) -> Result<Polygon, Wrong> {
    let rings = value
        .and_then(Value::as_array)
        .ok_or((None, "an array of rings"))?;
    let ring = |value: &Value| {
        let positions = value.as_array().ok_or((None, "a ring of positions"))?;
        positions
            .iter()
            .map(|value| position(value).map_err(|bad| wrong(value, &bad)))
            .collect()
    };
    rings.iter().map(ring).collect()
}

fn wrong(value: &Value, bad: &Bad) -> Wrong {
    (Some(value.to_string()), bad.expected())
}
