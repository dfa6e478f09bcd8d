//! A map as a `GeoJSON` file, and the frame by which it comes back unchanged.

use serde_json::{Value, json};
use wire::{AreaMap, Frame, Level};

use super::{AreaFault, is_usable, nest};
use crate::{outline, unproject};

/// The member that says: these outlines are drawn already, in this frame.
const FRAME: &str = "peta:frame";

/// The frame of a file that `to_geojson` has made.
pub(super) fn frame(root: &Value) -> Result<Option<Frame>, AreaFault> {
    let Some(value) = root.get(FRAME) else {
        return Ok(None);
    };
    let read = || {
        let number = |pointer: &str| value.pointer(pointer)?.as_f64();
        let size = |name: &str| u32::try_from(value.get(name)?.as_u64()?).ok();
        let frame = Frame {
            origin: [number("/origin/0")?, number("/origin/1")?],
            scale: number("/scale")?,
            width: size("width")?,
            height: size("height")?,
        };
        is_usable(&frame).then_some(frame)
    };
    let fault = || AreaFault {
        property: Some(FRAME),
        ..AreaFault::whole(
            None,
            "origin, scale, width and height as they were exported",
        )
    };
    read().map(Some).ok_or_else(fault)
}

/// The map as a `FeatureCollection`, one feature a line. Reading it again gives
/// the same map.
pub fn to_geojson(map: &AreaMap) -> String {
    let Frame {
        origin,
        scale,
        width,
        height,
    } = map.frame;
    let frame = json!({ "origin": origin, "scale": scale, "width": width, "height": height });
    let mut text =
        format!("{{\"type\":\"FeatureCollection\",\n\"{FRAME}\":{frame},\n\"features\":[");
    for (i, area) in map.areas.iter().enumerate() {
        let rings = outline::rings(&area.path).unwrap_or_default();
        let polygons: Vec<Vec<Vec<[f64; 2]>>> = nest::nested(rings)
            .iter()
            .map(|polygon| {
                polygon
                    .iter()
                    .map(|ring| closed(ring, &map.frame))
                    .collect()
            })
            .collect();
        let feature = json!({
            "type": "Feature",
            "properties": {
                "code": area.code.as_str(),
                "name": area.name,
                "level": word(area.level),
                "parent": area.parent.as_ref().map(wire::AreaCode::as_str),
            },
            "geometry": { "type": "MultiPolygon", "coordinates": polygons },
        });
        text.push_str(if i == 0 { "\n" } else { ",\n" });
        text.push_str(&feature.to_string());
    }
    text.push_str("\n]}\n");
    text
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Region => "region",
        Level::District => "district",
        Level::Village => "village",
        Level::Neighbour => "neighbour",
    }
}

/// Degrees with nine decimals, a tenth of a millimetre: far finer than a unit.
fn closed(ring: &[[i32; 2]], frame: &Frame) -> Vec<[f64; 2]> {
    let degrees = |point: &[i32; 2]| {
        unproject(frame, point.map(f64::from)).map(|at| (at * 1e9).round() / 1e9)
    };
    ring.iter().chain(ring.first()).map(degrees).collect()
}
