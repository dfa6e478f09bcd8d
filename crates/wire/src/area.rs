//! Areas as the map draws them: quantised outlines in one flat frame.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::AreaCode;

/// `GET /api/v1/areas?level=…`: outlines of one or more levels in one frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaMap {
    pub frame: Frame,
    pub areas: Vec<AreaShape>,
}

/// How drawing units relate to the earth: spherical Web Mercator (EPSG:3857),
/// scaled to world coordinates in 0 to 1 (x to the east, y to the south), then
/// moved by `origin` and multiplied by `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// World coordinates of the drawing's north-west corner.
    pub origin: [f64; 2],
    /// Drawing units for one unit of world coordinates.
    pub scale: f64,
    /// Drawing units to the east.
    pub width: u32,
    /// Drawing units to the south.
    pub height: u32,
}

/// One area's outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaShape {
    pub code: AreaCode,
    pub name: String,
    pub level: Level,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AreaCode>,
    /// An SVG path in whole drawing units: `M`, `l` and `z` only, fill rule even-odd.
    pub path: String,
    /// West, north, east, south in drawing units.
    pub bounds: [i32; 4],
    /// Where its name is written: a point well inside its largest part.
    pub label: [i32; 2],
}

/// What an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The government itself: kabupaten, kota, provinsi.
    Region,
    /// Kecamatan.
    District,
    /// Desa or kelurahan.
    Village,
    /// Land around it, drawn for orientation, never selectable.
    Neighbour,
}
