//! Positions and the systems that they may be in.

use serde_json::Value;

use super::{AreaFault, Point};

/// Only longitude and latitude on WGS 84 are read, whatever the file calls it.
pub(super) fn check_crs(root: &Value) -> Result<(), AreaFault> {
    let Some(crs) = root.get("crs").filter(|crs| !crs.is_null()) else {
        return Ok(());
    };
    let name = crs
        .pointer("/properties/name")
        .and_then(Value::as_str)
        .unwrap_or("a crs without a name");
    let upper = name.to_ascii_uppercase();
    if upper.ends_with("CRS84") || upper.ends_with("EPSG::4326") || upper.ends_with("EPSG:4326") {
        return Ok(());
    }
    Err(AreaFault {
        property: Some("crs"),
        ..AreaFault::whole(
            Some(name),
            "longitude and latitude on WGS 84 (CRS84 or EPSG:4326); save the file again in EPSG:4326",
        )
    })
}

/// Why a position can't be one.
pub(super) enum Bad {
    Shape,
    Swapped,
    Metres,
    Range,
}

impl Bad {
    pub(super) fn expected(&self) -> &'static str {
        match self {
            Self::Shape => "positions of two or three numbers",
            Self::Swapped => {
                "longitude before latitude; these look like latitude before longitude: swap them"
            }
            Self::Metres => {
                "degrees; these look like metres of a projection: save the file again in EPSG:4326"
            }
            Self::Range => "longitude -180 to 180 and latitude -90 to 90",
        }
    }
}

/// Two numbers; a third (height) and more are dropped.
pub(super) fn position(value: &Value) -> Result<Point, Bad> {
    let numbers = value.as_array().ok_or(Bad::Shape)?;
    let [x, y, ..] = &numbers[..] else {
        return Err(Bad::Shape);
    };
    let (Some(x), Some(y)) = (x.as_f64(), y.as_f64()) else {
        return Err(Bad::Shape);
    };
    check([x, y])
}

pub(super) fn check([x, y]: Point) -> Result<Point, Bad> {
    let within = |value: f64, limit: f64| value.is_finite() && value.abs() <= limit;
    if within(x, 180.0) && within(y, 90.0) {
        Ok([x, y])
    } else if within(x, 90.0) && within(y, 180.0) {
        Err(Bad::Swapped)
    } else if x.abs() > 1000.0 || y.abs() > 1000.0 {
        Err(Bad::Metres)
    } else {
        Err(Bad::Range)
    }
}
